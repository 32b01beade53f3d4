package org.nljdbc.runtime.weights;

/**
 * The shape of a decoder-only transformer of the Qwen2 or Llama family.
 *
 * @param architecture {@code "qwen2"} or {@code "llama"}
 * @param layers number of transformer blocks
 * @param hidden width of the residual stream
 * @param heads number of query heads
 * @param kvHeads number of key and value heads; divides {@code heads}
 * @param headDim width of one head
 * @param intermediate width of the gated MLP
 * @param vocabulary number of rows of the embedding
 * @param contextTokens most positions that the model was trained for
 * @param ropeTheta base of the rotary embedding
 * @param rmsEpsilon epsilon of the RMS norms
 * @param qkvBias whether the query, key and value projections have biases
 * @param tiedEmbeddings whether the output head is the embedding
 */
public record ModelConfig(
    String architecture,
    int layers,
    int hidden,
    int heads,
    int kvHeads,
    int headDim,
    int intermediate,
    int vocabulary,
    int contextTokens,
    double ropeTheta,
    double rmsEpsilon,
    boolean qkvBias,
    boolean tiedEmbeddings) {

  /** Angle per position of each rotary pair, [headDim / 2]: theta to the power of -2i / headDim. */
  public double[] frequencies() {
    double[] frequencies = new double[headDim / 2];
    for (int i = 0; i < frequencies.length; i++) {
      frequencies[i] = Math.pow(ropeTheta, -2.0 * i / headDim);
    }
    return frequencies;
  }

  /** Numbers that a cache keeps for one token: keys and values of all layers. */
  public long keyValueNumbers() {
    return 2L * layers * kvHeads * headDim;
  }
}
