package org.nljdbc.runtime.weights;

/** Numbers that are stored one by one. */
final class PlainKernels {

  private PlainKernels() {}

  static void f32(byte[] source, int from, float[] target, int to, int blocks) {
    for (int i = 0; i < blocks; i++) {
      target[to + i] = Float.intBitsToFloat(LittleEndian.int32(source, from + 4 * i));
    }
  }

  static void f16(byte[] source, int from, float[] target, int to, int blocks) {
    for (int i = 0; i < blocks; i++) {
      target[to + i] = LittleEndian.half(source, from + 2 * i);
    }
  }

  static void bf16(byte[] source, int from, float[] target, int to, int blocks) {
    for (int i = 0; i < blocks; i++) {
      target[to + i] = Float.intBitsToFloat(LittleEndian.int16(source, from + 2 * i) << 16);
    }
  }
}
