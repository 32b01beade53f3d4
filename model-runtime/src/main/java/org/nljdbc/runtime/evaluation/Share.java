package org.nljdbc.runtime.evaluation;

/**
 * A share of some questions, and how sure it is: Wilson's interval at 95 %.
 *
 * @param count how many there are, 0 or more
 * @param hits how many of them count
 */
public record Share(int count, int hits) {

  /** z of a 95 % interval. */
  private static final double Z = 1.959964;

  /** The share, 0 to 1; 0 if there are no questions. */
  public double value() {
    return count == 0 ? 0 : (double) hits / count;
  }

  /** Half the width of the interval, 0 to 1; 0 if there are no questions. */
  public double margin() {
    if (count == 0) {
      return 0;
    }
    double p = value();
    double root = Math.sqrt(p * (1 - p) / count + Z * Z / (4.0 * count * count));
    return Z * root / (1 + Z * Z / count);
  }

  /** The middle of the interval, which is nearer to one half than the share. */
  private double centre() {
    return count == 0 ? 0 : (value() + Z * Z / (2.0 * count)) / (1 + Z * Z / count);
  }

  /** The lower end of the interval, 0 to 1. */
  public double low() {
    return Math.max(0, centre() - margin());
  }

  /** The upper end of the interval, 0 to 1. */
  public double high() {
    return Math.min(1, centre() + margin());
  }
}
