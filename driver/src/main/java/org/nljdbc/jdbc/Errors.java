package org.nljdbc.jdbc;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nljdbc.statement.Verb;
import org.nljdbc.translate.Translation;

/** The exceptions of the JDBC layer itself. */
final class Errors {

  static final String CANCELLED = "57014";
  private static final String SYNTAX = "42000";
  private static final String UNSUPPORTED = "0A000";
  private static final String MODEL_FAILED = "58000";
  private static final String NOT_CONFIDENT = "NL001";
  private static final String UNCONFIRMED = "NL004";
  private static final String TOO_MANY_ROWS = "NL005";
  private static final String OUT_OF_MEMORY = "53200";

  private Errors() {}

  /** A method that a read-only object in memory does not have. */
  static SQLException unsupported(String method) {
    return new SQLFeatureNotSupportedException(
        method + " is not supported by a result that no database made", UNSUPPORTED);
  }

  /** A question where only a written statement can go. */
  static SQLException questionIn(String method) {
    return new SQLFeatureNotSupportedException(
        "A question only reads, so "
            + method
            + " cannot take it. Use executeQuery, execute or prepareStatement; to let questions"
            + " change rows by executeUpdate, set nl.writes. A row set of the JDK takes for a query what has"
            + " the word SELECT in it: SELECT * FROM NL('...') q.",
        UNSUPPORTED);
  }

  /** A written statement with questions where only ordinary ones can go. */
  static SQLException nestedIn(String method) {
    return new SQLFeatureNotSupportedException(
        method
            + " takes no statement with questions in it. Use executeQuery, execute, executeUpdate"
            + " or prepareStatement.",
        UNSUPPORTED);
  }

  /** A verb that makes no SQL, where SQL is asked for. */
  static SQLException noSql(Verb verb) {
    return new SQLFeatureNotSupportedException(
        "NL " + verb + " makes no SQL. Use executeQuery, execute or prepareStatement.",
        UNSUPPORTED);
  }

  /** Parameters in SQL around a question that only the database knows as such. */
  static SQLException otherParameters(int counted, int expected) {
    return new SQLFeatureNotSupportedException(
        "The database counts "
            + counted
            + " parameters in the statement with the question's SQL, where "
            + expected
            + " were expected. Beside a question with parameters, write each one as ?.",
        UNSUPPORTED);
  }

  /** SQL that may mean something else, or change something, where it would run. */
  static SQLException otherDialect(String dialect) {
    return new SQLFeatureNotSupportedException(
        "nl.dialect="
            + dialect
            + " asks for SQL that is not to run on this connection. Ask for it by NL SHOW"
            + " 'question', or leave nl.dialect out.",
        UNSUPPORTED);
  }

  /** A pin of what has no meaning by itself. */
  static SQLException pinOfFollowUp() {
    return new SQLSyntaxErrorException(
        "This question goes on from the one before, so it cannot be pinned alone. Ask it in one"
            + " sentence and pin that, or give the SQL: NL PIN 'question' AS 'SELECT ...'",
        SYNTAX);
  }

  /** A question that takes back what was not asked. */
  static SQLException nothingToUndo() {
    return new SQLSyntaxErrorException(
        "There is no question to go back to: the last one stood alone, or none was asked on this"
            + " connection. Ask it anew as it should be.",
        SYNTAX);
  }

  /** A change of data is not undone by asking. */
  static SQLException changeToUndo() {
    return new SQLSyntaxErrorException(
        "The last request changed data, and a change cannot be taken back so; use ROLLBACK where it"
            + " is not committed.",
        SYNTAX);
  }

  /** Words that take a question back mean another one each time. */
  static SQLException pinOfUndo() {
    return new SQLSyntaxErrorException(
        "These words take the last question back, so they have no SQL of their own to be kept or"
            + " judged. Name the question itself.",
        SYNTAX);
  }

