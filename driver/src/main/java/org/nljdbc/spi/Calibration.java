package org.nljdbc.spi;

/**
 * How often a model's answers are right, given how likely it held them: a logistic function of the
 * log-probability of an answer, normalised by its length (Platt scaling). It is fitted to answers
 * that were checked against known rows, never to what a model says of itself.
 *
 * @param intercept the function's value, before the logistic curve, of an answer that the model
 *     held certain
 * @param slope by how much that falls with each unit of normalised log-probability; 0 or more
 * @param power the log-probability is divided by the number of tokens to this power, 0 to 1; 1 for
 *     the mean of the tokens, less where long answers are wrong more often than their mean tells
 */
public record Calibration(double intercept, double slope, double power) {

  /**
   * A curve over the mean log-probability of the tokens.
   *
   * @param intercept as above
   * @param slope as above
   */
  public Calibration(double intercept, double slope) {
    this(intercept, slope, 1);
  }

  /** Refuses numbers that make no curve. */
  public Calibration {
    if (!Double.isFinite(intercept) || !Double.isFinite(slope) || slope < 0) {
      throw new IllegalArgumentException(
          "intercept and slope must be finite and the slope not negative, not "
              + intercept
              + " and "
              + slope);
    }
    if (!(power >= 0 && power <= 1)) {
      throw new IllegalArgumentException("power must be from 0 to 1, not " + power);
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
    double normalised = logProbability / Math.pow(Math.max(1, tokens), power);
    return 1 / (1 + Math.exp(-(intercept + slope * normalised)));
  }
}
