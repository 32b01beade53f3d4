package org.nljdbc.runtime.engine;

/** How a decoder computes. */
public enum Numerics {
  /** 32-bit floats: for parity, and for processors without an int8 kernel. */
  FLOAT32(0, 4, 4),
  /** int8 weights with a scale per output channel, activations with a scale per row. */
  INT8(1, 1, 2),
  /** 16-bit brain floats, for accelerators. */
  BFLOAT16(2, 2, 2),
  /** 16-bit floats, for accelerators. */
  FLOAT16(3, 2, 2),
  /**
   * int4 weights of the layers in groups with a scale and a zero each; all else as {@link
   * #BFLOAT16}. CUDA only: for cards that would not hold 16 bits.
   */
  INT4(4, 1, 2);

  private final int code;
  private final int weightBytes;
  private final int keyValueBytes;

  Numerics(int code, int weightBytes, int keyValueBytes) {
    this.code = code;
    this.weightBytes = weightBytes;
    this.keyValueBytes = keyValueBytes;
  }

  /** The number by which the program knows it. */
  int code() {
    return code;
  }

  /** Bytes of one number of a weight matrix, the least that hold it. */
  int weightBytes() {
    return weightBytes;
  }

  /** Whether it computes in 16 bits, on a device of its own. */
  boolean accelerated() {
    return code >= BFLOAT16.code;
  }

  /** Whether keys and values are bfloat16, whose bytes DJL cannot read. */
  boolean brainFloats() {
    return this == BFLOAT16 || this == INT4;
  }

  /** Bytes of one number of exported keys and values. */
  int keyValueBytes() {
    return keyValueBytes;
  }
}
