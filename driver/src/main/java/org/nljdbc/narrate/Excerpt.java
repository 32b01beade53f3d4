package org.nljdbc.narrate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
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
  private static final int MOST_PLACES = 4;
  private static final Pattern FRACTION = Pattern.compile("-?\\d{1,30}\\.\\d{5,60}");
  private static final Set<Integer> FRACTIONS =
      Set.of(Types.NUMERIC, Types.DECIMAL, Types.DOUBLE, Types.FLOAT, Types.REAL);

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
    List<Boolean> numbers = new ArrayList<>();
    for (int i = 1; i <= shape.getColumnCount(); i++) {
      columns.add(shape.getColumnLabel(i));
      numbers.add(FRACTIONS.contains(shape.getColumnType(i)));
    }
    List<List<@Nullable String>> rows = new ArrayList<>();
    boolean more = result.next();
    for (; more && rows.size() < MOST_ROWS; more = result.next()) {
      List<@Nullable String> row = new ArrayList<>();
      for (int i = 1; i <= columns.size(); i++) {
        String read = result.getString(i);
        String value = read != null && numbers.get(i - 1) ? brief(read) : read;
        boolean whole = value == null || value.length() <= LONGEST;
        row.add(whole ? value : value.substring(0, LONGEST) + "...");
      }
      rows.add(row);
    }
    return new Excerpt(columns, rows, more);
  }

  /** A number without the places that nobody says: 51321.176250000000 is 51321.1763. */
  private static String brief(String number) {
    if (!FRACTION.matcher(number).matches()) {
      return number;
    }
    BigDecimal exact = new BigDecimal(number);
    boolean small = exact.abs().compareTo(BigDecimal.ONE) < 0;
    BigDecimal shorter =
        small
            ? exact.round(new MathContext(MOST_PLACES))
            : exact.setScale(Math.min(exact.scale(), MOST_PLACES), RoundingMode.HALF_UP);
    return shorter.stripTrailingZeros().toPlainString();
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
