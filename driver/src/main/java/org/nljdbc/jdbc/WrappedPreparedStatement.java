package org.nljdbc.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.nljdbc.statement.Asked;

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

  @Override
  public ResultSet executeQuery() throws SQLException {
    MemoryRows rows = begin();
    if (rows != null) {
      return show(rows);
    }
    Translated translated = translated();
    return translated == null
        ? super.executeQuery()
        : capped(found -> super.executeQuery(), translated);
  }

  @Override
  public boolean execute() throws SQLException {
    MemoryRows rows = begin();
    if (rows != null) {
      show(rows);
      return true;
    }
    Translated translated = translated();
    return translated == null ? super.execute() : capped(found -> super.execute(), translated);
  }

  private @Nullable Translated translated() {
    return question == null ? null : question.translated();
  }

  /** Begins an execution; what is not null is shown instead. */
  private @Nullable MemoryRows begin() throws SQLException {
    if (question == null) {
      if (definition != null) {
        connection().questions().beforeStatement(definition);
      }
      return null;
    }
    forget();
    tellOf(question);
    Asked pins = question.pins();
    return pins == null
        ? question.rows()
        : ask((questions, asking) -> questions.pins(pins, asking));
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

  @Override
  public int executeUpdate() throws SQLException {
    refuse("executeUpdate");
    begin();
    return super.executeUpdate();
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    refuse("executeLargeUpdate");
    begin();
    return super.executeLargeUpdate();
  }

  @Override
  public void addBatch() throws SQLException {
    refuse("addBatch");
    super.addBatch();
  }

  private void refuse(String method) throws SQLException {
    if (question != null && !question.isWritten()) {
      throw Errors.questionIn(method);
    }
  }
}
