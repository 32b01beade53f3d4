package org.nljdbc.it.accuracy;

import java.util.Collection;
import org.nljdbc.runtime.evaluation.Share;

/**
 * How many of some answers were right, and how many ran.
 *
 * @param n questions that count
 * @param correct answers with the gold's rows
 * @param ran answers whose SQL ran
 */
record Tally(int n, int correct, int ran) {

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
    return new Share(n, correct).value();
  }

  /** Share of valid SQL, 0 to 1; 0 if there are no questions. */
  double valid() {
    return n == 0 ? 0 : (double) ran / n;
  }

  /** Half the width of the accuracy's 95 % confidence interval (Wilson). */
  double margin() {
    return new Share(n, correct).margin();
  }
}
