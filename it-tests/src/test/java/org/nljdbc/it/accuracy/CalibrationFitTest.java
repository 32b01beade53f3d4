package org.nljdbc.it.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.it.accuracy.Reliability.Judged;

class CalibrationFitTest {

  @TempDir Path folder;

  private static Judged judged(double confidence, boolean right) {
    return new Judged(confidence, right);
  }

  @Test
  void figuresAreAsCountedByHand() {
    Reliability figures =
        Reliability.of(
            List.of(judged(0.9, true), judged(0.8, false), judged(0.6, true), judged(0.2, false)));
    assertEquals(3.0 / 4, figures.auroc(), 1e-12);
    assertEquals((0.01 + 0.64 + 0.16 + 0.04) / 4, figures.brier(), 1e-12);
    assertEquals((0.1 + 0.8 + 0.4 + 0.2) / 4, figures.ece(), 1e-12);
    assertEquals(10, figures.risks().size());
    assertEquals(new Reliability.Risk(0.5, 0.8, 0.5), figures.risks().get(4));
    assertEquals(new Reliability.Risk(1, 0.2, 0.5), figures.risks().get(9));
  }

  @Test
  void tiesCountHalfAndOneKindAloneHasNoOrder() {
    assertEquals(0.5, Reliability.of(List.of(judged(0.5, true), judged(0.5, false))).auroc());
    assertTrue(Double.isNaN(Reliability.of(List.of(judged(0.5, true))).auroc()));
    assertEquals(0, Reliability.of(List.of()).n());
  }

  /** Answers that are right as often as a curve says. */
  private static Report report(int count, double intercept, double slope) {
    Random random = new Random(7);
    List<Score> scores = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int tokens = 5 + random.nextInt(40);
      double normalised = -0.3 * random.nextDouble() * random.nextDouble();
      boolean right = random.nextDouble() < 1 / (1 + Math.exp(-(intercept + slope * normalised)));
      double sum = normalised * Math.pow(tokens, 0.75);
      Score.Effort effort = new Score.Effort(1, 1, 1, 0, 99, sum, tokens, null, 1);
      Question question = new Question(i, "db" + i % 17, "q", "SELECT 1");
      Verdict verdict = right ? Verdict.CORRECT : Verdict.WRONG_ROWS;
      scores.add(
          new Score(
              question,
              Hardness.EASY,
              verdict,
              null,
              "SELECT 1",
              null,
              null,
              null,
              effort,
              null,
              null));
    }
    return Report.of(new RunHeader("set", count, 3, "m", Map.of()), "machine", "date", scores);
  }

  @Test
  void findsTheCurveThatTheAnswersFollow() throws IOException {
    CalibrationFit fit = CalibrationFit.of(report(20_000, 2.5, 25));
    assertEquals(2.5, fit.calibration().intercept(), 0.1);
    assertEquals(25, fit.calibration().slope(), 1.5);
    assertTrue(fit.held().ece() < 0.02, fit::text);
    assertEquals(20_000, fit.held().n());
  }

  @Test
  void anAnswerThatTellsNothingHasNoSlope() throws IOException {
    CalibrationFit fit = CalibrationFit.of(report(20_000, 1, 0));
    assertEquals(1, fit.calibration().intercept(), 0.1);
    assertEquals(0, fit.calibration().slope(), 1);
  }

  @Test
  void writesWhatTheRuntimeReads() throws IOException {
    Path run = folder.resolve("report.json");
    Path file = folder.resolve("calibration.json");
    report(300, 2, 20).write(run);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    int code =
        AccuracyMain.run(List.of("calibrate", run.toString(), file.toString()), print, print);
    assertEquals(0, code, () -> out.toString(StandardCharsets.UTF_8));
    JsonObject written = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertTrue(written.get("slope").getAsDouble() > 0);
    assertEquals(0.75, written.get("power").getAsDouble());
    assertEquals(300, written.get("answers").getAsInt());
    assertEquals("set, seed 3", written.get("data").getAsString());
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("AUROC"));
  }

  @Test
  void refusesARunThatIsTooSmall() {
    IOException e = assertThrows(IOException.class, () -> CalibrationFit.of(report(49, 1, 1)));
    assertTrue(String.valueOf(e.getMessage()).contains("49"));
  }
}
