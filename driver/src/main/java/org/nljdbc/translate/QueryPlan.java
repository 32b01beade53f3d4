package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nljdbc.schema.Dialect;
import org.nljdbc.sql.SqlParameters;

/** The database's own plan for the SQL of a question, as lines of text. */
public final class QueryPlan {

  private QueryPlan() {}

  /**
   * Asks the database; nothing is run.
   *
   * @param connection the real driver's connection; left as it was
   * @param translation the question's SQL
   * @return the plan, what belongs within something else indented; empty if the dialect is unknown
   * @throws SQLException as the database throws it
   */
  public static List<String> of(Connection connection, Translation translation)
      throws SQLException {
    Dialect dialect = Dialect.of(connection.getMetaData());
    if (dialect == Dialect.OTHER) {
      return List.of();
    }
    String sql =
        SqlParameters.named(
            new SqlParameters.Jdbc(translation.sql(), translation.parameters()), dialect);
    return Explain.plan(
        connection, sql, dialect, dialect == Dialect.SQLITE ? QueryPlan::tree : QueryPlan::lines);
  }

  /** SQLite numbers its steps and says which belongs to which. */
  private static List<String> tree(ResultSet rows) throws SQLException {
    Map<Integer, Integer> depths = new HashMap<>();
    List<String> lines = new ArrayList<>();
    while (rows.next()) {
      int depth = depths.getOrDefault(rows.getInt("parent"), -1) + 1;
      depths.put(rows.getInt("id"), depth);
      lines.add("  ".repeat(depth) + rows.getString("detail"));
    }
    return lines;
  }

  /** One column is text by itself; several are told with their names. */
  private static List<String> lines(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    List<String> lines = new ArrayList<>();
    while (rows.next()) {
      if (columns.getColumnCount() == 1) {
        lines.addAll(String.valueOf(rows.getString(1)).lines().toList());
        continue;
      }
      List<String> parts = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        String value = rows.getString(i);
        if (value != null && !value.isEmpty()) {
          parts.add(columns.getColumnLabel(i) + "=" + value);
        }
      }
      lines.add(String.join(" ", parts));
    }
    return lines;
  }
}
