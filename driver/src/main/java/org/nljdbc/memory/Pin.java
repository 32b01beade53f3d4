package org.nljdbc.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.nljdbc.sql.SqlObject;

/**
 * A question and the SQL that is held right for it.
 *
 * @param question the question as it was pinned
 * @param parameters its values that may be others
 * @param sql its SQL
 * @param database the database, as {@link DatabaseName} has it
 * @param objects the tables and columns that the SQL uses, as they were
 * @param model id and fingerprint of the model that made the SQL, or {@link #BY_HAND}
 * @param by who pinned it
 * @param at when, in whole seconds
 */
public record Pin(
    String question,
    List<PinParameter> parameters,
    String sql,
    String database,
    List<SqlObject> objects,
    String model,
    String by,
    Instant at) {

  /** In place of the model, where a person gave the SQL. */
  public static final String BY_HAND = "by hand";

  /** The order of the lock file: it depends on nothing but the pins. */
  static final Comparator<Pin> ORDER =
      Comparator.comparing(Pin::database).thenComparing(Pin::normalised).thenComparing(Pin::key);

  /** Keeps its own copies of the lists. */
  public Pin {
    parameters = List.copyOf(parameters);
    objects = List.copyOf(objects);
  }

  /** The question's shape: the same for all questions that this pin may answer. */
  public String normalised() {
    return QuestionShape.of(question, parameters).text();
  }

  /** What the question is found by. */
  String key() {
    return QuestionWords.of(question).normal();
  }

  /** Whether another pin is for the same question to the same database. */
  public boolean isForSame(Pin other) {
    return database.equals(other.database) && key().equals(other.key());
  }
}
