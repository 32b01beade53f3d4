package org.nljdbc.it.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.it.script.Answer;
import org.nljdbc.it.script.Script;
import org.nljdbc.it.script.ScriptedModel;
import org.nljdbc.runtime.evaluation.Share;

/** Whole runs through the driver, with a model that answers what is written down for it. */
class AccuracyMainTest {

  @TempDir Path data;
  @TempDir Path results;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void write() throws Exception {
    SmallSpider.write(data);
  }

  @Test
  void asksScoresAndReports() throws Exception {
    try (Script script = Script.direct()) {
      answers(script.model());
      assertEquals(0, run(script, "a"), err.toString(StandardCharsets.UTF_8));
    }
    Report report = Report.read(results.resolve("a/report.json"));
    assertEquals(
        "{0=CORRECT, 2=WRONG_ROWS, 3=CORRECT, 4=NO_VALID_SQL, 5=GOLD_FAILED}",
        report.scores().stream()
            .collect(
                Collectors.toMap(
                    s -> s.question().number(), Score::verdict, (a, b) -> a, TreeMap::new))
            .toString());
    assertEquals(new Tally(4, 2, 3), report.total());
    Score unknown = report.scores().get(3);
    assertEquals(FailureKind.UNKNOWN_COLUMN, unknown.kind());
    assertTrue(String.valueOf(unknown.sql()).contains("surname"), unknown.toString());
    assertTrue(unknown.effort().tries() > 1, unknown.toString());
    assertTrue(report.scores().get(0).effort().generatedTokens() > 0, report.toString());
    String page = Files.readString(results.resolve("a/report.html"));
    assertTrue(page.contains("Names of all animals, oldest first"), page);
    assertTrue(text(out).contains("execution accuracy 0.500"), text(out));
    assertEquals(new Share(4, 2), report.published());
    assertTrue(page.contains("by the rules of published figures"), page);
  }

  @Test
  void anotherOrderOfColumnsIsRightByTheRulesOfPublishedFigures() throws Exception {
    Path questions = data.resolve("train.json");
    String gold = "SELECT name FROM animal ORDER BY born";
    String two = "SELECT DISTINCT name, born FROM animal ORDER BY born";
    Files.writeString(questions, Files.readString(questions).replace(gold, two));
    try (Script script = Script.direct()) {
      answers(script.model());
      script.model().answer("oldest first", "SELECT born, name FROM animal ORDER BY born");
      assertEquals(0, run(script, "a"), text(err));
    }
    assertEquals(Verdict.WRONG_ROWS, verdict("a", 2));
    Path file = results.resolve("a/report.json");
    Report report = Report.read(file);
    assertEquals(new Share(4, 3), report.published());
    assertEquals(2, report.total().correct());
    // A run from before these rules: what it lacks is found by its answers.
    Files.writeString(
        file, Files.readString(file).replaceAll(",\\s*\"published\": (true|false)", ""));
    assertEquals(null, Report.read(file).scores().get(0).published());
    out.reset();
    String[] rescore = {"rescore", data.toString(), "validation", file.toString()};
    assertEquals(0, main(rescore), text(err));
    assertTrue(text(out).contains("accuracy 0.500") && text(out).contains("0.750"), text(out));
    assertEquals(new Share(4, 3), Report.read(file).published());
    rescore[2] = "train";
    assertEquals(1, main(rescore));
    assertTrue(text(err).contains("part validation, not"), text(err));
  }

  @Test
  void goesOnWhereItWas() throws Exception {
    try (Script script = Script.direct()) {
      answers(script.model());
      assertEquals(0, run(script, "a"));
      int asked = script.model().requests().size();
      Path journal = results.resolve("a/answers.jsonl");
      List<String> lines = new ArrayList<>(Files.readAllLines(journal));
      assertEquals(6, lines.size());
      Files.write(journal, lines.subList(0, 5)); // the last has no gold, so the model is not asked
      assertEquals(0, run(script, "a"));
      assertEquals(lines, Files.readAllLines(journal));
      assertEquals(asked, script.model().requests().size());
    }
  }

