package org.nljdbc.runtime.weights;

/**
 * Blocks of 32 numbers with one half-precision scale, and for the {@code _1} types one minimum: the
 * ggml types Q4_0, Q4_1, Q5_0, Q5_1 and Q8_0. Each product and sum is rounded to 32 bits on its
 * own, as ggml's reference does, so that the results are the same to the bit.
 */
final class Block32Kernels {

  private static final int SIZE = 32;
  private static final int HALF = 16;

  private Block32Kernels() {}

  /** Scale, then 32 signed bytes. */
  static void q80(byte[] source, int from, float[] target, int to, int blocks) {
    int s = from;
    int t = to;
    for (int b = 0; b < blocks; b++, s += 34, t += SIZE) {
      float d = LittleEndian.half(source, s);
      for (int i = 0; i < SIZE; i++) {
        target[t + i] = d * source[s + 2 + i];
      }
    }
  }

  /** Scale, then 16 bytes: low halves are the first 16 numbers, high halves the last, minus 8. */
  static void q40(byte[] source, int from, float[] target, int to, int blocks) {
    int s = from;
    int t = to;
    for (int b = 0; b < blocks; b++, s += 18, t += SIZE) {
      float d = LittleEndian.half(source, s);
      for (int i = 0; i < HALF; i++) {
        int q = source[s + 2 + i];
        target[t + i] = d * ((q & 15) - 8);
        target[t + HALF + i] = d * (((q >> 4) & 15) - 8);
      }
    }
  }

  /** Scale, minimum, then 16 bytes as in {@link #q40}, from 0. */
  static void q41(byte[] source, int from, float[] target, int to, int blocks) {
    int s = from;
    int t = to;
    for (int b = 0; b < blocks; b++, s += 20, t += SIZE) {
      float d = LittleEndian.half(source, s);
      float m = LittleEndian.half(source, s + 2);
      for (int i = 0; i < HALF; i++) {
        int q = source[s + 4 + i];
        target[t + i] = d * (q & 15) + m;
        target[t + HALF + i] = d * ((q >> 4) & 15) + m;
      }
    }
  }

  /** Scale, the 32 fifth bits, then 16 bytes as in {@link #q40}, minus 16. */
  static void q50(byte[] source, int from, float[] target, int to, int blocks) {
    int s = from;
    int t = to;
    for (int b = 0; b < blocks; b++, s += 22, t += SIZE) {
      float d = LittleEndian.half(source, s);
      int high = LittleEndian.int32(source, s + 2);
      for (int i = 0; i < HALF; i++) {
        int q = source[s + 6 + i];
        target[t + i] = d * (((q & 15) | ((high >> i) & 1) << 4) - 16);
        target[t + HALF + i] = d * ((((q >> 4) & 15) | ((high >> (HALF + i)) & 1) << 4) - 16);
      }
    }
  }

  /** Scale, minimum, the 32 fifth bits, then 16 bytes as in {@link #q40}, from 0. */
  static void q51(byte[] source, int from, float[] target, int to, int blocks) {
    int s = from;
    int t = to;
    for (int b = 0; b < blocks; b++, s += 24, t += SIZE) {
      float d = LittleEndian.half(source, s);
      float m = LittleEndian.half(source, s + 2);
      int high = LittleEndian.int32(source, s + 4);
      for (int i = 0; i < HALF; i++) {
        int q = source[s + 8 + i];
        target[t + i] = d * ((q & 15) | ((high >> i) & 1) << 4) + m;
        target[t + HALF + i] = d * (((q >> 4) & 15) | ((high >> (HALF + i)) & 1) << 4) + m;
      }
    }
  }
}
