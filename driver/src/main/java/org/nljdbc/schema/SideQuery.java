package org.nljdbc.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a few values on a user's connection, bounded in rows and time, leaving no trace. */
public final class SideQuery {

  private SideQuery() {}

  /**
   * Runs a query and returns its first column.
   *
   * @param connection the user's connection
   * @param sql a query with as many {@code ?} as there are parameters
   * @param parameters the values for them
   * @param most most rows to read
   * @param seconds after how long the database is asked to give up, at least 1
   * @return the values of the first column that are not null, as text
   * @throws SQLException as the database throws it; the transaction is as before
   */
  public static List<String> strings(
      Connection connection, String sql, List<String> parameters, int most, int seconds)
      throws SQLException {
    List<String> values = new ArrayList<>();
    Row row =
        rows -> {
          String value = rows.getString(1);
          if (value != null) {
            values.add(value);
          }
        };
    return SideWork.run(
        connection,
        () -> {
          query(connection, sql, parameters, most, seconds, row);
          return values;
        });
  }

  /**
   * Runs a query that counts, and returns its first column with the numbers in its second.
   *
   * @param connection the user's connection
   * @param sql a query with as many {@code ?} as there are parameters
   * @param parameters the values for them; there are no more rows than these
   * @param seconds after how long the database is asked to give up, at least 1
   * @return the values of the first column that are not null, each with its number
   * @throws SQLException as the database throws it; the transaction is as before
   */
  public static Map<String, Long> counts(
      Connection connection, String sql, List<String> parameters, int seconds) throws SQLException {
    Map<String, Long> counts = new LinkedHashMap<>();
    Row row =
        rows -> {
          String value = rows.getString(1);
          if (value != null) {
            counts.put(value, rows.getLong(2));
          }
        };
    return SideWork.run(
        connection,
        () -> {
          query(connection, sql, parameters, parameters.size(), seconds, row);
          return counts;
        });
  }

  /** Takes what is wanted of a row. */
  @FunctionalInterface
  private interface Row {
    void read(ResultSet rows) throws SQLException;
  }

  private static void query(
      Connection connection, String sql, List<String> parameters, int most, int seconds, Row row)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      try (TimeLimit limit = TimeLimit.of(connection, statement, seconds)) {
        statement.setMaxRows(most);
        for (int i = 0; i < parameters.size(); i++) {
          statement.setString(i + 1, parameters.get(i));
        }
        try (ResultSet rows = statement.executeQuery()) {
          for (int i = 0; i < most && rows.next(); i++) {
            row.read(rows);
          }
        }
      }
    }
  }
}
