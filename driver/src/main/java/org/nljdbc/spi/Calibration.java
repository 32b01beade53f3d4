package org.nljdbc.spi;

/**
 * How often a model's answers are right, given how likely it held them: a logistic function of the
 * mean log-probability of an answer's tokens (Platt scaling). It is fitted to answers that were
 * checked against known rows, never to what a model says of itself.
 *
 * @param intercept the function's value, before the logistic curve, of an answer that the model
 *     held certain
 * @param slope by how much that falls with each unit of mean log-probability; 0 or more
 */
public record Calibration(double intercept, double slope) {

  /** Refuses numbers that make no curve. */
  public Calibration {
    if (!Double.isFinite(intercept) || !Double.isFinite(slope) || slope < 0) {
      throw new IllegalArgumentException(
          "intercept and slope must be finite and the slope not negative, not "
              + intercept
              + " and "
              + slope);
    }
  }

  /**
   * The share of answers like this one that are right.
   *
   * @param logProbability natural logarithm of the answer's probability, summed over its tokens
   * @param tokens number of tokens
   * @return from 0 to 1; NaN if the probability is not known
   */
  public double confidence(double logProbability, int tokens) {
    double mean = logProbability / Math.max(1, tokens);
    return 1 / (1 + Math.exp(-(intercept + slope * mean)));
  }
}
