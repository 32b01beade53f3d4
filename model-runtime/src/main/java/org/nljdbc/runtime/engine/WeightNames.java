package org.nljdbc.runtime.engine;

import org.nljdbc.runtime.weights.WeightSource;

/**
 * The Hugging Face names of a layer's tensors.
 *
 * @param layer number of the layer, from 0
 */
record WeightNames(int layer) {

  static final String EMBEDDING = "model.embed_tokens.weight";
  static final String HEAD = "lm_head.weight";
  static final String FINAL_NORM = "model.norm.weight";

  /** Whether the output head is the embedding. */
  static boolean tied(WeightSource weights) {
    return weights.config().tiedEmbeddings() || !weights.names().contains(HEAD);
  }

  String attentionNorm() {
    return of("input_layernorm.weight");
  }

  String mlpNorm() {
    return of("post_attention_layernorm.weight");
  }

  String query() {
    return of("self_attn.q_proj.weight");
  }

  String key() {
    return of("self_attn.k_proj.weight");
  }

  String value() {
    return of("self_attn.v_proj.weight");
  }

  String queryBias() {
    return of("self_attn.q_proj.bias");
  }

  String keyBias() {
    return of("self_attn.k_proj.bias");
  }

  String valueBias() {
    return of("self_attn.v_proj.bias");
  }

  String output() {
    return of("self_attn.o_proj.weight");
  }

  String gate() {
    return of("mlp.gate_proj.weight");
  }

  String up() {
    return of("mlp.up_proj.weight");
  }

  String down() {
    return of("mlp.down_proj.weight");
  }

  private String of(String rest) {
    return "model.layers." + layer + "." + rest;
  }
}
