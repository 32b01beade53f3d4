package org.nljdbc.it.accuracy;

import java.util.Collection;

/**
 * How many of some answers were right, and how many ran.
 *
 * @param n questions that count
 * @param correct answers with the gold's rows
 * @param ran answers whose SQL ran
 */
record Tally(int n, int correct, int ran) {

  /** z of a 95 % interval. */
  private static final double Z = 1.959964;

  static Tally of(Collection<Score> scores) {
    int n = 0;
    int correct = 0;
    int ran = 0;
    for (Score score : scores) {
      n += score.verdict().counts() ? 1 : 0;
      correct += score.verdict() == Verdict.CORRECT ? 1 : 0;
      ran += score.verdict().ran() ? 1 : 0;
    }
    return new Tally(n, correct, ran);
  }

  /** Execution accuracy, 0 to 1; 0 if there are no questions. */
  double accuracy() {
    return n == 0 ? 0 : (double) correct / n;
  }

  /** Share of valid SQL, 0 to 1; 0 if there are no questions. */
  double valid() {
    return n == 0 ? 0 : (double) ran / n;
  }

  /** Half the width of the accuracy's 95 % confidence interval (Wilson). */
  double margin() {
    if (n == 0) {
      return 0;
    }
    double p = accuracy();
    double root = Math.sqrt(p * (1 - p) / n + Z * Z / (4.0 * n * n));
    return Z * root / (1 + Z * Z / n);
  }
}
