package org.nljdbc.runtime.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.nljdbc.spi.LanguageModelException;

/**
 * Finds out what int8 kernel this processor has, by a small product. FBGEMM (AVX2) takes a range
 * that is fixed beforehand; oneDNN (processors with VNNI) and QNNPACK (Arm) choose it themselves;
 * some processors have none.
 */
final class Int8Kernel {

  private static final int WIDTH = 32;

  /** What a processor can do. */
  enum Kind {
    /** Multiplies with a range fixed beforehand. */
    FIXED_RANGE,
    /** Multiplies, choosing the range from all rows of a call. */
    OWN_RANGE,
    /** Has no kernel, or one that is wrong. */
    NONE
  }

  private Int8Kernel() {}

  /**
   * Tries the kernels.
   *
   * @param program a program that holds no weights; it holds none afterwards
   * @return what works
   * @throws LanguageModelException if the runtime fails otherwise
   */
  static Kind find(TorchProgram program) throws LanguageModelException {
    if (works(program, false)) {
      return Kind.FIXED_RANGE;
    }
    return works(program, true) ? Kind.OWN_RANGE : Kind.NONE;
  }

  private static boolean works(TorchProgram program, boolean guarded) {
    try {
      ByteBuffer weights = numbers(WIDTH * WIDTH, 0.37);
      ByteBuffer row = numbers(WIDTH, 0.73);
      float[] result =
          program.floats(
              "trying the int8 kernel",
              "product8",
              new TorchProgram.Matrix(weights, WIDTH, WIDTH),
              new TorchProgram.Matrix(row, 1, WIDTH),
              guarded);
      for (int i = 0; i < WIDTH; i++) {
        if (Math.abs(result[i] - exact(weights, row, i)) > 0.1) {
          return false;
        }
      }
      return true;
    } catch (LanguageModelException e) {
      // The processor has no such kernel; which one it has is what we want to know.
      return false;
    }
  }

  private static double exact(ByteBuffer weights, ByteBuffer row, int output) {
    double sum = 0;
    for (int i = 0; i < WIDTH; i++) {
      sum += weights.getFloat(4 * (output * WIDTH + i)) * row.getFloat(4 * i);
    }
    return sum;
  }

  /** Numbers in [-1, 1] that follow no pattern. */
  private static ByteBuffer numbers(int count, double step) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(4 * count).order(ByteOrder.nativeOrder());
    for (int i = 0; i < count; i++) {
      buffer.putFloat(4 * i, (float) Math.sin(step * (i + 1) * (i + 1)));
    }
    return buffer;
  }
}
