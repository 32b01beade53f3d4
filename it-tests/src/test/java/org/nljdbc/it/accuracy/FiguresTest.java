package org.nljdbc.it.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.runtime.evaluation.Rows;

class FiguresTest {

  private static final RunHeader HEADER = new RunHeader("set", 4, 1, "m", Map.of());

  @TempDir Path folder;

  @Test
  void goldThatFailsDoesNotCount() {
    Report report =
        Report.of(
            HEADER,
            "machine",
            "date",
            List.of(
                score(0, Verdict.CORRECT, null),
                score(1, Verdict.WRONG_ROWS, FailureKind.VALUE),
                score(2, Verdict.NO_VALID_SQL, FailureKind.UNKNOWN_COLUMN),
                score(3, Verdict.GOLD_FAILED, null)));
    assertEquals(new Tally(3, 1, 2), report.total());
    assertEquals(1, report.goldFailures());
    assertEquals(Map.of(FailureKind.VALUE, 1, FailureKind.UNKNOWN_COLUMN, 1), report.failures());
    assertEquals(Map.of(Hardness.EASY, new Tally(3, 1, 2)), report.byHardness());
    assertEquals(2.0 / 3, report.total().valid(), 1e-12);
  }

  @Test
  void wilsonsIntervalIsAsInTheBooks() {
    assertEquals(0.0562, new Tally(300, 159, 230).margin(), 0.0001);
    assertEquals(0, new Tally(0, 0, 0).margin());
    assertEquals(0, new Tally(0, 0, 0).accuracy());
  }

  @Test
  void percentilesAreOfTheNearestRank() {
    Spread spread = Spread.of(LongStream.rangeClosed(1, 200).boxed().toList());
    assertEquals(new Spread(100, 180, 190, 198, 100.5), spread);
    assertEquals(new Spread(7, 7, 7, 7, 7), Spread.of(List.of(7L)));
    assertEquals(new Spread(0, 0, 0, 0, 0), Spread.of(List.of()));
  }

  @Test
  void mcNemarIsTheExactBinomial() {
    assertEquals(1, McNemar.probability(0, 0));
    assertEquals(1, McNemar.probability(5, 5));
    assertEquals(0.0625, McNemar.probability(0, 5), 1e-12);
    assertEquals(2 * (1 + 10 + 45) / 1024.0, McNemar.probability(8, 2), 1e-12);
    assertEquals(McNemar.probability(8, 2), McNemar.probability(2, 8), 1e-12);
    assertTrue(McNemar.probability(2_000, 1_500) < 1e-15);
  }

  @Test
  void comparesOnlyWhatBothRunsHave() throws IOException {
    Report one =
        report(
            score(0, Verdict.CORRECT, null),
            score(1, Verdict.WRONG_ROWS, FailureKind.OTHER),
            score(2, Verdict.CORRECT, null));
    Report two =
        report(
            score(0, Verdict.WRONG_ROWS, FailureKind.OTHER),
            score(1, Verdict.CORRECT, null),
            score(5, Verdict.CORRECT, null));
    RunComparison comparison = RunComparison.of(one, two);
    assertEquals(new RunComparison(2, new Tally(2, 1, 2), new Tally(2, 1, 2), 1, 1), comparison);
    assertTrue(comparison.text().contains("p = 1.0000"), comparison.text());
    Report other = report(score(9, Verdict.CORRECT, null));
    assertThrows(IOException.class, () -> RunComparison.of(one, other));
  }

  @Test
  void aReportIsReadAsWritten() throws IOException {
    Report report = report(score(0, Verdict.CORRECT, null));
    Path file = folder.resolve("report.json");
    report.write(file);
    assertEquals(report, Report.read(file));
    Files.writeString(file, "[]");
    assertThrows(IOException.class, () -> Report.read(file));
    Files.writeString(file, "{}");
    assertThrows(IOException.class, () -> Report.read(file));
  }

  @Test
  void aJournalGoesOnOnlyWithTheSameRun() throws IOException {
    Path file = folder.resolve("answers.jsonl");
    Score score = score(0, Verdict.WRONG_ROWS, FailureKind.VALUE);
    Journal.open(file, HEADER).add(score);
    assertEquals(List.of(score), Journal.open(file, HEADER).scores());
    RunHeader other = new RunHeader("set", 4, 2, "m", Map.of());
    IOException e = assertThrows(IOException.class, () -> Journal.open(file, other));
    assertTrue(String.valueOf(e.getMessage()).contains("another run"), e.getMessage());
    Files.writeString(file, Files.readString(file) + "{\"question\":");
    assertThrows(IOException.class, () -> Journal.open(file, HEADER));
  }

  @Test
  void thePageShowsTextAsText() {
    Question hostile = new Question(0, "db", "<script>&'\"", "SELECT 1");
    Score score =
        new Score(
            hostile,
            Hardness.EASY,
            Verdict.NO_VALID_SQL,
            FailureKind.NOT_RUNNABLE,
            null,
            "a < b",
            new Rows.Excerpt(List.of("x<y"), List.of(List.of("1")), 1),
            null,
            effort(),
            null,
            null);
    String page = HtmlReport.of(report(score));
    assertTrue(page.contains("&lt;script&gt;&amp;&#39;&quot;"), page);
    assertTrue(page.contains("a &lt; b") && page.contains("x&lt;y"), page);
    assertTrue(page.contains("not runnable") && !page.contains("<script>"), page);
  }

  @Test
  void theBarIsOneLineOnATerminalAndFewElsewhere() {
    assertEquals(11, printed(false).lines().count());
    assertEquals(101, printed(true).split("\r", -1).length);
    assertTrue(printed(true).endsWith("100 of 100, accuracy 0.500, valid 0.750\n"), printed(true));
  }

  private static String printed(boolean terminal) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ProgressBar bar =
        new ProgressBar(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal);
    for (int i = 1; i <= 100; i++) {
      bar.at(i, 100, new Tally(4, 2, 3));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static Report report(Score... scores) {
    return Report.of(HEADER, "machine", "date", new ArrayList<>(List.of(scores)));
  }

  private static Score score(int number, Verdict verdict, @Nullable FailureKind kind) {
    Question question = new Question(number, "db", "?", "SELECT 1");
    return new Score(
        question, Hardness.EASY, verdict, kind, "SELECT 2", null, null, null, effort(), null, null);
  }

  private static Score.Effort effort() {
    return new Score.Effort(12, 1, 100, 60, 9, -0.5, 4, null, 1);
  }
}
