package org.nljdbc.it.accuracy;

/**
 * McNemar's exact test (Psychometrika 12, 1947): whether two runs over the same questions differ by
 * more than luck. Only questions that one of them answers count.
 */
final class McNemar {

  private McNemar() {}

  /**
   * The two-sided probability of a difference this large if both were equally good.
   *
   * @param firstOnly questions that only the first run answers, 0 or more
   * @param secondOnly questions that only the second run answers, 0 or more
   * @return 0 to 1
   */
  static double probability(int firstOnly, int secondOnly) {
    int n = firstOnly + secondOnly;
    double sum = 0;
    double logChoices = 0; // ln of n over k
    for (int k = 0; k <= Math.min(firstOnly, secondOnly); k++) {
      sum += Math.exp(logChoices - n * Math.log(2));
      logChoices += Math.log(n - k) - Math.log(k + 1.0);
    }
    return Math.min(1, 2 * sum);
  }
}
