package org.nljdbc.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.runtime.weights.ModelConfig;

class DeviceNumericsTest {

  /** Qwen2.5-7B: 15.2 GB with 16 bits, 57 KB of cache for a token. */
  private static final ModelConfig LARGE = qwen(3584, 18944, 28, 28, 4, 128);

  /** Qwen2.5-0.5B, whose head is its embedding: 1 GB with 16 bits. */
  private static final ModelConfig SMALL = qwen(896, 4864, 24, 14, 2, 64);

  private static ModelConfig qwen(
      int hidden, int intermediate, int layers, int heads, int kvHeads, int headDim) {
    int vocabulary = 152_064;
    return new ModelConfig(
        "qwen2",
        layers,
        hidden,
        heads,
        kvHeads,
        headDim,
        intermediate,
        vocabulary,
        32_768,
        1e6,
        1e-6,
        true,
        hidden == 896);
  }

  @ParameterizedTest
  @CsvSource({"8, INT4", "16, INT4", "17, INT4", "18, BFLOAT16", "24, BFLOAT16", "80, BFLOAT16"})
  void takesInt4WhereSixteenBitsDoNotFit(long gigabytes, Numerics expected) {
    OptionalLong free = OptionalLong.of(gigabytes * 1_000_000_000);
    assertEquals(expected, DeviceNumerics.choose(LARGE, 8192, free));
  }

  @Test
  void aLongContextNeedsRoomToo() {
    OptionalLong free = OptionalLong.of(18_000_000_000L);
    assertEquals(Numerics.INT4, DeviceNumerics.choose(LARGE, 32_768, free));
    assertEquals(Numerics.BFLOAT16, DeviceNumerics.choose(SMALL, 32_768, free));
  }

  @Test
  void takesSixteenBitsWhereTheMemoryIsNotKnown() {
    assertEquals(Numerics.BFLOAT16, DeviceNumerics.choose(LARGE, 8192, OptionalLong.empty()));
    assertEquals(Numerics.BFLOAT16, DeviceNumerics.choose("cuda:0", LARGE, 8192));
    assertEquals(Numerics.BFLOAT16, DeviceNumerics.choose("mps", LARGE, 8192));
    assertEquals(Numerics.INT8, DeviceNumerics.choose("cpu", LARGE, 8192));
  }

  @Test
  void aShapeThatGroupsDoNotDivideStaysAtSixteenBits() {
    ModelConfig odd = qwen(3600, 18944, 28, 28, 4, 128);
    assertEquals(Numerics.BFLOAT16, DeviceNumerics.choose(odd, 8192, OptionalLong.of(1)));
    assertFalse(DeviceNumerics.canShrink("cuda:0", odd, Numerics.BFLOAT16));
  }

  @Test
  void onlyCudaAndOnlySixteenBitsCanShrink() {
    assertTrue(DeviceNumerics.canShrink("cuda:0", LARGE, Numerics.BFLOAT16));
    assertFalse(DeviceNumerics.canShrink("cuda:0", LARGE, Numerics.INT4));
    assertFalse(DeviceNumerics.canShrink("mps", LARGE, Numerics.BFLOAT16));
    assertFalse(DeviceNumerics.canShrink("cpu", LARGE, Numerics.INT8));
  }
}
