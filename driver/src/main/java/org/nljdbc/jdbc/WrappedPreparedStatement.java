package org.nljdbc.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nljdbc.statement.Asked;
import org.nljdbc.statement.Verb;

/**
 * A prepared statement, of a question or of ordinary SQL. A question was translated when it was
 * prepared and keeps that SQL, or what the schema has answered: what its metadata told stays true,
 * and executing it again asks no model. So an error at execution, such as a division by zero, is
 * the database's own.
 */
final class WrappedPreparedStatement extends DelegatingPreparedStatement {

  private final @Nullable PreparedQuestion question;
  private @Nullable String definition;

  WrappedPreparedStatement(
      WrappedConnection connection,
      PreparedStatement delegate,
      @Nullable PreparedQuestion question) {
    super(connection, delegate);
    this.question = question;
    if (question != null) {
      tellOf(question);
    }
  }

  /** Says that each execution may change the schema, by this SQL. */
  void defines(String sql) {
    definition = sql;
  }

  // Ordinary SQL comes first, and calls nothing that names what questions have: as long as there
  // was none their classes are not loaded, and the compiler does not inline such calls.

  @Override
  public ResultSet executeQuery() throws SQLException {
    PreparedQuestion asked = question;
    if (asked == null) {
      beginOrdinary();
      return super.executeQuery();
    }
    if (asked.write() != null) {
      throw Errors.writesHere(Verb.WRITE);
    }
    MemoryRows rows = begin(asked);
    if (rows != null) {
      return show(rows);
    }
    Translated translated = asked.translated();
    return translated == null
        ? super.executeQuery()
        : capped(found -> super.executeQuery(), translated);
  }

  @Override
  public boolean execute() throws SQLException {
    PreparedQuestion asked = question;
    if (asked == null) {
      beginOrdinary();
      return super.execute();
    }
    MemoryRows rows = begin(asked);
    if (rows != null) {
      show(rows);
      return true;
    }
    Translated write = asked.write();
    if (write != null) {
      return writes().bounded(write, super::execute, result -> changed());
    }
    Translated translated = asked.translated();
    return translated == null ? super.execute() : capped(found -> super.execute(), translated);
  }

  /** Does nothing where this is a question's, which defines nothing. */
  private void beginOrdinary() {
    if (definition != null) {
      connection().beforeStatement(definition);
    }
  }

  /** Begins an execution; what is not null is shown instead. */
  private @Nullable MemoryRows begin(PreparedQuestion asked) throws SQLException {
    forget();
    tellOf(asked);
    Asked pins = asked.pins();
    return pins == null
        ? asked.rows()
        : ask(pins, (questions, asking) -> questions.pins(pins, asking));
  }

  private void tellOf(PreparedQuestion question) {
    if (question.translated() != null) {
      tell(question.translated());
    }
  }

  @Override
  public @Nullable ResultSetMetaData getMetaData() throws SQLException {
    ResultSetMetaData shown = question == null ? null : question.columns();
    return shown == null ? super.getMetaData() : shown;
  }

  /** The SQL of a request to write, or null. */
  private @Nullable Translated write() {
    return question == null ? null : question.write();
  }

  private Writes writes() {
    return connection().questions().writes();
  }

  @Override
  public int executeUpdate() throws SQLException {
    PreparedQuestion asked = question;
    if (asked == null) {
      beginOrdinary();
      return super.executeUpdate();
    }
    refuse("executeUpdate");
    begin(asked);
    Translated write = asked.write();
    return write == null
        ? super.executeUpdate()
        : writes().bounded(write, super::executeUpdate, Integer::longValue);
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    PreparedQuestion asked = question;
    if (asked == null) {
      beginOrdinary();
      return super.executeLargeUpdate();
    }
    refuse("executeLargeUpdate");
    begin(asked);
    Translated write = asked.write();
    return write == null
        ? super.executeLargeUpdate()
        : writes().bounded(write, super::executeLargeUpdate, Long::longValue);
  }

  @Override
  public void addBatch() throws SQLException {
    refuse("addBatch");
    super.addBatch();
  }

  @Override
  public int[] executeBatch() throws SQLException {
    beginOrdinary();
    Translated write = write();
    return write == null
        ? super.executeBatch()
        : writes()
            .bounded(
                write,
                super::executeBatch,
                counts -> Arrays.stream(counts).mapToLong(WrappedPreparedStatement::rows).sum());
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    beginOrdinary();
    Translated write = write();
    return write == null
        ? super.executeLargeBatch()
        : writes()
            .bounded(
                write,
                super::executeLargeBatch,
                counts -> Arrays.stream(counts).map(WrappedPreparedStatement::rows).sum());
  }

  /** What an execution that a driver does not count has changed: at least one row. */
  private static long rows(long count) {
    return count == SUCCESS_NO_INFO ? 1 : Math.max(0, count);
  }

  private void refuse(String method) throws SQLException {
    if (question != null && !question.isWritten() && question.write() == null) {
      throw Errors.questionIn(method);
    }
  }
}
