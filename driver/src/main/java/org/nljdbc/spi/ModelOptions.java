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
 * @param server the server that has the model; null if it runs on this machine
 * @param shared how the runtime is run that this user's programs share, if the model is there; null
 *     if it runs in this process or at a server
 */
public record ModelOptions(
    String model,
    String adapter,
    String device,
    int threads,
    int contextTokens,
    @Nullable ModelServer server,
    @Nullable Shared shared) {

  /** Name of the model that comes with the product. */
  public static final String EMBEDDED = "embedded";

  /** Adapter that is none, whatever comes with the model. */
  public static final String NO_ADAPTER = "none";

  /**
   * How the runtime is run that a user's programs share.
   *
   * @param home the jar, or the folder with jars, that it is started from; empty for what this
   *     program has: the setting {@code nl.runtime.home}
   * @param idleSeconds after how long without a question it ends, in seconds: the setting {@code
   *     nl.runtime.idle}
   * @param optional whether nobody has named that place, so that the model is loaded in this
   *     process wherever that is better or it cannot be had: {@code nl.runtime=auto}
   */
  public record Shared(String home, int idleSeconds, boolean optional) {

    /** A place that somebody has named. */
    public Shared(String home, int idleSeconds) {
      this(home, idleSeconds, false);
    }
  }

  /** A model in this process. */
  public ModelOptions(String model, String adapter, String device, int threads, int contextTokens) {
    this(model, adapter, device, threads, contextTokens, null, null);
  }

  /**
   * A server's model.
   *
   * @param model its name there; {@link #EMBEDDED} for the only one that the server has
   * @param contextTokens most tokens of prompt and answer together, or 0 for what the server says
   * @param server the server
   */
  public static ModelOptions at(ModelServer server, String model, int contextTokens) {
    return new ModelOptions(model, "", "auto", 0, contextTokens, server, null);
  }

  /**
   * The same with another model.
   *
   * @param other the model
   */
  public ModelOptions withModel(String other) {
    return new ModelOptions(other, adapter, device, threads, contextTokens, server, shared);
  }

  /**
   * The same in the runtime that this user's programs share.
   *
   * @param how how that is run
   */
  public ModelOptions in(Shared how) {
    return new ModelOptions(model, adapter, device, threads, contextTokens, null, how);
  }

  /** The same in this process. */
  public ModelOptions here() {
    return new ModelOptions(model, adapter, device, threads, contextTokens);
  }

  /** Whether the runtime that programs share is only to be used where nothing speaks against it. */
  public boolean isOptional() {
    return shared != null && shared.optional();
  }

  /** Whether the model runs in this process. */
  public boolean isHere() {
    return server == null && shared == null;
  }

  /** The embedded model with every default. */
  public static ModelOptions embedded() {
    return new ModelOptions(EMBEDDED, "", "auto", 0, 0);
  }
}
