package org.nljdbc.runtime.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.server.api.Cells;

/** An answer for people: SQL, warnings, and a table whose columns are as wide as they need. */
final class TablePrinter implements RowPrinter {

  private static final int MOST_WIDTH = 60;

  /** Digits of a binary fraction that somebody wants to read. */
  private static final MathContext DIGITS = new MathContext(12);

  private final PrintWriter out;

  TablePrinter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void print(Told told, ResultSet rows, int most) throws SQLException {
    head(told);
    List<String> labels = RowPrinter.labels(rows);
    List<List<@Nullable Object>> read = new ArrayList<>();
    boolean more = rows.next();
    while (more && (most == 0 || read.size() < most)) {
      read.add(Cells.of(rows, labels.size()));
      more = rows.next();
    }
    table(labels, read);
    String count = read.size() == 1 ? "1 row" : read.size() + " rows";
    out.println(more ? "(the first " + count + "; --max-rows shows more)" : "(" + count + ")");
    out.flush();
  }

  private void head(Told told) {
    if (told.sql() != null) {
      out.println(told.sql());
    }
    List<String> how = new ArrayList<>();
    if (told.confidence() != null) {
      how.add(String.format(Locale.ROOT, "confidence %.2f", told.confidence()));
    }
    if (told.source() != null && !told.source().equals("model")) {
      how.add(told.source());
    }
    if (!how.isEmpty()) {
      out.println("-- " + String.join(", ", how));
    }
    told.warnings().forEach(warning -> out.println("-- " + plain(warning)));
    out.println();
  }

  private void table(List<String> labels, List<List<@Nullable Object>> rows) {
    List<List<String>> texts = new ArrayList<>();
    int[] widths = labels.stream().mapToInt(label -> width(plain(label))).toArray();
    boolean[] numbers = new boolean[labels.size()];
    Arrays.fill(numbers, true);
    for (List<@Nullable Object> row : rows) {
      List<String> line = new ArrayList<>();
      for (int i = 0; i < labels.size(); i++) {
        String text = text(row.get(i));
        line.add(text);
        widths[i] = Math.max(widths[i], width(text));
        numbers[i] &= row.get(i) == null || row.get(i) instanceof Number;
      }
      texts.add(line);
    }
    line(labels.stream().map(TablePrinter::plain).toList(), widths, numbers);
    out.println(Arrays.stream(widths).mapToObj("-"::repeat).collect(Collectors.joining("  ")));
    texts.forEach(row -> line(row, widths, numbers));
  }

  private void line(List<String> cells, int[] widths, boolean[] numbers) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String blank = " ".repeat(widths[i] - width(cells.get(i)));
      line.append(numbers[i] ? blank + cells.get(i) : cells.get(i) + blank).append("  ");
    }
    out.println(line.toString().stripTrailing());
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Double || value instanceof Float) {
      return new BigDecimal(value.toString()).round(DIGITS).stripTrailingZeros().toPlainString();
    }
    String text = plain(value.toString());
    return width(text) <= MOST_WIDTH
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MOST_WIDTH - 3)) + "...";
  }

  /** Without line breaks, and without what a terminal would take for a command. */
  static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
