package org.nljdbc.narrate;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of a result, as text.
 *
 * @param columns their labels, at least one
 * @param rows for each row a text for each column, null for NULL
 * @param more whether there are more rows than these
 */
public record Excerpt(List<String> columns, List<List<@Nullable String>> rows, boolean more) {

  /** Most rows that are put into words. */
  static final int MOST_ROWS = 10;

  private static final int LONGEST = 200;

  /** Keeps its own copies. */
  public Excerpt {
    columns = List.copyOf(columns);
    rows = rows.stream().map(row -> Collections.unmodifiableList(new ArrayList<>(row))).toList();
  }

  /**
   * Reads the first rows.
   *
   * @param result a result before its first row; not closed
   * @return them, with long texts cut off
   * @throws SQLException as the database throws it
   */
  public static Excerpt of(ResultSet result) throws SQLException {
    ResultSetMetaData shape = result.getMetaData();
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= shape.getColumnCount(); i++) {
      columns.add(shape.getColumnLabel(i));
    }
    List<List<@Nullable String>> rows = new ArrayList<>();
    boolean more = result.next();
    for (; more && rows.size() < MOST_ROWS; more = result.next()) {
      List<@Nullable String> row = new ArrayList<>();
      for (int i = 1; i <= columns.size(); i++) {
        String value = result.getString(i);
        boolean whole = value == null || value.length() <= LONGEST;
        row.add(whole ? value : value.substring(0, LONGEST) + "...");
      }
      rows.add(row);
    }
    return new Excerpt(columns, rows, more);
  }

  /** Whether nothing but NULL was found, or nothing at all. */
  boolean isEmpty() {
    return rows.stream().allMatch(row -> row.stream().allMatch(value -> value == null));
  }

  /** Everything in it, as one text. */
  String text() {
    StringBuilder text = new StringBuilder(String.join(" | ", columns));
    for (List<@Nullable String> row : rows) {
      text.append('\n');
      for (int i = 0; i < row.size(); i++) {
        text.append(i == 0 ? "" : " | ").append(row.get(i));
      }
    }
    return text.toString();
  }
}
