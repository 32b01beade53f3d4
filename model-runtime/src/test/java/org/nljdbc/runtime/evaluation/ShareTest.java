package org.nljdbc.runtime.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ShareTest {

  @Test
  void theIntervalIsWilsons() {
    Share half = new Share(100, 50);
    assertEquals(0.5, half.value());
    assertEquals(0.404, half.low(), 5e-4);
    assertEquals(0.596, half.high(), 5e-4);
    Share all = new Share(10, 10);
    assertEquals(0.722, all.low(), 5e-4);
    assertEquals(1, all.high(), 1e-12);
    assertEquals(0, new Share(0, 0).value());
    assertEquals(0, new Share(0, 0).high());
  }
}
