package org.nljdbc.runtime.weights;

/** IEEE 754 half precision. */
final class HalfFloat {

  private static final float TWO_TO_112 = 0x1p112f;

  private HalfFloat() {}

  /**
   * The number that 16 bits stand for, exactly.
   *
   * @param bits sign, 5 bits of exponent, 10 bits of fraction
   */
  static float toFloat(short bits) {
    int magnitude = (bits & 0x7fff) << 13;
    int sign = (bits & 0x8000) << 16;
    // Read as a 32-bit float, the shifted bits are 2^112 too small, subnormals included.
    int scaled =
        magnitude < 0x0f800000
            ? Float.floatToRawIntBits(Float.intBitsToFloat(magnitude) * TWO_TO_112)
            : magnitude | 0x7f800000;
    return Float.intBitsToFloat(scaled | sign);
  }
}
