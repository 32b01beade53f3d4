package org.nljdbc.it.accuracy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nljdbc.it.accuracy.CopiedColumn.Type;
import org.nljdbc.it.databases.Kind;

/**
 * A table of a SQLite database on its way into another system, with types that its values have:
 * SQLite's declared types bind nobody.
 *
 * @param name its name in the copy
 * @param columns its columns
 * @param key places of the columns of its primary key, in the key's order; may be empty
 * @param rows all rows, as SQLite returns them
 */
record CopiedTable(
    String name, List<CopiedColumn> columns, List<Integer> key, List<@Nullable Object[]> rows) {

  private static final int BATCH = 1_000;
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  /**
   * Reads a table.
   *
   * @param sqlite the database
   * @param table the table's name there
   * @param kind the system that the copy is for
   * @return the table
   * @throws SQLException if it cannot be read
   */
  static CopiedTable read(Connection sqlite, String table, Kind kind) throws SQLException {
    List<String> names = new ArrayList<>();
    List<String> declared = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    try (Statement statement = sqlite.createStatement();
        ResultSet info = statement.executeQuery("PRAGMA table_info(" + quoted(table) + ")")) {
      while (info.next()) {
        names.add(info.getString("name"));
        declared.add(String.valueOf(info.getString("type")).toUpperCase(Locale.ROOT));
        places.add(info.getInt("pk"));
      }
    }
    List<@Nullable Object[]> rows = rows(sqlite, table, names.size());
    List<CopiedColumn> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(column(folded(names.get(i), kind), declared.get(i), i, rows));
    }
    List<Integer> key =
        IntStream.range(0, names.size())
            .filter(i -> places.get(i) > 0)
            .boxed()
            .sorted((a, b) -> places.get(a) - places.get(b))
            .toList();
    return new CopiedTable(folded(table, kind), columns, key, rows);
  }

  private static List<@Nullable Object[]> rows(Connection sqlite, String table, int width)
      throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    try (Statement statement = sqlite.createStatement();
        ResultSet result = statement.executeQuery("SELECT * FROM " + quoted(table))) {
      while (result.next()) {
        @Nullable Object[] row = new @Nullable Object[width];
        for (int i = 0; i < width; i++) {
          row[i] = result.getObject(i + 1);
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static CopiedColumn column(
      String name, String declared, int place, List<@Nullable Object[]> rows) {
    boolean dated = declared.contains("DATE") || declared.contains("TIME");
    Type type = null;
    int length = 0;
    for (@Nullable Object[] row : rows) {
      Object value = row[place];
      if (value == null) {
        continue;
      }
      Type own = type(value, dated);
      type = type == null ? own : type.with(own);
      length = Math.max(length, value.toString().length());
    }
    return new CopiedColumn(name, type != null ? type : ofDeclared(declared), length);
  }

  private static Type type(Object value, boolean dated) {
    if (value instanceof byte[]) {
      return Type.BLOB;
    }
    if (value instanceof Number number) {
      return number.doubleValue() == number.longValue() && !(value instanceof Double)
          ? Type.INTEGER
          : Type.REAL;
    }
    String text = value.toString();
    if (dated && isParsed(() -> LocalDate.parse(text))) {
      return Type.DATE;
    }
    return dated && isParsed(() -> LocalDateTime.parse(text, TIMESTAMP))
        ? Type.TIMESTAMP
        : Type.TEXT;
  }

  private static boolean isParsed(Runnable parser) {
    try {
      parser.run();
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** The type of a column without values. */
  private static Type ofDeclared(String declared) {
    if (declared.contains("INT")) {
      return Type.INTEGER;
    }
    return declared.matches(".*(REAL|FLOA|DOUB|DEC|NUM).*") ? Type.REAL : Type.TEXT;
  }

  /** A name as the system writes one that is not quoted. */
  static String folded(String name, Kind kind) {
    return switch (kind) {
      case POSTGRESQL -> name.toLowerCase(Locale.ROOT);
      case H2 -> name.toUpperCase(Locale.ROOT);
      case MARIADB, SQLITE -> name;
    };
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  CopiedTable with(int column, CopiedColumn other) {
    List<CopiedColumn> changed = new ArrayList<>(columns);
    changed.set(column, other);
    return new CopiedTable(name, changed, key, rows);
  }

  /**
   * Makes the table, empty and without keys.
   *
   * @param copy the copy
   * @param kind its system
   * @throws SQLException if it cannot be made
   */
  void create(Connection copy, Kind kind) throws SQLException {
    String columnList =
        IntStream.range(0, columns.size())
            .mapToObj(
                i ->
                    kind.quoted(columns.get(i).name())
                        + " "
                        + columns.get(i).declared(kind)
                        + (key.contains(i) && isFull(i) ? " NOT NULL" : ""))
            .collect(Collectors.joining(", "));
    try (Statement statement = copy.createStatement()) {
      statement.execute("CREATE TABLE " + kind.quoted(name) + " (" + columnList + ")");
    }
  }

  /** SQLite lets the columns of a primary key be null. */
  private boolean isFull(int column) {
    return rows.stream().allMatch(row -> row[column] != null);
  }

  /**
   * Fills the table.
   *
   * @param copy the copy
   * @param kind its system
   * @throws SQLException if a row does not fit
   */
  void fill(Connection copy, Kind kind) throws SQLException {
    String marks = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
    String sql = "INSERT INTO " + kind.quoted(name) + " VALUES (" + marks + ")";
    try (PreparedStatement insert = copy.prepareStatement(sql)) {
      int waiting = 0;
      for (@Nullable Object[] row : rows) {
        for (int i = 0; i < row.length; i++) {
          insert.setObject(i + 1, value(row[i], columns.get(i).type()));
        }
        insert.addBatch();
        if (++waiting % BATCH == 0) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
  }

  private static @Nullable Object value(@Nullable Object value, Type type) {
    if (value == null) {
      return null;
    }
    return switch (type) {
      case INTEGER -> ((Number) value).longValue();
      case REAL -> ((Number) value).doubleValue();
      case DATE -> LocalDate.parse(value.toString());
      case TIMESTAMP -> LocalDateTime.parse(value.toString(), TIMESTAMP);
      case TEXT -> value.toString().replace("\0", "");
      case BLOB -> value instanceof byte[] ? value : value.toString().getBytes(UTF_8);
    };
  }
}
