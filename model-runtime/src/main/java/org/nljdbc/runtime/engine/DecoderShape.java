package org.nljdbc.runtime.engine;

import org.nljdbc.runtime.weights.ModelConfig;

/**
 * The shape that the program is configured with.
 *
 * @param layers number of transformer blocks
 * @param heads number of query heads
 * @param kvHeads number of key and value heads
 * @param headDim width of one head; even
 * @param hidden width of the residual stream
 * @param intermediate width of the gated MLP
 * @param vocabulary number of tokens
 * @param rmsEpsilon epsilon of the RMS norms
 * @param ropeTheta base of the rotary embedding
 */
record DecoderShape(
    int layers,
    int heads,
    int kvHeads,
    int headDim,
    int hidden,
    int intermediate,
    int vocabulary,
    double rmsEpsilon,
    double ropeTheta) {

  static DecoderShape of(ModelConfig config) {
    return new DecoderShape(
        config.layers(),
        config.heads(),
        config.kvHeads(),
        config.headDim(),
        config.hidden(),
        config.intermediate(),
        config.vocabulary(),
        config.rmsEpsilon(),
        config.ropeTheta());
  }

  /** Angle per position of each rotary pair, [headDim / 2]: theta to the power of -2i / headDim. */
  double[] frequencies() {
    double[] frequencies = new double[headDim / 2];
    for (int i = 0; i < frequencies.length; i++) {
      frequencies[i] = Math.pow(ropeTheta, -2.0 * i / headDim);
    }
    return frequencies;
  }

  /** Numbers that the cache keeps for one token: keys and values of all layers. */
  long keyValueNumbers() {
    return 2L * layers * kvHeads * headDim;
  }
}
