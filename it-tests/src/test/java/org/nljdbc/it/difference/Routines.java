package org.nljdbc.it.difference;

import java.math.BigDecimal;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.it.transparency.Values;

/** What programs usually do with several calls. Each counts as one step. */
final class Routines {

  /** What {@link #close} says. */
  static final String CLOSED = "closed";

  private static final List<@Nullable Object> VALUES =
      Arrays.asList(
          3,
          "word",
          new BigDecimal("12.50"),
          null,
          7L,
          Date.valueOf("2024-02-29"),
          true,
          Timestamp.valueOf("2023-10-01 09:30:00"),
          LocalDate.of(2022, 5, 17),
          new byte[] {0, 1, -1},
          1.5,
          "");

  private Routines() {}

  /** The rest of the rows, after which the result set is closed. */
  static String drain(ResultSet rows) throws Exception {
    return Values.rows(rows);
  }

  /** The row that the cursor is on, each column by number and by label. */
  static String row(ResultSet rows) throws Exception {
    StringBuilder text = new StringBuilder();
    ResultSetMetaData columns = rows.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      text.append(Values.text(rows.getObject(i))).append(rows.wasNull() ? " null" : "").append('=');
      text.append(rows.getString(columns.getColumnLabel(i))).append('|');
    }
    return text.toString();
  }

  /** A savepoint of a transaction. */
  static Savepoint begin(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    return connection.setSavepoint();
  }

  /** The first parameter as an integer that comes back. */
  static void out(CallableStatement statement) throws SQLException {
    statement.registerOutParameter(1, Types.INTEGER);
  }

  /** The first parameters, as far as the driver takes them. */
  static String bind(PreparedStatement statement, int variant) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= 3; i++) {
      try {
        statement.setObject(i, VALUES.get((variant * 5 + i * 7) % VALUES.size()));
        text.append("set ");
      } catch (SQLException refused) {
        text.append(Values.failure(refused)).append(' ');
      }
    }
    return text.toString();
  }

  /** All results of an execution, as tools walk over them. */
  static String results(Statement statement) throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      ResultSet rows = statement.getResultSet();
      if (rows != null) {
        text.append(Values.rows(rows));
      }
      long count = statement.getUpdateCount();
      text.append("count ").append(count);
      if (!statement.getMoreResults() && count == -1) {
        break;
      }
    }
    return text.toString();
  }

  /** The limits and habits of a statement. */
  static String settings(Statement statement) throws SQLException {
    return statement.getMaxRows()
        + " "
        + statement.getMaxFieldSize()
        + " "
        + statement.getQueryTimeout()
        + " "
        + statement.getFetchSize()
        + " "
        + statement.getFetchDirection()
        + " "
        + statement.getResultSetType()
        + " "
        + statement.getResultSetConcurrency()
        + " "
        + statement.getResultSetHoldability()
        + " "
        + statement.isPoolable()
        + " "
        + statement.isCloseOnCompletion();
  }

  /** The state of a connection. */
  static String state(Connection connection) throws SQLException {
    return connection.isClosed()
        + " "
        + connection.getAutoCommit()
        + " "
        + connection.isReadOnly()
        + " "
        + connection.getTransactionIsolation()
        + " "
        + connection.getHoldability()
        + " "
        + connection.getSchema()
        + " "
        + connection.getNetworkTimeout();
  }

  /** Closes a connection, which not every driver manages at once. */
  static String close(Connection connection) throws SQLException {
    connection.close();
    return CLOSED;
  }
}