  /** Somebody has cancelled the question; the cause is what the database said to that, if asked. */
  static SQLException cancelled(@Nullable SQLException cause) {
    return new SQLException("The question was cancelled", CANCELLED, cause);
  }

  /** Time is up before the SQL has been found and checked. */
  static SQLException late(@Nullable SQLException cause) {
    return new SQLTimeoutException(
        "The time for this question ended while the database was asked about its schema or the"
            + " SQL. Raise nl.timeout or the statement's query timeout, or look for who locks its"
            + " tables.",
        CANCELLED,
        cause);
  }

  /** A write that is shown before it runs, where no rows can show it. */
  static SQLException unconfirmed(String id, long rows, String sql) {
    return new SQLException(
        String.format(
            Locale.ROOT,
            "Not run yet, since nl.writes=confirm: it would change %d rows. NL CONFIRM '%s' runs it"
                + " on this connection: %s",
            rows,
            id,
            sql),
        UNCONFIRMED);
  }

  /** A request to write where nothing can be written. */
  static SQLException writesHere(Verb verb) {
    return new SQLFeatureNotSupportedException(
        "NL " + verb + " changes rows: use execute or executeUpdate.", UNSUPPORTED);
  }

  /** A prepared request to write that would have to be shown first. */
  static SQLException preparedUnseen() {
    return new SQLFeatureNotSupportedException(
        "A prepared request to write cannot be confirmed (nl.writes=confirm): look at its SQL with"
            + " NL SHOW, then prepare that SQL, or set nl.writes=on.",
        UNSUPPORTED);
  }

  /** A confirmation of nothing. */
  static SQLException nothingToConfirm(String id) {
    return new SQLException(
        "Nothing on this connection waits to be confirmed as '"
            + id
            + "'. Ask again, and confirm the id that is told then.",
        UNCONFIRMED);
  }

  /** A write that goes further than it may. */
  static SQLException tooManyRows(long rows, int most, TooMany when, String sql) {
    return new SQLException(
        String.format(
            Locale.ROOT,
            "%s %d rows, and nl.maxAffectedRows allows %d. %s The SQL is: %s",
            when == TooMany.COUNTED ? "It would change" : "It changed",
            rows,
            most,
            switch (when) {
              case COUNTED -> "It was not run.";
              case UNDONE -> "That was undone.";
              case DONE ->
                  "There are no savepoints here, so that it stands until you roll the transaction"
                      + " back.";
            },
            sql),
        TOO_MANY_ROWS);
  }

  /** When too many rows were noticed, and what has become of them. */
  enum TooMany {
    COUNTED,
    UNDONE,
    DONE
  }

  /** SQL that its user wants to see before it runs. */
  static SQLException notConfident(Translation translation, int least, boolean confirmable) {
    String confirm =
        "NL CONFIRM '" + translation.id() + "' runs it on this connection, once; or ask";
    return new SQLException(
        String.format(
            Locale.ROOT,
            "Not run, since its confidence of %.0f %% is below nl.minConfidence=%d. %s more closely"
                + " to the schema's names, or run the SQL itself if it is what you mean: %s",
            translation.confidence() * 100,
            least,
            confirmable ? confirm : "Ask",
            translation.sql()),
        NOT_CONFIDENT);
  }

  static SQLException closed() {
    return new SQLException("The connection is closed", "08003");
  }

  static SQLException timeout() {
    return new SQLTimeoutException(
        "The query timeout ran out before the SQL of the question could run", CANCELLED);
  }

  /** What is no SQLException must not get past JDBC: natives missing, memory gone, a defect. */
  static SQLException modelFailed(Throwable cause) {
    boolean memory = cause instanceof OutOfMemoryError;
    return new SQLException(
        (memory ? "Not enough memory to translate the question: " : "Translation failed: ") + cause,
        memory ? OUT_OF_MEMORY : MODEL_FAILED,
        cause);
  }
}
