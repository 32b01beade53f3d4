package org.nljdbc.plan;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Dialect;

/**
 * A plan as the database told it.
 *
 * @param columns labels of the columns
 * @param rows for each row a value of each column as text, or null
 */
public record PlanRows(List<String> columns, List<List<@Nullable String>> rows) {

  /** A plan of a database that tells none, or whose way to tell is not known. */
  public static final PlanRows NONE = new PlanRows(List.of(), List.of());

  /**
   * Reads all rows.
   *
   * @param plan what EXPLAIN returned; stays open
   * @return the plan
   * @throws SQLException as the database throws it
   */
  public static PlanRows read(ResultSet plan) throws SQLException {
    ResultSetMetaData told = plan.getMetaData();
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= told.getColumnCount(); i++) {
      columns.add(told.getColumnLabel(i));
    }
    List<List<@Nullable String>> rows = new ArrayList<>();
    while (plan.next()) {
      List<@Nullable String> row = new ArrayList<>();
      for (int i = 1; i <= columns.size(); i++) {
        row.add(plan.getString(i));
      }
      rows.add(Collections.unmodifiableList(row));
    }
    return new PlanRows(List.copyOf(columns), Collections.unmodifiableList(rows));
  }

  /** The columns of a row by their labels, whatever their case. */
  String value(List<@Nullable String> row, String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).equalsIgnoreCase(column)) {
        String value = row.get(i);
        return value == null ? "" : value;
      }
    }
    return "";
  }

  /** Whether there is such a column. */
  boolean has(String column) {
    return columns.stream().anyMatch(column::equalsIgnoreCase);
  }

  /**
   * The plan as lines of text.
   *
   * @param dialect the database's
   * @return the lines, what belongs within something else indented
   */
  public List<String> lines(Dialect dialect) {
    if (dialect == Dialect.SQLITE) {
      return SqlitePlan.lines(this);
    }
    return rows.stream().flatMap(row -> line(row).lines()).toList();
  }

  /** One column is text by itself; several are told with their names. */
  private String line(List<@Nullable String> row) {
    if (columns.size() == 1) {
      return String.valueOf(row.get(0));
    }
    List<String> parts =
        IntStream.range(0, columns.size())
            .filter(i -> row.get(i) != null && !String.valueOf(row.get(i)).isEmpty())
            .mapToObj(i -> columns.get(i) + "=" + row.get(i))
            .toList();
    return String.join(" ", parts);
  }

  /**
   * The plan as a tree.
   *
   * @param dialect the database's
   * @return its topmost step, which gives the rows of the query; null if there is no plan
   */
  public @Nullable PlanStep tree(Dialect dialect) {
    if (rows.isEmpty()) {
      return null;
    }
    Step top =
        switch (dialect) {
          case SQLITE -> SqlitePlan.tree(this);
          case POSTGRESQL -> PostgresPlan.tree(lines(dialect));
          case MYSQL, MARIADB ->
              has("select_type") ? MySqlPlan.tree(this) : IndentedPlan.tree(lines(dialect));
          case H2 -> H2Plan.tree(String.join("\n", lines(dialect)));
          case CALCITE, DUCKDB, HSQLDB, DERBY, DB2, ORACLE, SQLSERVER, OTHER ->
              IndentedPlan.tree(lines(dialect));
        };
    return top.done();
  }
}
