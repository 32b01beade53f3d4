package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.SideWork;
import org.nljdbc.sql.SqlParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the database itself say whether it would take a statement, without running it. */
final class DatabaseCheck {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseCheck.class);

  private DatabaseCheck() {}

  /**
   * Asks the database.
   *
   * @param connection the user's connection; left as it was
   * @param sql a statement already shown to read only
   * @param dialect the dialect
   * @return what the database finds wrong with the statement, or null if it would take it
   * @throws SQLException if the failure has nothing to do with the statement
   */
  static @Nullable SQLException fault(Connection connection, String sql, Dialect dialect)
      throws SQLException {
    if (!canAsk(connection, dialect)) {
      return null; // the statement itself will tell, if it is to run here
    }
    try {
      SideWork.run(
          connection,
          () -> {
            ask(connection, sql, dialect);
            return true;
          });
      return null;
    } catch (SQLException e) {
      if (!isFaultOfSql(e, dialect)) {
        throw e;
      }
      return e;
    }
  }

  /** Whether the database can tell, and nothing is left of its telling. */
  static boolean canAsk(Connection connection, Dialect dialect) throws SQLException {
    return SideWork.canUndo(connection) && Dialect.of(connection.getMetaData()) == dialect;
  }

  private static void ask(Connection connection, String sql, Dialect dialect) throws SQLException {
    SqlParameters.Jdbc jdbc = SqlParameters.jdbc(sql, dialect);
    if (!jdbc.numbers().isEmpty()) {
      describe(connection, jdbc.sql()); // only so does the database find out the parameters' types
      return;
    }
    switch (dialect) {
      case SQLITE -> explain(connection, "EXPLAIN QUERY PLAN " + sql);
      case H2, POSTGRESQL, MYSQL, MARIADB -> explain(connection, "EXPLAIN " + sql);
      case CALCITE, DUCKDB, HSQLDB, DERBY, DB2, ORACLE, SQLSERVER, OTHER ->
          describe(connection, sql);
    }
  }

  private static void describe(Connection connection, String sql) throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(sql)) {
      ResultSetMetaData shape = prepared.getMetaData();
      LOG.debug("the database would return {}", shape);
    } catch (SQLFeatureNotSupportedException e) {
      LOG.debug("the database cannot describe a statement before it runs", e);
    }
  }

  private static void explain(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }

  /**
   * Whether an error says that the statement is wrong, rather than that the connection, the
   * transaction or the server is in trouble, or that the JDBC driver lacks a method.
   */
  static boolean isFaultOfSql(SQLException e, Dialect dialect) {
    if (e instanceof SQLFeatureNotSupportedException
        || e instanceof SQLTimeoutException
        || e instanceof SQLTransientException
        || e instanceof SQLRecoverableException) {
      return false;
    }
    String state = e.getSQLState();
    if (state == null || state.length() < 2) {
      // SQLite gives a code instead: 1 is a wrong statement, others are locks, disks, and so on.
      return dialect != Dialect.SQLITE || (e.getErrorCode() & 0xff) == 1;
    }
    return switch (state.substring(0, 2)) {
      case "08", "25", "28", "3D", "40", "53", "55", "57", "58", "XX" -> false;
      default -> !state.startsWith("HYT");
    };
  }
}
