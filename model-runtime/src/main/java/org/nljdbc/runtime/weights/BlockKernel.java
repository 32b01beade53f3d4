package org.nljdbc.runtime.weights;

/** Turns stored blocks of numbers into 32-bit floats. Stateless. */
@FunctionalInterface
interface BlockKernel {

  /**
   * Decodes consecutive blocks.
   *
   * @param source holds the blocks
   * @param from index of the first block's first byte
   * @param target receives the numbers
   * @param to index of the first number
   * @param blocks how many blocks
   */
  void decode(byte[] source, int from, float[] target, int to, int blocks);
}
