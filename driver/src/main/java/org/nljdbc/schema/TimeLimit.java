package org.nljdbc.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How long a statement of the driver's own may take. Closing it puts the statement's time back to
 * what it was, since H2 keeps it for the whole connection.
 */
public final class TimeLimit implements AutoCloseable {

  private final Statement statement;
  private final int before;

  private TimeLimit(Statement statement, int before) {
    this.statement = statement;
    this.before = before;
  }

  /**
   * Sets the time, but for DuckDB: its driver starts a thread then that is no daemon, and a program
   * that has asked a question would not end.
   *
   * @param connection the real connection
   * @param statement a statement of ours on it
   * @param seconds the time, at least 1
   * @return what puts it back
   * @throws SQLException as the driver throws it
   */
  public static TimeLimit of(Connection connection, Statement statement, int seconds)
      throws SQLException {
    int before = statement.getQueryTimeout();
    if (Dialect.of(connection.getMetaData()) == Dialect.DUCKDB) {
      return new TimeLimit(statement, -1);
    }
    statement.setQueryTimeout(seconds);
    return new TimeLimit(statement, before);
  }

  @Override
  public void close() throws SQLException {
    if (before >= 0) {
      statement.setQueryTimeout(before);
    }
  }
}