  @Test
  void questionsAtOnceAreAnsweredAndKeptAsOneByOne() throws Exception {
    try (Script script = Script.direct()) {
      slowly(script.model());
      assertEquals(0, run(script, "a"), text(err));
      slowly(script.model());
      out.reset();
      assertEquals(0, run(script, "b", "--parallel", "3"), text(err));
      assertTrue(text(out).contains("ms under load: up to 3 questions at once"), text(out));
      List<Score> alone = Report.read(results.resolve("a/report.json")).scores();
      List<Score> together = Report.read(results.resolve("b/report.json")).scores();
      assertEquals(
          alone.stream().map(this::judged).toList(), together.stream().map(this::judged).toList());
      assertEquals(
          alone.stream().map(score -> score.effort().tries()).toList(),
          together.stream().map(score -> score.effort().tries()).toList());
      assertEquals(List.of(1, 3), atOnce(alone, together));
      // A run that was stopped goes on with more, or fewer, at once.
      answers(script.model());
      Path journal = results.resolve("b/answers.jsonl");
      List<String> lines = Files.readAllLines(journal);
      Files.write(journal, lines.subList(0, 3));
      assertEquals(0, run(script, "b", "--parallel", "2"), text(err));
    }
    assertTrue(text(err).isEmpty() || !text(err).contains("another run"), text(err));
  }

  /** The first question is answered last. */
  private static void slowly(ScriptedModel model) {
    answers(model);
    String sql = "SELECT count(*) AS n FROM animal";
    model.answer("How many animals", new Answer.Slow(Duration.ofMillis(400), sql));
  }

  private List<Object> judged(Score score) {
    return List.of(
        score.question(),
        score.verdict(),
        String.valueOf(score.sql()),
        String.valueOf(score.rows()));
  }

  private static List<Integer> atOnce(List<Score> alone, List<Score> together) {
    return List.of(alone.get(0).effort().atOnce(), together.get(0).effort().atOnce());
  }

  @Test
  void copiesAreRescored() throws Exception {
    Path own = data.resolve("own.jsonl");
    Files.writeString(own, "{\"number\":2,\"sql\":\"SELECT name FROM animal WHERE id < 3\"}\n");
    try (Script script = Script.direct()) {
      answers(script.model());
      script.model().answer("oldest first", "SELECT name FROM animal WHERE kind = 'lion'");
      String[] copy = {"--database", "h2", "--own-gold", own.toString()};
      assertEquals(0, run(script, "a", copy), text(err));
    }
    Path file = results.resolve("a/report.json");
    assertEquals(new Share(4, 3), Report.read(file).published());
    Files.writeString(
        file, Files.readString(file).replaceAll("\"published\": true", "\"published\": false"));
    String[] without = {"rescore", data.toString(), "validation", file.toString()};
    assertEquals(1, main(without));
    assertTrue(text(err).contains("name that file"), text(err));
    List<String> with = new ArrayList<>(List.of(without));
    with.add(own.toString());
    assertEquals(0, main(with.toArray(String[]::new)), text(err));
    assertEquals(new Share(4, 3), Report.read(file).published());
  }

  @Test
  void goldOfACopysOwnCountsToo() throws Exception {
    Path own = data.resolve("own.jsonl");
    Files.writeString(own, "{\"number\":2,\"sql\":\"SELECT name FROM animal WHERE id < 3\"}\n");
    String[] copy = {"--database", "h2", "--own-gold", own.toString()};
    try (Script script = Script.direct()) {
      answers(script.model());
      script.model().answer("oldest first", "SELECT name FROM animal WHERE kind = 'lion'");
      assertEquals(0, run(script, "a", "--database", "h2"), text(err));
      assertEquals(0, run(script, "b", copy), text(err));
    }
    assertEquals(Verdict.WRONG_ROWS, verdict("a", 2));
    assertEquals(Verdict.CORRECT, verdict("b", 2));
    assertEquals(Verdict.CORRECT, verdict("b", 0));
  }

