package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.SideWork;
import org.nljdbc.sql.SqlParameters;

/** Has the database plan a statement without running it, whatever values are bound later. */
final class Explain {

  private Explain() {}

  /** Reads a plan. */
  @FunctionalInterface
  interface Reader<T> {
    T read(ResultSet plan) throws SQLException;
  }

  /**
   * Asks for the plan.
   *
   * @param connection the user's connection; left as it was
   * @param sql a statement that only reads, its parameters written {@code :p1}, {@code :p2}
   * @param dialect its dialect, none that {@link Dialect#isPlain}
   * @param reader reads the plan
   * @return what the reader makes of it
   * @throws SQLException as the database throws it
   */
  static <T> T plan(Connection connection, String sql, Dialect dialect, Reader<T> reader)
      throws SQLException {
    return SideWork.run(connection, () -> ask(connection, sql, dialect, reader));
  }

  private static <T> T ask(Connection connection, String sql, Dialect dialect, Reader<T> reader)
      throws SQLException {
    SqlParameters.Jdbc jdbc = SqlParameters.jdbc(sql, dialect);
    boolean plain = jdbc.numbers().isEmpty();
    return switch (dialect) {
      case POSTGRESQL ->
          run(connection, "EXPLAIN " + (plain ? sql : unknown(connection, sql, jdbc)), reader);
      case MYSQL, MARIADB ->
          run(connection, "EXPLAIN " + SqlParameters.with(sql, dialect, number -> "1"), reader);
      case SQLITE -> prepared(connection, "EXPLAIN QUERY PLAN ", jdbc, reader);
      case CALCITE -> prepared(connection, "EXPLAIN PLAN FOR ", jdbc, reader);
      case H2, DUCKDB, HSQLDB, DERBY, DB2, ORACLE, SQLSERVER, OTHER ->
          prepared(connection, "EXPLAIN ", jdbc, reader);
    };
  }

  private static <T> T run(Connection connection, String explain, Reader<T> reader)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet plan = statement.executeQuery(explain)) {
        return reader.read(plan);
      }
    }
  }

  /** Databases that plan before they look at the values. */
  private static <T> T prepared(
      Connection connection, String explain, SqlParameters.Jdbc jdbc, Reader<T> reader)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(explain + jdbc.sql())) {
      for (int i = 1; i <= jdbc.numbers().size(); i++) {
        statement.setNull(i, Types.NULL);
      }
      try (ResultSet plan = statement.executeQuery()) {
        return reader.read(plan);
      }
    }
  }

  /**
   * PostgreSQL plans for the very values, and a null would make an empty plan. A sub-select is what
   * it knows nothing of beforehand.
   */
  private static String unknown(Connection connection, String sql, SqlParameters.Jdbc jdbc)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(jdbc.sql())) {
      ParameterMetaData types = statement.getParameterMetaData();
      String[] values = new String[jdbc.numbers().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = "(SELECT CAST(NULL AS " + types.getParameterTypeName(i + 1) + "))";
      }
      int[] next = {0};
      return SqlParameters.with(sql, Dialect.POSTGRESQL, number -> values[next[0]++]);
    }
  }
}
