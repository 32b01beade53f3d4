package org.nljdbc.it.accuracy;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.evaluation.Rows;
import org.nljdbc.translate.Reading;
import org.nljdbc.translate.Translation;

/** Asks one question and judges the answer by the gold's rows. */
final class Scorer {

  /** Rows of each result that the report shows. */
  private static final int SHOWN = 5;

  private Scorer() {}

  /**
   * Asks and judges.
   *
   * @param question the question
   * @param asker asks it and runs its gold SQL
   * @param atOnce how many questions are asked at once
   * @return how it did; the driver is not asked where the gold SQL fails
   * @throws SQLException if no further question can be asked
   */
  static Score score(Question question, Asker asker, int atOnce) throws SQLException {
    Optional<QueryShape> shape = QueryReader.shape(question.gold());
    Hardness hardness = Hardness.of(shape);
    Rows gold;
    try {
      gold = asker.golds().rows(question.gold());
    } catch (SQLException e) {
      Score.Effort none = new Score.Effort(0, 0, 0, 0, 0, null, 0, null, atOnce);
      String error = "the gold SQL: " + e.getMessage();
      return new Score(
          question, hardness, Verdict.GOLD_FAILED, null, null, error, null, null, none, null, null);
    }
    Answer answer = asker.ask(question);
    Verdict verdict = verdict(question, asker, gold, answer);
    Rows rows = answer.rows();
    return new Score(
        question,
        hardness,
        verdict,
        kind(verdict, shape, gold, answer),
        answer.sql(),
        answer.error(),
        gold.excerpt(SHOWN),
        rows == null ? null : rows.excerpt(SHOWN),
        Score.Effort.of(answer, atOnce),
        others(question, asker, gold, answer),
        published(question, asker, answer));
  }

  private static Score.@Nullable Others others(
      Question question, Asker asker, Rows gold, Answer answer) throws SQLException {
    Translation translation = answer.translation();
    if (translation == null || translation.readings().isEmpty()) {
      return null;
    }
    boolean right = false;
    for (Reading reading : translation.readings()) {
      right |=
          Golds.rows(asker.connection(), reading.sql())
              .filter(rows -> asker.golds().isSame(question, gold, rows))
              .isPresent();
    }
    return new Score.Others(translation.readings().size(), right);
  }

  private static Verdict verdict(Question question, Asker asker, Rows gold, Answer answer)
      throws SQLException {
    Rows rows = answer.rows();
    if (rows == null) {
      return Verdict.NO_VALID_SQL;
    }
    return asker.golds().isRight(question, gold, rows) ? Verdict.CORRECT : Verdict.WRONG_ROWS;
  }

  /** Whether an answer is right by the rules of published figures. */
  private static boolean published(Question question, Asker asker, Answer answer)
      throws SQLException {
    String sql = answer.sql();
    if (answer.rows() == null || sql == null) {
      return false;
    }
    return asker.golds().isPublished(question, sql, asker.connection());
  }

  private static @Nullable FailureKind kind(
      Verdict verdict, Optional<QueryShape> shape, Rows gold, Answer answer) {
    if (verdict == Verdict.NO_VALID_SQL) {
      return FailureKind.ofError(String.valueOf(answer.error()));
    }
    Rows rows = answer.rows();
    if (verdict == Verdict.CORRECT || rows == null || answer.sql() == null) {
      return null;
    }
    Optional<QueryShape> predicted = QueryReader.shape(answer.sql());
    if (shape.isEmpty() || predicted.isEmpty()) {
      return FailureKind.OTHER;
    }
    return FailureKind.ofRows(
        shape.get(), predicted.get(), List.of(gold.columns().size(), rows.columns().size()));
  }
}
