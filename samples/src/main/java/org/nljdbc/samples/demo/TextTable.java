package org.nljdbc.samples.demo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the rows of a result set as a table of text. */
final class TextTable {

  private static final int MAX_ROWS = 12;
  private static final int MAX_WIDTH = 40;
  private static final MathContext TEN_DIGITS = new MathContext(10);

  private final List<String> names = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Integer> widths = new ArrayList<>();
  private final List<Boolean> numbers = new ArrayList<>();
  private int count;

  private TextTable() {}

  /**
   * Reads a result set to its end and lays out its first rows.
   *
   * @param result the result set, before its first row; not closed
   * @return lines of text, each ended by a line feed, the last saying how many rows there were
   * @throws SQLException if reading fails
   */
  static String of(ResultSet result) throws SQLException {
    TextTable table = new TextTable();
    table.read(result);
    return table.layOut();
  }

  private void read(ResultSet result) throws SQLException {
    ResultSetMetaData meta = result.getMetaData();
    int columns = meta.getColumnCount();
    for (int column = 1; column <= columns; column++) {
      names.add(meta.getColumnLabel(column));
      widths.add(Math.min(MAX_WIDTH, meta.getColumnLabel(column).length()));
      numbers.add(true);
    }
    while (result.next()) {
      count++;
      if (count <= MAX_ROWS) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          row.add(cell(column - 1, result.getObject(column)));
        }
        rows.add(row);
      }
    }
  }

  private String cell(int column, @Nullable Object value) {
    String text;
    if (value instanceof Double || value instanceof Float) {
      // Sums of binary fractions end in noise that nobody wants to read.
      text =
          new BigDecimal(value.toString()).round(TEN_DIGITS).stripTrailingZeros().toPlainString();
    } else {
      text = value == null ? "" : value.toString().replaceAll("\\R", " ");
    }
    text = text.length() > MAX_WIDTH ? text.substring(0, MAX_WIDTH - 1) + "…" : text;
    widths.set(column, Math.max(widths.get(column), text.length()));
    numbers.set(column, numbers.get(column) && (value == null || value instanceof Number));
    return text;
  }

  private String layOut() {
    StringBuilder out = new StringBuilder();
    line(out, names);
    List<String> rule = widths.stream().map("-"::repeat).toList();
    out.append("  ").append(String.join("  ", rule)).append('\n');
    for (List<String> row : rows) {
      line(out, row);
    }
    if (count > rows.size()) {
      out.append("  ...\n");
    }
    return out.append("  (").append(count).append(count == 1 ? " row)\n" : " rows)\n").toString();
  }

  private void line(StringBuilder out, List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String space = " ".repeat(Math.max(0, widths.get(column) - cell.length()));
      line.append("  ").append(numbers.get(column) ? space + cell : cell + space);
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }
}
