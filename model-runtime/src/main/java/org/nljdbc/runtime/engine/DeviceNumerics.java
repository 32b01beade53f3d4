package org.nljdbc.runtime.engine;

import java.util.List;
import java.util.OptionalLong;
import org.nljdbc.runtime.weights.ModelConfig;
import org.nljdbc.spi.RuntimeStatistics.Memory;

/** Chooses how a decoder computes on a device: int4 only where 16 bits would not fit. */
public final class DeviceNumerics {

  /** What CUDA, the products and a prompt's activations take beside weights and cache. */
  private static final long BESIDE = 3L << 29;

  /** Numbers that share a scale and a zero, as the program has it. */
  private static final int INT4_GROUP = 64;

  private DeviceNumerics() {}

  /**
   * Chooses for a device.
   *
   * @param device {@code "cpu"}, {@code "cuda:0"} ...
   * @param shape the model's shape
   * @param contextTokens tokens of prompt and answer that must fit in the cache, 1 or more
   * @return how to compute there
   */
  public static Numerics choose(String device, ModelConfig shape, int contextTokens) {
    if (device.equals("cpu")) {
      return Numerics.INT8;
    }
    return choose(shape, contextTokens, free(device));
  }

  /**
   * Whether a model that did not fit with some numerics may be tried with int4.
   *
   * @param device where
   * @param shape the model's shape
   * @param tried what did not fit
   */
  public static boolean canShrink(String device, ModelConfig shape, Numerics tried) {
    return device.startsWith("cuda") && tried == Numerics.BFLOAT16 && fitsGroups(shape);
  }

  static Numerics choose(ModelConfig shape, int contextTokens, OptionalLong free) {
    if (free.isEmpty() || !fitsGroups(shape)) {
      return Numerics.BFLOAT16;
    }
    long weights = 2 * numbers(shape);
    long cache = shape.keyValueNumbers() * Numerics.BFLOAT16.keyValueBytes() * (long) contextTokens;
    boolean fits = weights + cache + BESIDE <= free.getAsLong();
    return fits ? Numerics.BFLOAT16 : Numerics.INT4;
  }

  private static boolean fitsGroups(ModelConfig shape) {
    return shape.hidden() % INT4_GROUP == 0
        && shape.intermediate() % INT4_GROUP == 0
        && shape.heads() * shape.headDim() % INT4_GROUP == 0;
  }

  private static long numbers(ModelConfig shape) {
    List<String> head = shape.tiedEmbeddings() ? List.of() : List.of(WeightNames.HEAD);
    return MatrixPlan.all(shape, head).stream()
        .mapToLong(plan -> (long) plan.rows() * plan.columns())
        .sum();
  }

  /** Bytes that are free on a card, as far as it tells. */
  private static OptionalLong free(String device) {
    Memory memory = DeviceMemory.of(device);
    return memory == null ? none() : OptionalLong.of(memory.limit() - memory.bytes());
  }

  private static OptionalLong none() {
    return OptionalLong.empty();
  }
}
