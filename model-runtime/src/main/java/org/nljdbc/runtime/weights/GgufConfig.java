package org.nljdbc.runtime.weights;

import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.spi.LanguageModelException;

/** Reads a model's shape from GGUF metadata. */
final class GgufConfig {

  private GgufConfig() {}

  /**
   * Reads the shape.
   *
   * @param metadata of the first file
   * @param vocabulary rows of the embedding
   * @param tiedEmbeddings whether there is no tensor for the output head
   * @return the shape, checked
   * @throws LanguageModelException CORRUPT or UNSUPPORTED
   */
  static ModelConfig read(GgufMetadata metadata, int vocabulary, boolean tiedEmbeddings)
      throws LanguageModelException {
    String architecture = architecture(metadata);
    String prefix = architecture + ".";
    checkKind(metadata, prefix);
    int hidden = metadata.integer(prefix + "embedding_length", 1, DecoderShape.MAX_WIDTH);
    int heads = metadata.integer(prefix + "attention.head_count", 1, DecoderShape.MAX_HEADS);
    int kvHeads =
        metadata.integer(prefix + "attention.head_count_kv", heads, 1, DecoderShape.MAX_HEADS);
    int headDim =
        metadata.integer(
            prefix + "attention.key_length",
            Math.max(1, hidden / heads),
            1,
            DecoderShape.MAX_HEAD_DIM);
    checkHeads(metadata, prefix, headDim);
    metadata.required(prefix + "attention.layer_norm_rms_epsilon");
    ModelConfig config =
        new ModelConfig(
            architecture,
            metadata.integer(prefix + "block_count", 1, DecoderShape.MAX_LAYERS),
            hidden,
            heads,
            kvHeads,
            headDim,
            metadata.integer(prefix + "feed_forward_length", 1, DecoderShape.MAX_WIDTH),
            vocabulary,
            metadata.integer(prefix + "context_length", 1, Integer.MAX_VALUE),
            metadata.number(prefix + "rope.freq_base", 10_000, 1, 1e12),
            metadata.number(prefix + "attention.layer_norm_rms_epsilon", 0, 1e-12, 0.1),
            architecture.equals("qwen2"),
            tiedEmbeddings);
    DecoderShape.check(metadata.file(), config);
    return config;
  }

  /**
   * Reads the architecture.
   *
   * @param metadata of the first file
   * @return {@code "qwen2"} or {@code "llama"}
   * @throws LanguageModelException CORRUPT if there is none, UNSUPPORTED if it is another
   */
  static String architecture(GgufMetadata metadata) throws LanguageModelException {
    metadata.required("general.architecture");
    String architecture = String.valueOf(metadata.string("general.architecture"));
    if (!architecture.equals("qwen2") && !architecture.equals("llama")) {
      throw ModelFileErrors.unsupported(
          metadata.file(),
          "the architecture " + ModelFileErrors.shown(architecture),
          "the architectures qwen2 and llama");
    }
    return architecture;
  }

  private static void checkKind(GgufMetadata metadata, String prefix)
      throws LanguageModelException {
    String scaling = metadata.string(prefix + "rope.scaling.type");
    if (scaling != null && !scaling.equals("none")) {
      throw ModelFileErrors.unsupported(
          metadata.file(),
          "rotary embeddings scaled by " + ModelFileErrors.shown(scaling),
          "rotary embeddings without scaling");
    }
    if (metadata.integer(prefix + "expert_count", 0, 0, Integer.MAX_VALUE) > 0) {
      throw ModelFileErrors.unsupported(
          metadata.file(), "a mixture of experts", "dense Qwen2 and Llama models");
    }
  }

  private static void checkHeads(GgufMetadata metadata, String prefix, int headDim)
      throws LanguageModelException {
    for (String key : new String[] {"attention.value_length", "rope.dimension_count"}) {
      int other = metadata.integer(prefix + key, headDim, 1, DecoderShape.MAX_HEAD_DIM);
      if (other != headDim) {
        throw ModelFileErrors.unsupported(
            metadata.file(),
            prefix + key + " " + other + " beside a head width of " + headDim,
            "value width and rotary width equal to the head width");
      }
    }
  }
}
