package org.nljdbc.runtime.weights;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the numbers of a tensor are stored, and how they are read. */
enum NumberType {
  F32(0, 1, 4, PlainKernels::f32),
  F16(1, 1, 2, PlainKernels::f16),
  BF16(30, 1, 2, PlainKernels::bf16),
  Q8_0(8, 32, 34, Block32Kernels::q80),
  Q4_0(2, 32, 18, Block32Kernels::q40),
  Q4_1(3, 32, 20, Block32Kernels::q41),
  Q5_0(6, 32, 22, Block32Kernels::q50),
  Q5_1(7, 32, 24, Block32Kernels::q51),
  Q4_K(12, 256, 144, SuperBlockKernels::q4k),
  Q5_K(13, 256, 176, SuperBlockKernels::q5k),
  Q6_K(14, 256, 210, SuperBlockKernels::q6k);

  private final int ggmlId;
  private final int blockNumbers;
  private final int blockBytes;
  private final BlockKernel kernel;

  NumberType(int ggmlId, int blockNumbers, int blockBytes, BlockKernel kernel) {
    this.ggmlId = ggmlId;
    this.blockNumbers = blockNumbers;
    this.blockBytes = blockBytes;
    this.kernel = kernel;
  }

  /** How many numbers one block holds; rows are whole blocks. */
  int blockNumbers() {
    return blockNumbers;
  }

  /** How many bytes one block takes. */
  int blockBytes() {
    return blockBytes;
  }

  BlockKernel kernel() {
    return kernel;
  }

  /** Bytes of so many numbers, a multiple of {@link #blockNumbers}. */
  long bytes(long numbers) {
    return numbers / blockNumbers * blockBytes;
  }

  /** The type with ggml's number for it, or null if this runtime does not read it. */
  static @Nullable NumberType ofGgml(long id) {
    for (NumberType type : values()) {
      if (type.ggmlId == id) {
        return type;
      }
    }
    return null;
  }

  /** The names of all types, for messages. */
  static String all() {
    return Arrays.stream(values()).map(NumberType::name).collect(Collectors.joining(", "));
  }
}
