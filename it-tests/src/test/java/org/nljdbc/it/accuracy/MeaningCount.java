package org.nljdbc.it.accuracy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nljdbc.meaning.Meaning;
import org.nljdbc.meaning.Synonyms;
import org.nljdbc.runtime.evaluation.RowMatch;
import org.nljdbc.runtime.evaluation.RowOrder;
import org.nljdbc.runtime.evaluation.Rows;

/**
 * How often pairs of questions were taken to mean the same.
 *
 * @param paraphrases pairs in other words with the same gold
 * @param paraphraseHits those of them that were found
 * @param others pairs with different gold
 * @param close those of them that share at least two thirds of their words
 * @param otherHits pairs with different gold that were taken for the same
 * @param falseHits those of them whose gold gives other rows
 * @param falsePairs what they are, for people
 * @param nanos mean time of one question's meaning, in nanoseconds
 */
record MeaningCount(
    int paraphrases,
    int paraphraseHits,
    int others,
    int close,
    int otherHits,
    int falseHits,
    List<String> falsePairs,
    long nanos) {

  private static final double CLOSE = 2 / 3.0;
  private static final int WARM_UP = 20;
  private static final Pattern BORDER = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** Keeps its own copy. */
  MeaningCount {
    falsePairs = List.copyOf(falsePairs);
  }

  /** A question with what is compared of it. */
  private record Asked(
      Question question, String gold, Set<String> words, Optional<Meaning> meaning) {

    static Asked of(Question question, Synonyms synonyms) {
      return new Asked(
          question,
          PlainSql.of(question.gold()),
          new HashSet<>(List.of(BORDER.split(question.text().toLowerCase(Locale.ROOT)))),
          Meaning.of(question.text(), synonyms));
    }

    boolean isClose(Asked other) {
      Set<String> all = new HashSet<>(words);
      all.addAll(other.words);
      return words.size() + other.words.size() - all.size() >= CLOSE * all.size();
    }

    boolean isSame(Asked other) {
      return meaning.isPresent() && meaning.equals(other.meaning);
    }
  }

  /**
   * Counts.
   *
   * @param data the questions
   * @param glossaries words that mean the same in a database, by its name
   * @return the counts
   * @throws SQLException if a database cannot be opened
   */
  static MeaningCount of(Dataset data, Map<String, Synonyms> glossaries) throws SQLException {
    Map<String, List<Asked>> byDatabase = new LinkedHashMap<>();
    for (Question question : data.questions()) {
      byDatabase
          .computeIfAbsent(question.database(), any -> new ArrayList<>())
          .add(Asked.of(question, glossaries.getOrDefault(question.database(), Synonyms.NONE)));
    }
    int paraphrases = 0;
    int paraphraseHits = 0;
    int others = 0;
    int close = 0;
    List<Asked[]> hits = new ArrayList<>();
    for (List<Asked> questions : byDatabase.values()) {
      for (int i = 0; i < questions.size(); i++) {
        for (Asked other : questions.subList(0, i)) {
          Asked one = questions.get(i);
          if (one.question.text().strip().equalsIgnoreCase(other.question.text().strip())) {
            continue;
          }
          boolean same = one.isSame(other);
          if (one.gold.equals(other.gold)) {
            paraphrases++;
            paraphraseHits += same ? 1 : 0;
          } else {
            others++;
            close += one.isClose(other) ? 1 : 0;
            if (same) {
              hits.add(new Asked[] {other, one});
            }
          }
        }
      }
    }
    List<String> wrong = new ArrayList<>();
    for (Asked[] pair : hits) {
      if (!haveSameRows(data, pair[0].question, pair[1].question)) {
        wrong.add(told(pair[0].question) + told(pair[1].question));
      }
    }
    return new MeaningCount(
        paraphrases, paraphraseHits, others, close, hits.size(), wrong.size(), wrong, nanos(data));
  }

  /** The mean time of one question, once the code is compiled. */
  private static long nanos(Dataset data) {
    long start = 0;
    int known = 0;
    for (int round = 0; round <= WARM_UP; round++) {
      start = System.nanoTime();
      for (Question question : data.questions()) {
        known += Meaning.of(question.text(), Synonyms.NONE).isPresent() ? 1 : 0;
      }
    }
    long each = (System.nanoTime() - start) / Math.max(1, data.questions().size());
    return known < 0 ? 0 : each;
  }

  private static boolean haveSameRows(Dataset data, Question one, Question other)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.file(one));
        Statement statement = connection.createStatement()) {
      Rows first = rows(statement, one.gold());
      Rows second = rows(statement, other.gold());
      boolean ordered = RowOrder.isGiven(one.gold()) || RowOrder.isGiven(other.gold());
      return first != null && second != null && RowMatch.same(first, second, ordered);
    }
  }

  private static @Nullable Rows rows(Statement statement, String sql) {
    try (ResultSet rows = statement.executeQuery(sql)) {
      return Rows.read(rows);
    } catch (SQLException unusable) {
      return null; // some of the gold does not run: then it counts as another answer
    }
  }

  private static String told(Question question) {
    return "  " + question.database() + ": " + question.text() + "\n    " + question.gold() + "\n";
  }

  /** The counts for people. */
  String text() {
    int hits = paraphraseHits + otherHits;
    return String.format(
            Locale.ROOT,
            "paraphrases: %d, found %d (%.1f %%)%n"
                + "pairs with different gold: %d, of which %d are close in words%n"
                + "taken for the same: %d, with other rows %d (%.5f %% of the pairs, %.2f %% of all"
                + " %d hits)%n"
                + "time of one question's meaning: %.1f microseconds%n",
            paraphrases,
            paraphraseHits,
            100.0 * paraphraseHits / Math.max(1, paraphrases),
            others,
            close,
            otherHits,
            falseHits,
            100.0 * falseHits / Math.max(1, others),
            100.0 * falseHits / Math.max(1, hits),
            hits,
            nanos / 1000.0)
        + String.join("\n", falsePairs);
  }
}
