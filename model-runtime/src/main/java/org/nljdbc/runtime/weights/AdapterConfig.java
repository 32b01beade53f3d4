package org.nljdbc.runtime.weights;

import com.google.gson.JsonElement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.files.BoundedJson;
import org.nljdbc.runtime.files.JsonFields;
import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.spi.LanguageModelException;

/**
 * What {@code adapter_config.json} says of a LoRA adapter. Whatever would make the merged weights
 * something else than W + scale B A is refused, since an adapter that is half understood answers
 * worse than none.
 *
 * @param file the file, for messages
 * @param rank rows of each A, columns of each B
 * @param scale by what B A is multiplied
 * @param targets names of the adapted layers' parts, such as {@code q_proj}, or null if the file
 *     has no list of them
 * @param everyLayer whether each of the model's layers must be adapted
 */
record AdapterConfig(
    Path file, int rank, double scale, @Nullable List<String> targets, boolean everyLayer) {

  private static final long MAX_BYTES = 1 << 20;
  private static final int MAX_RANK = 4_096;
  private static final double MAX_ALPHA = 1e6;
  private static final String PLAIN = "plain LoRA adapters of linear layers";

  private static final String[] FLAGS = {"use_dora", "fan_in_fan_out", "lora_bias", "use_qalora"};
  private static final String[] EMPTY = {
    "modules_to_save",
    "rank_pattern",
    "alpha_pattern",
    "layer_replication",
    "trainable_token_indices",
    "target_parameters",
    "alora_invocation_tokens",
    "arrow_config"
  };

  /** Beginnings that change the base model as well, so that B A alone is not the whole change. */
  private static final Set<String> BEGINNINGS = Set.of("pissa", "olora", "corda", "loftq");

  /**
   * Reads the file.
   *
   * @param file {@code adapter_config.json}
   * @return what it says, checked
   * @throws LanguageModelException NOT_FOUND, CORRUPT, or UNSUPPORTED naming the field
   */
  static AdapterConfig read(Path file) throws LanguageModelException {
    JsonFields config = BoundedJson.object(file, MAX_BYTES);
    checkKind(config);
    int rank = config.integer("r", 1, MAX_RANK);
    if (!config.has("lora_alpha")) {
      throw ModelFileErrors.corrupt(file, "it has no \"lora_alpha\"");
    }
    double alpha = config.number("lora_alpha", 1, 0, MAX_ALPHA);
    double scale = alpha / (config.flag("use_rslora", false) ? Math.sqrt(rank) : rank);
    return new AdapterConfig(
        file, rank, scale, targets(config), !config.has("layers_to_transform"));
  }

  private static void checkKind(JsonFields config) throws LanguageModelException {
    String type = config.string("peft_type");
    if (!"LORA".equals(type)) {
      throw unsupported(config, "peft_type", type == null ? "none" : ModelFileErrors.shown(type));
    }
    String bias = config.string("bias");
    if (bias != null && !bias.equals("none")) {
      throw unsupported(config, "bias", ModelFileErrors.shown(bias));
    }
    for (String name : FLAGS) {
      if (config.flag(name, false)) {
        throw unsupported(config, name, "true");
      }
    }
    for (String name : EMPTY) {
      JsonElement value = config.get(name);
      if (value != null && !isEmpty(value)) {
        throw unsupported(config, name, ModelFileErrors.shown(value.toString()));
      }
    }
    JsonElement beginning = config.get("init_lora_weights");
    if (beginning != null && beginning.isJsonPrimitive()) {
      String lower = beginning.getAsString().toLowerCase(Locale.ROOT);
      if (BEGINNINGS.stream().anyMatch(lower::startsWith)) {
        throw unsupported(config, "init_lora_weights", ModelFileErrors.shown(lower));
      }
    }
  }

  private static boolean isEmpty(JsonElement value) {
    return value.isJsonArray() && value.getAsJsonArray().isEmpty()
        || value.isJsonObject() && value.getAsJsonObject().isEmpty();
  }

  /** A text is a pattern over names: then the tensors alone tell what is adapted. */
  private static @Nullable List<String> targets(JsonFields config) throws LanguageModelException {
    JsonElement value = config.get("target_modules");
    if (value == null || !value.isJsonArray()) {
      return null;
    }
    List<String> targets = new ArrayList<>();
    for (JsonElement element : value.getAsJsonArray()) {
      String target = element.isJsonPrimitive() ? element.getAsString() : element.toString();
      if (!LoraNames.PARTS.contains(target)) {
        throw ModelFileErrors.unsupported(
            config.file(),
            "\"target_modules\" with " + ModelFileErrors.shown(target),
            "adapters of " + String.join(", ", LoraNames.PARTS));
      }
      targets.add(target);
    }
    return List.copyOf(targets);
  }

  private static LanguageModelException unsupported(JsonFields config, String field, String value) {
    return ModelFileErrors.unsupported(config.file(), "\"" + field + "\": " + value, PLAIN);
  }
}
