package org.nljdbc.it.accuracy;

import com.google.gson.annotations.SerializedName;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads WikiSQL: {@code PART.jsonl} with questions, whose SQL is given by numbers, and {@code
 * PART.tables.jsonl} with the tables and their rows. Each table becomes a database of its own in a
 * temporary folder, with the headers as the names of its columns. As in its own evaluation text is
 * compared without case.
 */
final class WikiSqlFormat {

  private static final List<String> AGGREGATES = List.of("", "MAX", "MIN", "COUNT", "SUM", "AVG");
  private static final List<String> OPERATORS = List.of("=", ">", "<");

  private WikiSqlFormat() {}

  private record Row(
      @SerializedName("table_id") @Nullable String table,
      @Nullable String question,
      @Nullable Parts sql) {}

  /** The selected column, what is done with it, and conditions: column, operator, value. */
  private record Parts(int sel, int agg, @Nullable List<List<Object>> conds) {}

  private record Table(
      @Nullable String id,
      @SerializedName("page_title") @Nullable String title,
      @Nullable List<String> header,
      @Nullable List<String> types,
      @Nullable List<List<@Nullable Object>> rows) {}

  /**
   * Reads a part.
   *
   * @param folder the folder of both files
   * @param part such as {@code train}
   * @return its questions
   * @throws IOException if a file is missing or not as described
   */
  static Dataset read(Path folder, String part) throws IOException {
    Path questions = folder.resolve(part + ".jsonl");
    Path tables = folder.resolve(part + ".tables.jsonl");
    Map<String, Table> byId = new HashMap<>();
    for (Table table : JsonFile.lines(tables, new TypeToken<Table>() {})) {
      if (table.id == null || table.header == null || table.rows == null) {
        throw new IOException(tables + ": a table lacks id, header or rows");
      }
      byId.put(table.id, table);
    }
    List<Row> rows = JsonFile.lines(questions, new TypeToken<Row>() {});
    List<Question> found = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      String id = row.table;
      Table table = id == null ? null : byId.get(id);
      if (id == null || table == null || row.question == null || row.sql == null) {
        throw new IOException(
            questions + ": entry " + i + " lacks table_id, question or sql, or its table is none");
      }
      found.add(new Question(i, id, row.question, gold(row.sql, table, questions, i)));
    }
    Path made = Files.createTempDirectory("wikisql");
    Map<String, Path> files = new HashMap<>();
    return new Dataset(
        "WikiSQL, " + part,
        found,
        id ->
            files.computeIfAbsent(
                id, name -> written(made, Objects.requireNonNull(byId.get(name)))));
  }

  private static String gold(Parts sql, Table table, Path file, int entry) throws IOException {
    List<String> columns = columns(table);
    try {
      String selected = quoted(columns.get(sql.sel));
      String aggregate = AGGREGATES.get(sql.agg);
      List<List<Object>> conditions = sql.conds == null ? List.of() : sql.conds;
      String where =
          conditions.stream()
              .map(condition -> condition(condition, columns))
              .collect(Collectors.joining(" AND "));
      return "SELECT "
          + (aggregate.isEmpty() ? selected : aggregate + "(" + selected + ")")
          + " FROM "
          + quoted(name(table))
          + (where.isEmpty() ? "" : " WHERE " + where);
    } catch (IndexOutOfBoundsException | ClassCastException e) {
      throw new IOException(file + ": entry " + entry + " has SQL that is not as described", e);
    }
  }

  private static String condition(List<Object> condition, List<String> columns) {
    Object value = condition.get(2);
    String column = quoted(columns.get(((Number) condition.get(0)).intValue()));
    String operator = OPERATORS.get(((Number) condition.get(1)).intValue());
    String literal =
        value instanceof Number number
            ? String.valueOf(plain(number))
            : "'" + value.toString().replace("'", "''") + "' COLLATE NOCASE";
    return column + " " + operator + " " + literal;
  }

  private static Path written(Path folder, Table table) {
    Path file = folder.resolve(table.id + ".sqlite");
    file.toFile().deleteOnExit();
    folder.toFile().deleteOnExit();
    List<String> columns = columns(table);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      List<String> parts = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        boolean real = table.types != null && table.types.get(i).equals("real");
        parts.add(quoted(columns.get(i)) + (real ? " REAL" : " TEXT"));
      }
      connection.setAutoCommit(false);
      String name = quoted(name(table));
      statement.execute("CREATE TABLE " + name + " (" + String.join(", ", parts) + ")");
      String places = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO " + name + " VALUES (" + places + ")")) {
        for (List<@Nullable Object> row :
            table.rows == null ? List.<List<Object>>of() : table.rows) {
          for (int i = 0; i < columns.size(); i++) {
            insert.setObject(i + 1, plain(i < row.size() ? row.get(i) : null));
          }
          insert.addBatch();
        }
        insert.executeBatch();
      }
      connection.commit();
      return file;
    } catch (SQLException e) {
      throw new IllegalStateException("table " + table.id + " could not be written", e);
    }
  }

  /** Whole numbers come from JSON as fractions. */
  private static @Nullable Object plain(@Nullable Object value) {
    return value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
        ? (Object) number.longValue()
        : value;
  }

  /** The headers, each once. */
  private static List<String> columns(Table table) {
    Set<String> taken = new LinkedHashSet<>();
    Set<String> folded = new LinkedHashSet<>();
    for (String header : table.header == null ? List.<String>of() : table.header) {
      String name = header.isBlank() ? "column" : header.strip();
      String free = name;
      for (int i = 2; !folded.add(free.toLowerCase(Locale.ROOT)); i++) {
        free = name + " " + i;
      }
      taken.add(free);
    }
    return List.copyOf(taken);
  }

  private static String name(Table table) {
    String title = table.title == null ? "" : table.title.strip();
    return title.isEmpty() ? "rows of " + table.id : title;
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
