package org.nljdbc.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.nljdbc.statement.Verb;

/**
 * A prepared statement, of a question or of ordinary SQL. A question was translated when it was
 * prepared and keeps that SQL: what its metadata told stays true, and executing it again asks no
 * model. So an error at execution, such as a division by zero, is the database's own.
 */
final class WrappedPreparedStatement extends DelegatingPreparedStatement {

  private final @Nullable PreparedQuestion question;

  WrappedPreparedStatement(
      WrappedConnection connection,
      PreparedStatement delegate,
      @Nullable PreparedQuestion question) {
    super(connection, delegate);
    this.question = question;
    if (question != null) {
      tell(question.translation());
    }
  }

  private static boolean isShow(@Nullable PreparedQuestion question) {
    return question != null && question.verb() == Verb.SHOW;
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    if (question != null) {
      begin(question);
      if (isShow(question)) {
        return show(question.translation());
      }
    }
    return super.executeQuery();
  }

  @Override
  public boolean execute() throws SQLException {
    if (question != null) {
      begin(question);
      if (isShow(question)) {
        show(question.translation());
        return true;
      }
    }
    return super.execute();
  }

  private void begin(PreparedQuestion question) {
    forget();
    tell(question.translation());
  }

  @Override
  public @Nullable ResultSetMetaData getMetaData() throws SQLException {
    return isShow(question) ? ShownSql.metaData() : super.getMetaData();
  }

  @Override
  public int executeUpdate() throws SQLException {
    refuse("executeUpdate");
    return super.executeUpdate();
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    refuse("executeLargeUpdate");
    return super.executeLargeUpdate();
  }

  @Override
  public void addBatch() throws SQLException {
    refuse("addBatch");
    super.addBatch();
  }

  private void refuse(String method) throws SQLException {
    if (question != null) {
      throw Errors.questionIn(method);
    }
  }
}
