package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nljdbc.intent.SchemaAnswer;
import org.nljdbc.memory.PinReport;
import org.nljdbc.narrate.Excerpt;
import org.nljdbc.narrate.Narration;
import org.nljdbc.prompt.Wording;
import org.nljdbc.schema.Schema;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Prompt;
import org.nljdbc.statement.NamedTable;
import org.nljdbc.statement.SubQueryPlace;

/**
 * Turns questions into SQL for one connection. The JDBC layer knows the pipeline by this interface
 * only, so that its tests can script it.
 */
public interface Translator extends AutoCloseable {

  /**
   * Translates a question.
   *
   * @param question the question, not blank
   * @param connection the real driver's connection, used for metadata and checks; left as it was.
   *     Whoever gives it sees to it that calls which wait at the database end with the question
   * @param cancellation polled while the model works
   * @param deadline when to give up (SQLTimeoutException, 57014), or null
   * @return SQL that passed every check
   * @throws SQLException 0A000 if the question wants to write, or is about the schema and so has no
   *     SQL; 42000 if no valid SQL came out or no database can answer; 57014 if cancelled; 58000 if
   *     the model failed; 53400 or 54001 if the SQL costs more, or is more complex, than the
   *     settings allow; the connection's own exceptions pass as they are
   */
  Translation translate(
      String question, Connection connection, Cancellation cancellation, @Nullable Instant deadline)
      throws SQLException;

  /**
   * Translates a question that may go on from others, and whose values may be bound later and then
   * never reach the model.
   *
   * @param wording the question
   * @param connection as for {@link #translate}
   * @param cancellation as for {@link #translate}
   * @param deadline as for {@link #translate}
   * @return SQL that uses every parameter
   * @throws SQLException as {@link #translate}
   */
  default Translation translate(
      Wording wording, Connection connection, Cancellation cancellation, @Nullable Instant deadline)
      throws SQLException {
    if (wording.isWhole()) {
      return translate(wording.text(), connection, cancellation, deadline);
    }
    throw new SQLFeatureNotSupportedException(
        "Questions take no parameters here, and go on from no other", "0A000");
  }

  /**
   * What the model would be asked first for a question, without asking it.
   *
   * @param wording the question
   * @param connection as for {@link #translate}
   * @param cancellation as for {@link #translate}
   * @param deadline as for {@link #translate}
   * @return the prompt
   * @throws SQLException as {@link #translate}
   */
  default Prompt prompt(
      Wording wording, Connection connection, Cancellation cancellation, @Nullable Instant deadline)
      throws SQLException {
    throw new SQLFeatureNotSupportedException("There is no prompt to show", "0A000");
  }

  /**
   * Puts what was found into words.
   *
   * @param question what was asked
   * @param excerpt what was found; goes to the model only where sample values may
   * @param cancellation as for {@link #translate}
   * @param deadline as for {@link #translate}
   * @return a sentence; by rule where no model can say it
   * @throws SQLException 57014 if cancelled or out of time
   */
  default Narration narrate(
      String question, Excerpt excerpt, Cancellation cancellation, @Nullable Instant deadline)
      throws SQLException {
    return Narration.byRule(excerpt);
  }

  /**
   * What is known of the model and of the questions so far. Loads nothing.
   *
   * @return names and values for people, in a fixed order
   */
  default Map<String, String> status() {
    return Map.of();
  }

  /**
   * Answers a question that is about the schema itself, without the model and without SQL.
   *
   * @param question the question, not blank
   * @param connection as for {@link #translate}
   * @param cancellation as for {@link #translate}
   * @param deadline as for {@link #translate}
   * @return the answer; empty if the question is to be translated
   * @throws SQLException as {@link #translate}
   */
  default Optional<SchemaAnswer> askSchema(
      String question, Connection connection, Cancellation cancellation, @Nullable Instant deadline)
      throws SQLException {
    return Optional.empty();
  }

  /**
   * Whether a question is known to ask for a change of rows, told by its words.
   *
   * @param question the question, not blank
   * @param connection as for {@link #translate}
   * @return false also where that is in doubt
   * @throws SQLException as the connection throws it
   */
  default boolean wantsToWrite(String question, Connection connection) throws SQLException {
    return false;
  }

  /**
   * Translates a question into SQL that changes rows of one table. Runs nothing.
   *
   * @param wording the question, which stands alone
   * @param connection as for {@link #translate}
   * @param cancellation as for {@link #translate}
   * @param deadline as for {@link #translate}
   * @return SQL that passed every check
   * @throws SQLException 0A000 if the settings allow no writing, or it wants to change the schema;
   *     NL002 if only pinned questions run; else as {@link #translate}
   */
  default PlannedWrite planWrite(
      Wording wording, Connection connection, Cancellation cancellation, @Nullable Instant deadline)
      throws SQLException {
    throw new SQLFeatureNotSupportedException("Questions only read here", "0A000");
  }

