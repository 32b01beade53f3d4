package org.nljdbc.it.databases;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Rows as texts, to be compared. */
public final class Rows {

  private Rows() {}

  /** The rows from the cursor's place on, each column as text; closes the result set. */
  public static List<String> of(ResultSet rows) throws SQLException {
    try (rows) {
      List<String> result = new ArrayList<>();
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
          row.append(i == 1 ? "" : "|").append(rows.getString(i));
        }
        result.add(row.toString());
      }
      return result;
    }
  }

  /** The rows of a query. */
  public static List<String> of(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return of(statement.executeQuery(sql));
    }
  }

  /** The rows that the bare driver gives for a query. */
  public static List<String> bare(TestDatabase database, String sql) throws SQLException {
    try (Connection connection = database.bare()) {
      return of(connection, sql);
    }
  }

  /** Changes something through the bare driver. */
  public static void update(TestDatabase database, String sql) throws SQLException {
    try (Connection connection = database.bare();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
