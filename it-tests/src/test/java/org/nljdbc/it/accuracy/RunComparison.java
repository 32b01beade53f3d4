package org.nljdbc.it.accuracy;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Two runs over the same questions.
 *
 * @param both how many questions both have
 * @param first how the first run did on them
 * @param second how the second run did on them
 * @param firstOnly questions that only the first answers
 * @param secondOnly questions that only the second answers
 */
record RunComparison(int both, Tally first, Tally second, int firstOnly, int secondOnly) {

  /**
   * Compares two runs on the questions that both have.
   *
   * @param one the first
   * @param two the second
   * @return the comparison
   * @throws IOException if they have no question in common
   */
  static RunComparison of(Report one, Report two) throws IOException {
    Map<String, Score> inOne = new HashMap<>();
    one.scores().stream()
        .filter(score -> score.verdict().counts())
        .forEach(score -> inOne.put(score.key(), score));
    Map<String, Score> shared = new HashMap<>();
    int firstOnly = 0;
    int secondOnly = 0;
    for (Score score : two.scores()) {
      Score other = inOne.get(score.key());
      if (other == null || !score.verdict().counts()) {
        continue;
      }
      shared.put(score.key(), score);
      boolean first = other.verdict() == Verdict.CORRECT;
      boolean second = score.verdict() == Verdict.CORRECT;
      firstOnly += first && !second ? 1 : 0;
      secondOnly += second && !first ? 1 : 0;
    }
    if (shared.isEmpty()) {
      throw new IOException("the two runs have no question in common");
    }
    inOne.keySet().retainAll(shared.keySet());
    return new RunComparison(
        shared.size(), Tally.of(inOne.values()), Tally.of(shared.values()), firstOnly, secondOnly);
  }

  /** The two-sided probability of such a difference by luck. */
  double probability() {
    return McNemar.probability(firstOnly, secondOnly);
  }

  /** The comparison in a few lines. */
  String text() {
    return String.format(
        Locale.ROOT,
        "%d questions in both runs%n"
            + "first:  execution accuracy %.3f, valid %.3f%n"
            + "second: execution accuracy %.3f, valid %.3f%n"
            + "only the first answers %d, only the second %d: McNemar's exact p = %.4f",
        both,
        first.accuracy(),
        first.valid(),
        second.accuracy(),
        second.valid(),
        firstOnly,
        secondOnly,
        probability());
  }
}
