package org.nljdbc.it.accuracy;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.evaluation.Share;

/**
 * A finished run: its figures and every score.
 *
 * @param header what was asked
 * @param machine processors, memory, operating system and Java of the machine
 * @param date when the run ended, ISO 8601
 * @param total all questions
 * @param published right answers by {@link TestSuiteRules}; null if some were not judged so
 * @param byHardness the questions of each hardness
 * @param byDatabase the questions of each database
 * @param failures how many answers failed in which way
 * @param goldFailures questions that do not count, since their gold SQL fails
 * @param millis milliseconds of an answer
 * @param atOnce how many questions were asked at once at most; times are under load if more than 1
 * @param promptTokens tokens read for an answer, reused ones apart
 * @param generatedTokens tokens generated for an answer
 * @param tries calls of the model for an answer
 * @param readings what became of questions that were told to have several readings
 * @param confidence how far the driver's confidences can be trusted; null if it gave none
 * @param scores every score
 */
record Report(
    RunHeader header,
    String machine,
    String date,
    Tally total,
    @Nullable Share published,
    Map<Hardness, Tally> byHardness,
    Map<String, Tally> byDatabase,
    Map<FailureKind, Integer> failures,
    int goldFailures,
    Spread millis,
    int atOnce,
    Spread promptTokens,
    Spread generatedTokens,
    Spread tries,
    @Nullable OtherReadings readings,
    @Nullable Reliability confidence,
    List<Score> scores) {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  /**
   * Adds a run up.
   *
   * @param header what was asked
   * @param machine the machine
   * @param date when it ended
   * @param scores its scores
   * @return the report
   */
  static Report of(RunHeader header, String machine, String date, List<Score> scores) {
    List<Score> counted = scores.stream().filter(score -> score.verdict().counts()).toList();
    Map<FailureKind, Integer> failures = new EnumMap<>(FailureKind.class);
    for (Score score : counted) {
      FailureKind kind = score.kind();
      if (kind != null) {
        failures.merge(kind, 1, Integer::sum);
      }
    }
    return new Report(
        header,
        machine,
        date,
        Tally.of(scores),
        published(counted),
        tallies(counted, Score::hardness),
        tallies(counted, score -> score.question().database()),
        failures,
        scores.size() - counted.size(),
        spread(counted, effort -> effort.millis()),
        scores.stream().mapToInt(score -> score.effort().atOnce()).max().orElse(0),
        spread(counted, effort -> effort.promptTokens() - effort.reusedTokens()),
        spread(counted, effort -> effort.generatedTokens()),
        spread(counted, effort -> effort.tries()),
        readings(counted),
        confidence(counted),
        List.copyOf(scores));
  }

  private static @Nullable Share published(List<Score> scores) {
    if (scores.stream().anyMatch(score -> score.published() == null)) {
      return null;
    }
    long right = scores.stream().filter(score -> Boolean.TRUE.equals(score.published())).count();
    return new Share(scores.size(), (int) right);
  }

  /**
   * Questions of which the driver told that they may be read in several ways.
   *
   * @param questions how many there are
   * @param wrong those whose answer was wrong
   * @param rightAmongOthers those of the wrong ones for which another reading was right
   */
  record OtherReadings(int questions, int wrong, int rightAmongOthers) {}

  private static OtherReadings readings(List<Score> scores) {
    List<Score> told = scores.stream().filter(score -> score.others() != null).toList();
    List<Score> wrong = told.stream().filter(score -> score.verdict() != Verdict.CORRECT).toList();
    long right =
        wrong.stream()
            .map(Score::others)
            .filter(others -> others != null && others.right())
            .count();
    return new OtherReadings(told.size(), wrong.size(), (int) right);
  }

  private static @Nullable Reliability confidence(List<Score> scores) {
    List<Reliability.Judged> judged = new ArrayList<>();
    for (Score score : scores) {
      Double confidence = score.effort().confidence();
      if (confidence != null) {
        judged.add(new Reliability.Judged(confidence, score.isTrustworthy()));
      }
    }
    boolean both = judged.stream().map(Reliability.Judged::right).distinct().count() == 2;
    return both ? Reliability.of(judged) : null;
  }

  private static <K extends Comparable<K>> Map<K, Tally> tallies(
      List<Score> scores, Function<Score, K> key) {
    Map<K, Tally> tallies = new TreeMap<>();
    Map<K, List<Score>> parts = scores.stream().collect(Collectors.groupingBy(key));
    parts.forEach((name, part) -> tallies.put(name, Tally.of(part)));
    return tallies;
  }

  private static Spread spread(Collection<Score> scores, ToLongFunction<Score.Effort> number) {
    return Spread.of(scores.stream().map(score -> number.applyAsLong(score.effort())).toList());
  }

  /** What times are to be taken for: empty, or that they are those of questions at once. */
  String load() {
    return atOnce > 1 ? " under load: up to " + atOnce + " questions at once" : "";
  }

  /**
   * Writes the report as JSON.
   *
   * @param file where to
   * @throws IOException if it cannot be written
   */
  void write(Path file) throws IOException {
    Files.writeString(file, GSON.toJson(this) + "\n");
  }

  /**
   * Reads a report that {@link #write} wrote.
   *
   * @param file where from
   * @return the report
   * @throws IOException if it cannot be read or is no report
   */
  static Report read(Path file) throws IOException {
    try {
      Report report = GSON.fromJson(Files.readString(file), Report.class);
      if (report != null && report.scores != null) {
        return report;
      }
    } catch (JsonParseException e) {
      throw new IOException(file + " is no report: " + e.getMessage(), e);
    }
    throw new IOException(file + " is no report");
  }
}
