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
  FLOAT16(3, 2, 2);

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

  /** Bytes of one number of a weight matrix. */
  int weightBytes() {
    return weightBytes;
  }

  /** Bytes of one number of exported keys and values. */
  int keyValueBytes() {
    return keyValueBytes;
  }
}
