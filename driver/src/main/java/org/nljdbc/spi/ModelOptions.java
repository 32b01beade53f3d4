package org.nljdbc.spi;

import org.jspecify.annotations.Nullable;

/**
 * Which model to open, and how to run it. Equal options share one loaded model.
 *
 * @param model {@code "embedded"}, a snapshot folder, a GGUF file, or a model's name at a hub: the
 *     setting {@code nl.model}
 * @param adapter a folder with a LoRA adapter as PEFT writes it, {@link #NO_ADAPTER}, or empty for
 *     the one that comes with the model, if any: the setting {@code nl.adapter}
 * @param device {@code "auto"}, {@code "cpu"}, {@code "cuda:0"} ...: the setting {@code nl.device}
 * @param threads threads for one forward pass, or 0 for as many as there are spare cores: the
 *     setting {@code nl.threads}
 * @param contextTokens most tokens of prompt and answer together, or 0 for the model's default: the
 *     setting {@code nl.contextTokens}
 * @param server the server that has the model; null if it runs in this process
 */
public record ModelOptions(
    String model,
    String adapter,
    String device,
    int threads,
    int contextTokens,
    @Nullable ModelServer server) {

  /** Name of the model that comes with the product. */
  public static final String EMBEDDED = "embedded";

  /** Adapter that is none, whatever comes with the model. */
  public static final String NO_ADAPTER = "none";

  /** A model in this process. */
  public ModelOptions(String model, String adapter, String device, int threads, int contextTokens) {
    this(model, adapter, device, threads, contextTokens, null);
  }

  /**
   * A server's model.
   *
   * @param model its name there; {@link #EMBEDDED} for the only one that the server has
   * @param contextTokens most tokens of prompt and answer together, or 0 for what the server says
   * @param server the server
   */
  public static ModelOptions at(ModelServer server, String model, int contextTokens) {
    return new ModelOptions(model, "", "auto", 0, contextTokens, server);
  }

  /**
   * The same with another model.
   *
   * @param other the model
   */
  public ModelOptions withModel(String other) {
    return new ModelOptions(other, adapter, device, threads, contextTokens, server);
  }

  /** The embedded model with every default. */
  public static ModelOptions embedded() {
    return new ModelOptions(EMBEDDED, "", "auto", 0, 0);
  }
}
