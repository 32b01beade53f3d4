package org.nljdbc.runtime.engine;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.weights.TensorInfo;
import org.nljdbc.spi.LanguageModelException;

/**
 * A tensor of plain numbers, which the program itself maps from its file: the only way to bring
 * bfloat16 into it, and no copy in Java.
 *
 * @param info where it lies
 * @param kind the program's code for the type of its numbers
 * @param numbers numbers in the whole file
 * @param first index of the tensor's first number in the file
 */
record MappedTensor(TensorInfo info, int kind, long numbers, long first) {

  /**
   * Sees whether a tensor can be mapped.
   *
   * @return the tensor, or null if its numbers are packed, do not start at a multiple of their
   *     size, or stand in a GGUF file, where the rows of some models have another order
   */
  static @Nullable MappedTensor of(TensorInfo info) {
    Numerics stored =
        switch (info.type()) {
          case "F32" -> Numerics.FLOAT32;
          case "BF16" -> Numerics.BFLOAT16;
          case "F16" -> Numerics.FLOAT16;
          default -> null;
        };
    boolean snapshot = info.file().toString().endsWith(".safetensors");
    if (stored == null || !snapshot || ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
      return null;
    }
    int size = stored.weightBytes();
    long fileBytes;
    try {
      fileBytes = Files.size(info.file());
    } catch (IOException e) {
      // Reading it the other way tells what is wrong with the file.
      return null;
    }
    boolean whole = info.offset() + (long) info.rows() * info.rowLength() * size <= fileBytes;
    if (!whole || info.offset() % size != 0) {
      return null;
    }
    return new MappedTensor(info, stored.code(), fileBytes / size, info.offset() / size);
  }

  /** Maps the file. */
  TorchProgram.Handle open(TorchProgram program) throws LanguageModelException {
    return program.handle(
        "mapping " + info.file().getFileName(), "mapped", info.file().toString(), numbers, kind);
  }

  /** Some rows of the mapped file's tensor, without copying them. */
  TorchProgram.Handle rows(TorchProgram program, TorchProgram.Handle file, int row, int rows)
      throws LanguageModelException {
    return program.handle(
        "reading " + info.name(),
        "piece",
        file,
        first + (long) row * info.rowLength(),
        rows,
        info.rowLength());
  }
}