  /**
   * Makes the SQL of a question within SQL fit where it stands.
   *
   * @param found what was found for the question
   * @param use what it has to give there
   * @param tables the tables that the statement around names
   * @param connection as for {@link #translate}
   * @return its SQL as it goes into the statement
   * @throws SQLException 42000 if it gives several columns where there can be one, and none of them
   *     is certain; the connection's own exceptions pass as they are
   */
  default PlacedSql place(
      Translation found, SubQueryPlace use, List<NamedTable> tables, Connection connection)
      throws SQLException {
    return PlacedSql.of(found);
  }

  /**
   * Translates again after the database refused a translation at run time.
   *
   * @param failed the translation that failed
   * @param error what the database said
   * @param connection as for {@link #translate}
   * @param cancellation as for {@link #translate}
   * @param deadline as for {@link #translate}
   * @return another translation
   * @throws SQLException {@code error} itself if trying again cannot help or the tries are used up
   */
  Translation repair(
      Translation failed,
      SQLException error,
      Connection connection,
      Cancellation cancellation,
      @Nullable Instant deadline)
      throws SQLException;

  /**
   * Pins a question.
   *
   * @param question the question, not blank
   * @param sql the SQL to keep for it; empty for what the model finds now
   * @param connection as for {@link #translate}
   * @param cancellation as for {@link #translate}
   * @param deadline as for {@link #translate}
   * @return the pin
   * @throws SQLException 42000 if the SQL does not pass every check; 58030 if the lock file cannot
   *     be used; else as {@link #translate}
   */
  default PinReport pin(
      String question,
      String sql,
      Connection connection,
      Cancellation cancellation,
      @Nullable Instant deadline)
      throws SQLException {
    throw new SQLFeatureNotSupportedException("Nothing can be pinned here", "0A000");
  }

  /**
   * Names whose pins and rejections those are that follow.
   *
   * @param person who; null for the user of this process
   */
  default void speakFor(@Nullable String person) {
    // Nobody is noted where nothing can be pinned.
  }

  /**
   * Takes the answer to a question for wrong: it is not given again, in this process and in others
   * that share the lock file, and a pin of the question goes.
   *
   * @param question the question
   * @param connection as for {@link #translate}
   * @return the SQL that is rejected
   * @throws SQLException 42000 if the question has no answer yet; 58030 if the lock file cannot be
   *     used
   */
  default List<PinReport> reject(String question, Connection connection) throws SQLException {
    throw new SQLFeatureNotSupportedException("Nothing is remembered here", "0A000");
  }

  /**
   * Removes the pin of a question.
   *
   * @param question the question
   * @param connection as for {@link #translate}
   * @return the pin that is gone; empty if there was none
   * @throws SQLException 58030 if the lock file cannot be used
   */
  default List<PinReport> unpin(String question, Connection connection) throws SQLException {
    return List.of();
  }

  /**
   * The pins of a connection's database.
   *
   * @param connection as for {@link #translate}
   * @return them with whether they hold, sorted by question
   * @throws SQLException 58030 if the lock file cannot be used
   */
  default List<PinReport> pins(Connection connection) throws SQLException {
    return List.of();
  }

  /**
   * Tells that this connection's schema may have changed, so that the next question reads it anew.
   *
   * @param connection the same object that questions come with
   * @param news whom it concerns
   * @throws SQLException as the connection throws it
   */
  default void schemaChanged(Connection connection, SchemaNews news) throws SQLException {}

  /**
   * What questions on this connection can be about.
   *
   * @param connection as for {@link #translate}
   * @return the schema, as the next question would see it
   * @throws SQLException 0A000 if this translator knows no schema; the connection's own exceptions
   *     pass as they are
   */
  default Schema schema(Connection connection) throws SQLException {
    throw new SQLFeatureNotSupportedException("This translator knows no schema", "0A000");
  }

  /**
   * Checks SQL as that of an answer is checked; runs nothing.
   *
   * @param sql the statement
   * @param connection as for {@link #translate}
   * @return what was found
   * @throws SQLException as for {@link #schema}
   */
  default CheckedSql check(String sql, Connection connection) throws SQLException {
    return Inspection.check(sql, schema(connection), connection, SqlBudget.NONE);
  }

  /** Gives back its share of the model. Idempotent. */
  @Override
  default void close() {}
}
