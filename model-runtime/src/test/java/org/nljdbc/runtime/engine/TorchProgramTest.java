package org.nljdbc.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

class TorchProgramTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 5000, 20000})
  void aTruncatedProgramIsAnErrorNotACrash(int length) throws Exception {
    byte[] cut = Arrays.copyOf(ProgramFile.read(), length);
    LanguageModelException failure =
        assertThrows(LanguageModelException.class, () -> TorchProgram.load(cut));
    assertEquals(Kind.FAILED, failure.kind());
    assertTrue(String.valueOf(failure.getMessage()).contains("loading the decoder"));
  }

  @Test
  void aDamagedProgramIsAnErrorNotACrash() throws Exception {
    byte[] bytes = ProgramFile.read();
    for (int at = 40; at < 3000; at += 131) {
      bytes[at] ^= 0x5a;
    }
    assertThrows(LanguageModelException.class, () -> TorchProgram.load(bytes));
  }

  @Test
  void anUnknownMethodOrAWrongArgumentIsAnError() throws Exception {
    try (TorchProgram program = TorchProgram.load(ProgramFile.read())) {
      assertThrows(LanguageModelException.class, () -> program.run("trying", "no_such_method"));
      assertThrows(LanguageModelException.class, () -> program.run("trying", "reserve", "x", 2));
      assertThrows(LanguageModelException.class, () -> program.run("trying", "reserve", 1));
      assertThrows(LanguageModelException.class, () -> program.run("trying", "reserve", 1f));
      program.run(
          "trying",
          "configure",
          new long[] {0, 1, 1, 2, 2, 4},
          1e-6,
          new double[] {1},
          0,
          false,
          "cpu");
      assertEquals(0, program.number("trying", "resident"));
    }
  }

  @Test
  void bothInt8KernelsMultiplyAlike() throws Exception {
    try (TorchProgram program = TorchProgram.load(ProgramFile.read())) {
      assertNotEquals(Int8Kernel.Kind.NONE, Int8Kernel.find(program));
      float[] own = product(program, true);
      for (int i = 0; i < own.length; i++) {
        assertEquals(4.0 * (i + 1), own[i], 0.2, "output " + i);
      }
    }
  }

  /** Rounding puts some rows beyond the range that is fixed; it must not widen for the others. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRowsProductDependsOnNoOtherRow(boolean guarded) throws Exception {
    int width = 96;
    int rows = 100;
    int outputs = 8;
    try (TorchProgram program = TorchProgram.load(ProgramFile.read())) {
      assumeTrue(guarded || Int8Kernel.find(program) == Int8Kernel.Kind.FIXED_RANGE);
      Random random = new Random(5);
      float[] numbers = gaussian(random, rows * width);
      float[] weights = gaussian(random, outputs * width);
      float[] together = product(program, weights, outputs, numbers, width, guarded);
      for (int row = 0; row < rows; row++) {
        float[] one = Arrays.copyOfRange(numbers, row * width, (row + 1) * width);
        assertArrayEquals(
            product(program, weights, outputs, one, width, guarded),
            Arrays.copyOfRange(together, row * outputs, (row + 1) * outputs),
            0,
            "row " + row);
      }
    }
  }

  private static float[] gaussian(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private static float[] product(
      TorchProgram program, float[] weights, int outputs, float[] rows, int width, boolean guarded)
      throws Exception {
    return program.floats(
        "multiplying",
        "product8",
        new TorchProgram.Matrix(direct(weights), outputs, width),
        new TorchProgram.Matrix(direct(rows), rows.length / width, width),
        guarded);
  }

  private static ByteBuffer direct(float[] numbers) {
    ByteBuffer buffer =
        ByteBuffer.allocateDirect(4 * numbers.length).order(ByteOrder.nativeOrder());
    buffer.asFloatBuffer().put(numbers);
    return buffer;
  }

  /** A row of [0 .. 3, 0 .. 3 ...] times rows of one number each. */
  private static float[] product(TorchProgram program, boolean guarded) throws Exception {
    ByteBuffer weights = ByteBuffer.allocateDirect(4 * 4 * 8).order(ByteOrder.nativeOrder());
    ByteBuffer row = ByteBuffer.allocateDirect(4 * 8).order(ByteOrder.nativeOrder());
    for (int i = 0; i < 8; i++) {
      row.putFloat(4 * i, i % 4);
      for (int output = 0; output < 4; output++) {
        weights.putFloat(4 * (output * 8 + i), (output + 1) / 3f);
      }
    }
    return program.floats(
        "multiplying",
        "product8",
        new TorchProgram.Matrix(weights, 4, 8),
        new TorchProgram.Matrix(row, 1, 8),
        guarded);
  }
}
