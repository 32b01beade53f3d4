package org.nljdbc.it.accuracy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How far confidences can be trusted.
 *
 * @param n how many answers were judged
 * @param auroc the probability that a right answer has a higher confidence than a wrong one; 0.5 is
 *     chance, NaN if all are right or all wrong
 * @param ece expected calibration error: the mean distance of confidence and share of right answers
 *     over ten bins of equal size, weighted by size
 * @param brier mean square of the difference of confidence and truth
 * @param risks for each share of the answers, the most confident first, how many of them are wrong
 */
record Reliability(int n, double auroc, double ece, double brier, List<Risk> risks) {

  private static final int BINS = 10;

  /**
   * A confidence and what was true.
   *
   * @param confidence from 0 to 1
   * @param right whether the answer was right
   */
  record Judged(double confidence, boolean right) {}

  /**
   * A point of the risk-coverage curve.
   *
   * @param coverage the share of answers that are given, from 0 to 1
   * @param least the least confidence among them
   * @param wrong the share of them that are wrong
   */
  record Risk(double coverage, double least, double wrong) {}

  /**
   * Adds up.
   *
   * @param judged the answers
   * @return the figures
   */
  static Reliability of(List<Judged> judged) {
    List<Judged> sorted = new ArrayList<>(judged);
    sorted.sort(Comparator.comparingDouble(Judged::confidence).reversed());
    double brier = 0;
    for (Judged one : sorted) {
      double off = one.confidence - (one.right ? 1 : 0);
      brier += off * off;
    }
    int n = sorted.size();
    return new Reliability(n, auroc(sorted), ece(sorted), n == 0 ? 0 : brier / n, risks(sorted));
  }

  /** The Mann-Whitney statistic; a tie counts half. */
  private static double auroc(List<Judged> judged) {
    double won = 0;
    long pairs = 0;
    for (Judged right : judged) {
      for (Judged wrong : judged) {
        if (right.right && !wrong.right) {
          pairs++;
          int order = Double.compare(right.confidence, wrong.confidence);
          won += order > 0 ? 1 : order == 0 ? 0.5 : 0;
        }
      }
    }
    return pairs == 0 ? Double.NaN : won / pairs;
  }

  private static double ece(List<Judged> sorted) {
    int n = sorted.size();
    double sum = 0;
    for (int bin = 0; bin < BINS; bin++) {
      List<Judged> part = sorted.subList(n * bin / BINS, n * (bin + 1) / BINS);
      double difference = 0;
      for (Judged one : part) {
        difference += one.confidence - (one.right ? 1 : 0);
      }
      sum += Math.abs(difference);
    }
    return n == 0 ? 0 : sum / n;
  }

  private static List<Risk> risks(List<Judged> sorted) {
    List<Risk> risks = new ArrayList<>();
    int n = sorted.size();
    for (int part = 1; part <= BINS && n > 0; part++) {
      List<Judged> given = sorted.subList(0, Math.max(1, n * part / BINS));
      long wrong = given.stream().filter(one -> !one.right).count();
      risks.add(
          new Risk(
              given.size() / (double) n,
              given.get(given.size() - 1).confidence,
              wrong / (double) given.size()));
    }
    return List.copyOf(risks);
  }
}
