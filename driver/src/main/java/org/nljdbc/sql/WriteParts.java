package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A statement that writes, taken apart into where it writes and what it reads. All that is read can
 * be said as SELECT, so that a write is judged by the checks of reading.
 *
 * @param kind what it does
 * @param target the table as written, with its alias if there is one
 * @param columns the columns that get values, as written; empty for DELETE
 * @param rows the values, one list for each row, each as long as {@code columns}; empty for DELETE
 *     and where a query gives them
 * @param condition what stands behind WHERE; empty if nothing does
 * @param query the query that an INSERT takes its rows from, or an empty text
 */
record WriteParts(
    WriteKind kind,
    String target,
    List<String> columns,
    List<List<String>> rows,
    String condition,
    String query) {

  static final String DEFAULT = "DEFAULT";

  WriteParts {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** The statement, put together again. */
  String statement() {
    return switch (kind) {
      case DELETE -> "DELETE FROM " + target + where();
      case UPDATE -> "UPDATE " + target + " SET " + assignments() + where();
      case INSERT ->
          "INSERT INTO " + target + " (" + String.join(", ", columns) + ") " + insertedRows();
    };
  }

  private String assignments() {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> columns.get(i) + " = " + rows.get(0).get(i))
        .collect(Collectors.joining(", "));
  }

  private String insertedRows() {
    return query.isEmpty()
        ? rows.stream()
            .map(row -> "(" + String.join(", ", row) + ")")
            .collect(Collectors.joining(", ", "VALUES ", ""))
        : query;
  }

  private String where() {
    return condition.isEmpty() ? "" : " WHERE " + condition;
  }

  /** What it reads, the first of them over its table. */
  List<String> reads() {
    List<String> reads = new ArrayList<>();
    reads.add(
        kind == WriteKind.UPDATE
            ? "SELECT " + shown(rows.get(0)) + " FROM " + target + where()
            : countOfTarget());
    if (kind == WriteKind.INSERT) {
      rows.forEach(row -> reads.add("SELECT " + shown(row)));
      if (!query.isEmpty()) {
        reads.add(query);
      }
    }
    return reads;
  }

  private static String shown(List<String> values) {
    return values.stream()
        .map(value -> isDefault(value) ? "NULL" : value)
        .collect(Collectors.joining(", "));
  }

  private static boolean isDefault(String value) {
    return value.equalsIgnoreCase(DEFAULT);
  }

  /** The query that counts the rows it would write; empty where {@link #rows} says it. */
  String count() {
    if (kind != WriteKind.INSERT) {
      return countOfTarget();
    }
    return query.isEmpty() ? "" : "SELECT COUNT(*) FROM (" + query + ") nl_rows";
  }

  private String countOfTarget() {
    return "SELECT COUNT(*) FROM " + target + where();
  }

  /** Whether no condition limits the rows that are changed or removed. */
  boolean everyRow() {
    return kind != WriteKind.INSERT && condition.isEmpty();
  }

  /** The same with values that may have been put right; DEFAULT stays. */
  WriteParts with(
      String newTarget, List<List<String>> newRows, String newCondition, String newQuery)
      throws WriteRefused {
    List<List<String>> kept = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      List<String> old = rows.get(i);
      List<String> now = newRows.get(i);
      if (now.size() != old.size()) {
        throw new WriteRefused("values that cannot be told apart");
      }
      kept.add(
          IntStream.range(0, old.size())
              .mapToObj(j -> isDefault(old.get(j)) ? old.get(j) : now.get(j))
              .toList());
    }
    return new WriteParts(kind, newTarget, columns, kept, newCondition, newQuery);
  }

  /** The same with its columns as they are stored. */
  WriteParts withColumns(List<String> stored) {
    return new WriteParts(kind, target, stored, rows, condition, query);
  }

  /** The statement without some columns; empty if it is no INSERT of rows, or nothing is left. */
  String without(Collection<String> stored) {
    List<Integer> kept =
        IntStream.range(0, columns.size())
            .filter(i -> !stored.contains(Names.unquote(columns.get(i))))
            .boxed()
            .toList();
    if (kind != WriteKind.INSERT || rows.isEmpty() || kept.isEmpty()) {
      return "";
    }
    return new WriteParts(
            kind,
            target,
            kept.stream().map(columns::get).toList(),
            rows.stream().map(row -> kept.stream().map(row::get).toList()).toList(),
            condition,
            query)
        .statement();
  }
}
