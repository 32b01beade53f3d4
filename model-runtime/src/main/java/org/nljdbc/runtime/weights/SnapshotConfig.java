package org.nljdbc.runtime.weights;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.files.BoundedJson;
import org.nljdbc.runtime.files.JsonFields;
import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.spi.LanguageModelException;

/** Reads a model's shape from a snapshot's {@code config.json}. */
final class SnapshotConfig {

  private static final long MAX_BYTES = 1 << 20;

  private SnapshotConfig() {}

  /**
   * Reads the shape. What the file leaves out has the defaults of Hugging Face transformers.
   *
   * @param file {@code config.json}
   * @return the shape, checked
   * @throws LanguageModelException NOT_FOUND, CORRUPT, or UNSUPPORTED naming what it found
   */
  static ModelConfig read(Path file) throws LanguageModelException {
    JsonFields config = BoundedJson.object(file, MAX_BYTES);
    String architecture = architecture(config);
    boolean qwen = architecture.equals("qwen2");
    checkKind(config, qwen);
    int hidden = config.integer("hidden_size", 1, DecoderShape.MAX_WIDTH);
    int heads = config.integer("num_attention_heads", 1, DecoderShape.MAX_HEADS);
    ModelConfig shape =
        new ModelConfig(
            architecture,
            config.integer("num_hidden_layers", 1, DecoderShape.MAX_LAYERS),
            hidden,
            heads,
            config.integer("num_key_value_heads", heads, 1, DecoderShape.MAX_HEADS),
            config.integer("head_dim", Math.max(1, hidden / heads), 1, DecoderShape.MAX_HEAD_DIM),
            config.integer("intermediate_size", 1, DecoderShape.MAX_WIDTH),
            config.integer("vocab_size", 1, DecoderShape.MAX_VOCABULARY),
            config.integer("max_position_embeddings", qwen ? 32_768 : 2_048, 1, Integer.MAX_VALUE),
            ropeTheta(config),
            config.number("rms_norm_eps", 1e-6, 1e-12, 0.1),
            qwen,
            config.flag("tie_word_embeddings", false));
    DecoderShape.check(file, shape);
    return shape;
  }

  private static String architecture(JsonFields config) throws LanguageModelException {
    JsonElement named = config.get("architectures");
    String found = named == null ? "no \"architectures\"" : first(named);
    switch (found) {
      case "Qwen2ForCausalLM":
        return "qwen2";
      case "LlamaForCausalLM":
        return "llama";
      default:
        throw ModelFileErrors.unsupported(
            config.file(),
            "the architecture " + ModelFileErrors.shown(found),
            "the architectures Qwen2ForCausalLM and LlamaForCausalLM");
    }
  }

  private static String first(JsonElement named) {
    if (named.isJsonArray()) {
      JsonArray all = named.getAsJsonArray();
      if (all.size() == 1 && all.get(0).isJsonPrimitive()) {
        return all.get(0).getAsString();
      }
    }
    return named.toString();
  }

  private static void checkKind(JsonFields config, boolean qwen) throws LanguageModelException {
    String activation = config.string("hidden_act");
    if (activation != null && !activation.equals("silu")) {
      throw unsupported(config, "the activation " + ModelFileErrors.shown(activation), "silu");
    }
    if (config.has("quantization_config")) {
      throw unsupported(
          config, "quantised safetensors (quantization_config)", "F32, F16, BF16; or GGUF");
    }
    if (qwen && config.flag("use_sliding_window", false)) {
      throw unsupported(config, "attention in a sliding window", "full attention");
    }
    if (!qwen && (config.flag("attention_bias", false) || config.flag("mlp_bias", false))) {
      throw unsupported(config, "biases (attention_bias, mlp_bias)", "Llama without biases");
    }
    checkRope(config, config.object("rope_scaling"));
    checkRope(config, config.object("rope_parameters"));
  }

  private static void checkRope(JsonFields config, @Nullable JsonFields rope)
      throws LanguageModelException {
    if (rope == null) {
      return;
    }
    String type = rope.string("rope_type");
    if (type == null) {
      type = rope.string("type");
    }
    if (type != null && !type.toLowerCase(Locale.ROOT).equals("default")) {
      throw unsupported(
          config,
          "rotary embeddings scaled by " + ModelFileErrors.shown(type),
          "rotary embeddings without scaling");
    }
  }

  private static double ropeTheta(JsonFields config) throws LanguageModelException {
    JsonFields rope = config.object("rope_parameters");
    JsonFields holder = rope != null && rope.has("rope_theta") ? rope : config;
    return holder.number("rope_theta", 10_000, 1, 1e12);
  }

  private static LanguageModelException unsupported(
      JsonFields config, String found, String supported) {
    return ModelFileErrors.unsupported(config.file(), found, supported);
  }
}
