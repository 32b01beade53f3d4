package org.nljdbc.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CalibrationTest {

  private final Calibration calibration = new Calibration(2, 20);

  @Test
  void isTheLogisticFunctionOfTheMean() {
    assertEquals(1 / (1 + Math.exp(-2)), calibration.confidence(0, 12), 1e-12);
    assertEquals(0.5, calibration.confidence(-1, 10), 1e-12);
    assertEquals(0.5, calibration.confidence(-2, 20), 1e-12, "length as such does not count");
  }

  @Test
  void lengthCountsAsFarAsThePowerSays() {
    Calibration half = new Calibration(2, 20, 0.5);
    assertEquals(1 / (1 + Math.exp(-(2 - 20 * 0.4 / 4))), half.confidence(-0.4, 16), 1e-12);
    Calibration sum = new Calibration(2, 20, 0);
    assertEquals(sum.confidence(-0.4, 1), sum.confidence(-0.4, 100), 1e-12);
  }

  @Test
  void isAlwaysAShareOrUnknown() {
    assertEquals(0, calibration.confidence(-1e300, 1));
    assertEquals(0, calibration.confidence(Double.NEGATIVE_INFINITY, 1));
    assertEquals(1, new Calibration(1e6, 0).confidence(-3, 0));
    assertTrue(Double.isNaN(calibration.confidence(Double.NaN, 5)));
  }

  @Test
  void refusesWhatIsNoCurve() {
    assertThrows(IllegalArgumentException.class, () -> new Calibration(Double.NaN, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new Calibration(0, Double.POSITIVE_INFINITY));
    assertThrows(IllegalArgumentException.class, () -> new Calibration(0, -1));
    assertThrows(IllegalArgumentException.class, () -> new Calibration(0, 1, 1.1));
    assertThrows(IllegalArgumentException.class, () -> new Calibration(0, 1, -0.1));
    assertThrows(IllegalArgumentException.class, () -> new Calibration(0, 1, Double.NaN));
  }
}
