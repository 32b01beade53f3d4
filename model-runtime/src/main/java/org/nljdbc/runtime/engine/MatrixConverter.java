package org.nljdbc.runtime.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.nljdbc.runtime.weights.WeightSource;
import org.nljdbc.spi.LanguageModelException;

/**
 * Converts matrices of a model into the program's form, piece by piece. Each thread has a converter
 * of its own, whose one buffer serves all of them: direct memory is only freed when the garbage
 * collector finds time.
 */
final class MatrixConverter {

  /** Numbers of a piece: 2 MiB as 32-bit floats. */
  private static final int PIECE = 1 << 19;

  private final TorchProgram program;
  private final WeightSource weights;
  private final Numerics numerics;
  private final LoadProgress progress;
  private ByteBuffer buffer = ByteBuffer.allocateDirect(0);

  MatrixConverter(
      TorchProgram program, WeightSource weights, Numerics numerics, LoadProgress progress) {
    this.program = program;
    this.weights = weights;
    this.numerics = numerics;
    this.progress = progress;
  }

  /**
   * Converts a matrix.
   *
   * @param plan what it consists of
   * @return the matrix as the program takes it, to be closed by the caller
   * @throws LanguageModelException if a tensor cannot be read, or memory is short
   */
  TorchProgram.Handle convert(MatrixPlan plan) throws LanguageModelException {
    boolean whole = plan.isWhole(weights.config(), numerics);
    TorchProgram.Handle matrix =
        program.handle(plan.doing(), "blank", plan.rows(), plan.columns(), whole);
    try {
      int first = 0;
      for (MatrixPlan.Part part : plan.parts()) {
        fill(plan, matrix, first, part);
        first += part.rows();
      }
      if (!whole && (numerics == Numerics.INT8 || numerics == Numerics.INT4)) {
        try (matrix) {
          String pack = numerics == Numerics.INT8 ? "pack8" : "pack4";
          return program.handle(plan.doing(), pack, matrix);
        }
      }
      return matrix;
    } catch (LanguageModelException | RuntimeException | Error e) {
      matrix.close();
      throw e;
    }
  }

  /**
   * Reads a tensor of one row.
   *
   * @param tensor its name
   * @param length its numbers
   * @return the numbers, valid until the next call
   * @throws LanguageModelException if it cannot be read
   */
  TorchProgram.Matrix vector(String tensor, int length) throws LanguageModelException {
    FloatBuffer target = FloatBuffer.allocate(length);
    weights.readRows(tensor, 0, 1, target);
    // Its own memory: several vectors may go into one call.
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Float.BYTES * length).order(ByteOrder.nativeOrder());
    bytes.asFloatBuffer().put(target.array());
    return new TorchProgram.Matrix(bytes, 1, length);
  }

  private void fill(MatrixPlan plan, TorchProgram.Handle matrix, int first, MatrixPlan.Part part)
      throws LanguageModelException {
    MappedTensor mapped =
        weights.asInFile(part.tensor()) ? MappedTensor.of(weights.info(part.tensor())) : null;
    int unit = part.heads() > 0 ? part.rows() / part.heads() : 1;
    int step = Math.max(1, PIECE / plan.columns() / unit) * unit;
    try (TorchProgram.Handle file = mapped != null ? mapped.open(program) : null) {
      for (int row = 0; row < part.rows(); row += step) {
        int rows = Math.min(step, part.rows() - row);
        int heads = part.heads() > 0 ? rows / unit : 0;
        if (mapped != null && file != null) {
          try (TorchProgram.Handle piece = mapped.rows(program, file, row, rows)) {
            program.run(plan.doing(), "fill", matrix, first + row, piece, heads);
          }
        } else {
          TorchProgram.Matrix piece = read(part.tensor(), row, rows, plan.columns());
          program.run(plan.doing(), "fill", matrix, first + row, piece, heads);
        }
        progress.add((long) rows * plan.columns());
      }
    }
  }

  private TorchProgram.Matrix read(String tensor, int row, int rows, int columns)
      throws LanguageModelException {
    int bytes = Math.multiplyExact(Float.BYTES, Math.multiplyExact(rows, columns));
    if (buffer.capacity() < bytes) {
      buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
    buffer.clear().limit(bytes);
    weights.readRows(tensor, row, rows, buffer.asFloatBuffer());
    return new TorchProgram.Matrix(buffer, rows, columns);
  }
}
