package org.nljdbc.spi;

import org.jspecify.annotations.Nullable;

/**
 * What a model is.
 *
 * @param id name for people, such as {@code qwen2.5-coder-0.5b-instruct-sql}
 * @param fingerprint changes whenever the model could answer differently: a digest of weights,
 *     tokenizer, adapter and numerics; part of every cache key
 * @param promptProfile name of the prompt form that the model is used with, see {@code
 *     org.nljdbc.prompt}; {@code "direct"} for plain instruct models, {@code "arctic-r1"} for
 *     Arctic-Text2SQL-R1
 * @param contextTokens most tokens of prompt and answer together
 * @param placement where it runs, for people: {@code "embedded (cpu, int8)"}
 * @param calibration how often its answers are right; null if nobody has measured that
 */
public record ModelInfo(
    String id,
    String fingerprint,
    String promptProfile,
    int contextTokens,
    String placement,
    @Nullable Calibration calibration) {

  /**
   * A model whose answers nobody has measured.
   *
   * @param id name for people
   * @param fingerprint changes whenever the model could answer differently
   * @param promptProfile name of the prompt form
   * @param contextTokens most tokens of prompt and answer together
   * @param placement where it runs, for people
   */
  public ModelInfo(
      String id, String fingerprint, String promptProfile, int contextTokens, String placement) {
    this(id, fingerprint, promptProfile, contextTokens, placement, null);
  }
}
