package org.nljdbc.runtime.weights;

/**
 * Super-blocks of 256 numbers whose parts have scales of their own, themselves quantised: the ggml
 * types Q4_K, Q5_K and Q6_K. Each product and difference is rounded to 32 bits on its own, as
 * ggml's reference does, so that the results are the same to the bit.
 */
final class SuperBlockKernels {

  private static final int SIZE = 256;

  private SuperBlockKernels() {}

  /** Scale, scale of minimums, 12 bytes of 6-bit scales and minimums, 128 bytes of 4 bits. */
  static void q4k(byte[] source, int from, float[] target, int to, int blocks) {
    int s = from;
    int t = to;
    for (int b = 0; b < blocks; b++, s += 144, t += SIZE) {
      float d = LittleEndian.half(source, s);
      float dm = LittleEndian.half(source, s + 2);
      for (int part = 0; part < 8; part += 2) {
        int q = s + 16 + part * 16;
        int y = t + part * 32;
        float d0 = d * scale(source, s + 4, part);
        float m0 = dm * minimum(source, s + 4, part);
        float d1 = d * scale(source, s + 4, part + 1);
        float m1 = dm * minimum(source, s + 4, part + 1);
        for (int i = 0; i < 32; i++) {
          int two = source[q + i];
          target[y + i] = d0 * (two & 15) - m0;
          target[y + 32 + i] = d1 * ((two >> 4) & 15) - m1;
        }
      }
    }
  }

  /** As Q4_K, with 32 bytes of fifth bits before the 128: bit {@code p} belongs to part p. */
  static void q5k(byte[] source, int from, float[] target, int to, int blocks) {
    int s = from;
    int t = to;
    for (int b = 0; b < blocks; b++, s += 176, t += SIZE) {
      float d = LittleEndian.half(source, s);
      float dm = LittleEndian.half(source, s + 2);
      int h = s + 16;
      for (int part = 0; part < 8; part += 2) {
        int q = s + 48 + part * 16;
        int y = t + part * 32;
        float d0 = d * scale(source, s + 4, part);
        float m0 = dm * minimum(source, s + 4, part);
        float d1 = d * scale(source, s + 4, part + 1);
        float m1 = dm * minimum(source, s + 4, part + 1);
        for (int i = 0; i < 32; i++) {
          int two = source[q + i];
          int high = source[h + i] >> part;
          target[y + i] = d0 * ((two & 15) | ((high & 1) << 4)) - m0;
          target[y + 32 + i] = d1 * (((two >> 4) & 15) | ((high & 2) << 3)) - m1;
        }
      }
    }
  }

  /** 128 bytes of low halves, 64 bytes of upper bit pairs, 16 signed scales, scale; minus 32. */
  static void q6k(byte[] source, int from, float[] target, int to, int blocks) {
    int s = from;
    int t = to;
    for (int b = 0; b < blocks; b++, s += 210, t += SIZE) {
      float d = LittleEndian.half(source, s + 208);
      for (int sixteen = 0; sixteen < 4; sixteen++) {
        // The first two run through the first 128 numbers, the last two through the others.
        int half = sixteen >> 1;
        int in = (sixteen & 1) * 16;
        int low = s + half * 64 + in;
        int high = s + 128 + half * 32 + in;
        int scales = s + 192 + half * 8 + (sixteen & 1);
        int y = t + half * 128 + in;
        float d0 = d * source[scales];
        float d1 = d * source[scales + 2];
        float d2 = d * source[scales + 4];
        float d3 = d * source[scales + 6];
        for (int i = 0; i < 16; i++) {
          int a = source[low + i];
          int c = source[low + 32 + i];
          int h = source[high + i];
          target[y + i] = d0 * (((a & 15) | ((h & 3) << 4)) - 32);
          target[y + 32 + i] = d1 * (((c & 15) | ((h & 12) << 2)) - 32);
          target[y + 64 + i] = d2 * ((((a >> 4) & 15) | (h & 48)) - 32);
          target[y + 96 + i] = d3 * ((((c >> 4) & 15) | ((h >> 2) & 48)) - 32);
        }
      }
    }
  }

  /** The 6-bit scale of a part, 0 to 7, from the 12 packed bytes. */
  private static int scale(byte[] source, int packed, int part) {
    return part < 4
        ? source[packed + part] & 63
        : (source[packed + 4 + part] & 15) | ((source[packed + part - 4] >> 2) & 48);
  }

  /** The 6-bit minimum of a part, 0 to 7, from the 12 packed bytes. */
  private static int minimum(byte[] source, int packed, int part) {
    return part < 4
        ? source[packed + 4 + part] & 63
        : ((source[packed + 4 + part] >> 4) & 15) | ((source[packed + part] >> 2) & 48);
  }
}
