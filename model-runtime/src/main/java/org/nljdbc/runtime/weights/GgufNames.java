package org.nljdbc.runtime.weights;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Translates llama.cpp's names of tensors into Hugging Face's. */
final class GgufNames {

  private static final Pattern BLOCK =
      Pattern.compile("blk\\.(\\d{1,5})\\.([a-z_]+)\\.(weight|bias)");

  private static final Map<String, String> OUTSIDE =
      Map.of(
          "token_embd.weight", "model.embed_tokens.weight",
          "output_norm.weight", "model.norm.weight",
          "output.weight", "lm_head.weight");

  private static final Map<String, String> INSIDE =
      Map.of(
          "attn_norm", "input_layernorm",
          "attn_q", "self_attn.q_proj",
          "attn_k", "self_attn.k_proj",
          "attn_v", "self_attn.v_proj",
          "attn_output", "self_attn.o_proj",
          "ffn_norm", "post_attention_layernorm",
          "ffn_gate", "mlp.gate_proj",
          "ffn_up", "mlp.up_proj",
          "ffn_down", "mlp.down_proj");

  private GgufNames() {}

  /**
   * The Hugging Face name of a tensor.
   *
   * @param name llama.cpp's name
   * @return the name, or null if this runtime knows no such tensor
   */
  static @Nullable String huggingFace(String name) {
    Matcher block = BLOCK.matcher(name);
    if (!block.matches()) {
      return OUTSIDE.get(name);
    }
    String part = INSIDE.get(block.group(2));
    return part == null
        ? null
        : "model.layers." + block.group(1) + "." + part + "." + block.group(3);
  }
}
