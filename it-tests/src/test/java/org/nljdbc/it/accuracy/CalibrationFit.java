package org.nljdbc.it.accuracy;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.nljdbc.spi.Calibration;

/**
 * Fits a model's calibration to a run (Platt, Advances in Large Margin Classifiers, 1999): a
 * logistic function of an answer's log-probability, normalised by its length as the driver does
 * where it chooses among several. Its figures are cross-validated: each answer is judged by a curve
 * that saw no question of its database's fold.
 *
 * @param calibration fitted to all answers
 * @param held the figures of answers that the curve had not seen
 * @param header the run
 */
record CalibrationFit(Calibration calibration, Reliability held, RunHeader header) {

  private static final int FOLDS = 5;
  private static final int STEPS = 100;

  /** Keeps the curve finite where right and wrong answers can be parted without error. */
  private static final double RIDGE = 1e-2;

  /** That of {@code Attempt}. docs/accuracy.md has the figures of others. */
  private static final double POWER = 0.75;

  private record Point(String database, double normalised, boolean right) {}

  /**
   * Fits.
   *
   * @param report a finished run
   * @return the fit
   * @throws IOException if the run has too few answers whose probability is known
   */
  static CalibrationFit of(Report report) throws IOException {
    List<Point> points = points(report);
    if (points.size() < 50) {
      throw new IOException(
          "the run has "
              + points.size()
              + " answers whose probability is known; a calibration takes 50 or more");
    }
    List<String> databases =
        List.copyOf(new TreeSet<>(points.stream().map(Point::database).toList()));
    List<Reliability.Judged> held = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      int left = fold;
      List<Point> seen =
          points.stream().filter(p -> databases.indexOf(p.database) % FOLDS != left).toList();
      Calibration curve = fit(seen);
      points.stream()
          .filter(p -> databases.indexOf(p.database) % FOLDS == left)
          .forEach(
              p -> held.add(new Reliability.Judged(curve.confidence(p.normalised, 1), p.right)));
    }
    return new CalibrationFit(fit(points), Reliability.of(held), report.header());
  }

  private static List<Point> points(Report report) {
    List<Point> points = new ArrayList<>();
    for (Score score : report.scores()) {
      Score.Effort effort = score.effort();
      Double probability = effort.logProbability();
      if (score.verdict().counts() && probability != null && effort.answerTokens() > 0) {
        points.add(
            new Point(
                score.question().database(),
                probability / Math.pow(effort.answerTokens(), POWER),
                score.isTrustworthy()));
      }
    }
    return points;
  }

  /** Newton's method on the penalised likelihood. */
  private static Calibration fit(List<Point> points) {
    double intercept = 0;
    double slope = 0;
    for (int step = 0; step < STEPS; step++) {
      double g0 = 0;
      double g1 = RIDGE * slope;
      double h00 = 1e-9;
      double h01 = 0;
      double h11 = RIDGE;
      for (Point point : points) {
        double p = 1 / (1 + Math.exp(-(intercept + slope * point.normalised)));
        double off = p - (point.right ? 1 : 0);
        double weight = p * (1 - p);
        g0 += off;
        g1 += off * point.normalised;
        h00 += weight;
        h01 += weight * point.normalised;
        h11 += weight * point.normalised * point.normalised;
      }
      double determinant = h00 * h11 - h01 * h01;
      intercept -= (h11 * g0 - h01 * g1) / determinant;
      slope -= (h00 * g1 - h01 * g0) / determinant;
    }
    return new Calibration(intercept, Math.max(0, slope), POWER);
  }

  /**
   * Writes the file that belongs beside the model's adapter.
   *
   * @param file where to
   * @throws IOException if it cannot be written
   */
  void write(Path file) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("intercept", rounded(calibration.intercept()));
    members.put("slope", rounded(calibration.slope()));
    members.put("power", calibration.power());
    members.put("data", header.dataset() + ", seed " + header.seed());
    members.put("answers", held.n());
    members.put("auroc", rounded(held.auroc()));
    members.put("ece", rounded(held.ece()));
    String json =
        new GsonBuilder()
            .setPrettyPrinting()
            .serializeSpecialFloatingPointValues()
            .create()
            .toJson(members);
    Files.writeString(file, json + "\n");
  }

  private static double rounded(double number) {
    return Math.round(number * 1e4) / 1e4;
  }

  /** The fit in a few lines. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "confidence = logistic(%.4f + %.4f * log-probability / tokens^%.2f), %d answers%n"
                + "on databases that the curve had not seen (%d folds): AUROC %.3f, ECE %.3f,"
                + " Brier %.3f%n",
            calibration.intercept(),
            calibration.slope(),
            calibration.power(),
            held.n(),
            FOLDS,
            held.auroc(),
            held.ece(),
            held.brier()));
    for (Reliability.Risk risk : held.risks()) {
      text.append(
          String.format(
              Locale.ROOT,
              "  the surest %3.0f %%: confidence %.2f or more, %4.1f %% wrong%n",
              100 * risk.coverage(),
              risk.least(),
              100 * risk.wrong()));
    }
    return text.toString().stripTrailing();
  }
}
