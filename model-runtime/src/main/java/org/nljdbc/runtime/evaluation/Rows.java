package org.nljdbc.runtime.evaluation;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All rows of a result.
 *
 * @param columns the columns' labels
 * @param rows the rows; each has as many values as there are columns, in normal form (see {@link
 *     Values#normal})
 */
public record Rows(List<String> columns, List<List<@Nullable Object>> rows) {

  /** Most rows that a result may have. */
  public static final int MOST = 500_000;

  /** Keeps its own copies. */
  public Rows {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * Reads a result to its end.
   *
   * @param result the result; not closed
   * @return its rows
   * @throws SQLException if reading fails; 22000 if there are more than {@link #MOST} rows
   */
  public static Rows read(ResultSet result) throws SQLException {
    ResultSetMetaData meta = result.getMetaData();
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      columns.add(meta.getColumnLabel(i));
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    while (result.next()) {
      if (rows.size() == MOST) {
        throw new SQLDataException("more than " + MOST + " rows", "22000");
      }
      List<@Nullable Object> row = new ArrayList<>(columns.size());
      for (int i = 1; i <= columns.size(); i++) {
        row.add(Values.normal(result.getObject(i)));
      }
      rows.add(Collections.unmodifiableList(row));
    }
    return new Rows(columns, rows);
  }

  /**
   * The first rows as people read them.
   *
   * @param most how many
   * @return the columns' labels, the rows' values, and how many rows there are in all
   */
  public Excerpt excerpt(int most) {
    List<List<String>> shown = new ArrayList<>();
    for (List<@Nullable Object> row : rows.subList(0, Math.min(most, rows.size()))) {
      shown.add(row.stream().map(Rows::shown).toList());
    }
    return new Excerpt(columns, shown, rows.size());
  }

  private static String shown(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }

  /**
   * The beginning of a result.
   *
   * @param columns the columns' labels
   * @param rows the first rows
   * @param total how many rows there are in all
   */
  public record Excerpt(List<String> columns, List<List<String>> rows, int total) {}
}