  @Test
  void theOtherQuestionsOfTheDatabaseAreExamples() throws Exception {
    List<String> prompts;
    try (Script script = Script.direct()) {
      answers(script.model());
      String[] pinned = {"--pins", "others", "--set", "nl.examples=2"};
      assertEquals(0, run(script, "a", pinned), text(err));
      prompts =
          script.model().requests().stream()
              .map(request -> request.prompt().messages().toString())
              .toList();
    }
    List<String> oldest = prompts.stream().filter(each -> each.endsWith("oldest first]]")).toList();
    assertTrue(
        oldest.get(0).contains("SELECT name FROM animal WHERE kind = 'lion'"), prompts::toString);
    assertTrue(
        prompts.stream().noneMatch(each -> each.split("oldest first", -1).length > 2),
        prompts::toString);
  }

  private Verdict verdict(String run, int question) throws Exception {
    return Report.read(results.resolve(run).resolve("report.json")).scores().stream()
        .filter(score -> score.question().number() == question)
        .findFirst()
        .orElseThrow()
        .verdict();
  }

  @Test
  void ownGoldThatIsNoJsonIsRefused() throws Exception {
    Path own = data.resolve("own.jsonl");
    Files.writeString(own, "{\"number\":2,\"sql\":\"SELECT 1\"}\nnothing\n");
    try (Script script = Script.direct()) {
      assertEquals(1, run(script, "a", "--database", "h2", "--own-gold", own.toString()));
    }
    assertTrue(text(err).contains("own.jsonl, line 2"), text(err));
  }

  @Test
  void comparesTwoRuns() {
    try (Script script = Script.direct()) {
      answers(script.model());
      assertEquals(0, run(script, "a"));
      script.model().answer("oldest first", "SELECT name FROM animal ORDER BY born");
      assertEquals(0, run(script, "b"));
    }
    String first = results.resolve("a/report.json").toString();
    String second = results.resolve("b/report.json").toString();
    assertEquals(0, main("compare", first, second));
    assertTrue(text(out).contains("only the first answers 0, only the second 1"), text(out));
  }

  @Test
  void stopsWhereTheModelIsMissing() {
    assertEquals(
        1,
        main("run", "--data", data.toString(), "--out", results.toString(), "--model", "no/model"));
    assertTrue(text(err).contains("goes on from there"), text(err));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "measure",
        "run",
        "run --data x",
        "run --data x --out y --seed z",
        "run --data x --out y --questions 0",
        "run --data x --out y --set a=b",
        "run --data x --out y --set nl.model=z",
        "run --data x --out y --what z",
        "run --data x --out y --pins all",
        "run --data x --out y --parallel 0",
        "run --data x --out y --pins others --parallel 2",
        "run --data x --out",
        "compare x"
      })
  void tellsHowItIsUsed(String line) {
    assertEquals(2, main(line.isEmpty() ? new String[0] : line.split(" ")));
    assertTrue(text(err).contains("Usage:"), text(err));
  }

  private static void answers(ScriptedModel model) {
    model.answer("How many animals", "SELECT count(*) AS n FROM animal");
    model.answer("oldest first", "SELECT name FROM animal ORDER BY born DESC");
    model.answer("the lions", "SELECT name FROM animal WHERE kind LIKE 'lion' ORDER BY name");
    model.answer(
        "each keeper's name", "SELECT surname FROM keeper", "SELECT k.surname FROM keeper k");
  }

  private int run(Script script, String folder, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--data",
                data.toString(),
                "--out",
                results.resolve(folder).toString(),
                "--model",
                String.valueOf(script.settings().get("nl.model")),
                "--set",
                "nl.tries=1"));
    arguments.addAll(List.of(more));
    return main(arguments.toArray(String[]::new));
  }

  private int main(String... arguments) {
    return AccuracyMain.run(List.of(arguments), stream(out), stream(err));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
