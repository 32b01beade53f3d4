package org.nljdbc.runtime.weights;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nljdbc.runtime.files.ModelFileErrors;
import org.nljdbc.spi.LanguageModelException;

/** What must hold between the numbers of a model's shape, and which tensors it has. */
final class DecoderShape {

  static final int MAX_LAYERS = 1_024;
  static final int MAX_WIDTH = 1 << 20;
  static final int MAX_HEADS = 4_096;
  static final int MAX_HEAD_DIM = 4_096;
  static final int MAX_VOCABULARY = 1 << 22;

  private DecoderShape() {}

  /**
   * Checks the numbers of a shape against each other.
   *
   * @param file where they come from, for messages
   * @param config the shape
   * @throws LanguageModelException CORRUPT if they contradict each other
   */
  static void check(Path file, ModelConfig config) throws LanguageModelException {
    if (config.heads() % config.kvHeads() != 0) {
      throw ModelFileErrors.corrupt(
          file,
          config.heads() + " query heads do not divide among " + config.kvHeads() + " key heads");
    }
    if (config.headDim() % 2 != 0) {
      throw ModelFileErrors.corrupt(file, "the head width " + config.headDim() + " is odd");
    }
    if (config.vocabulary() > MAX_VOCABULARY) {
      throw ModelFileErrors.corrupt(file, "the vocabulary has " + config.vocabulary() + " tokens");
    }
  }

  /**
   * Rows and row length of every tensor of a model.
   *
   * @param config its shape
   * @return {rows, numbers in a row} by Hugging Face name, in the order in which they are used
   */
  static Map<String, int[]> tensors(ModelConfig config) {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    int hidden = config.hidden();
    int queries = config.heads() * config.headDim();
    int keys = config.kvHeads() * config.headDim();
    shapes.put("model.embed_tokens.weight", new int[] {config.vocabulary(), hidden});
    for (int layer = 0; layer < config.layers(); layer++) {
      String prefix = "model.layers." + layer + ".";
      shapes.put(prefix + "input_layernorm.weight", new int[] {1, hidden});
      shapes.put(prefix + "self_attn.q_proj.weight", new int[] {queries, hidden});
      shapes.put(prefix + "self_attn.k_proj.weight", new int[] {keys, hidden});
      shapes.put(prefix + "self_attn.v_proj.weight", new int[] {keys, hidden});
      if (config.qkvBias()) {
        shapes.put(prefix + "self_attn.q_proj.bias", new int[] {1, queries});
        shapes.put(prefix + "self_attn.k_proj.bias", new int[] {1, keys});
        shapes.put(prefix + "self_attn.v_proj.bias", new int[] {1, keys});
      }
      shapes.put(prefix + "self_attn.o_proj.weight", new int[] {hidden, queries});
      shapes.put(prefix + "post_attention_layernorm.weight", new int[] {1, hidden});
      shapes.put(prefix + "mlp.gate_proj.weight", new int[] {config.intermediate(), hidden});
      shapes.put(prefix + "mlp.up_proj.weight", new int[] {config.intermediate(), hidden});
      shapes.put(prefix + "mlp.down_proj.weight", new int[] {hidden, config.intermediate()});
    }
    shapes.put("model.norm.weight", new int[] {1, hidden});
    if (!config.tiedEmbeddings()) {
      shapes.put("lm_head.weight", new int[] {config.vocabulary(), hidden});
    }
    return shapes;
  }
}
