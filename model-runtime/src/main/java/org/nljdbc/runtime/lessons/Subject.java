package org.nljdbc.runtime.lessons;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Table;

/** A table as questions speak of it: what its rows are called by, counted and grouped by. */
final class Subject {

  private static final Pattern NUMBER =
      Pattern.compile("int|num|dec|real|double|float|money|serial", Pattern.CASE_INSENSITIVE);
  private static final List<String> NAMING = List.of("name", "title", "label", "description");

  private final Table table;

  Subject(Table table) {
    this.table = table;
  }

  Table table() {
    return table;
  }

  /** The column that people know a row by; null if there is none. */
  @Nullable Column name() {
    List<Column> texts = texts();
    for (String word : NAMING) {
      for (Column column : texts) {
        if (column.name().toLowerCase(Locale.ROOT).contains(word)) {
          return column;
        }
      }
    }
    return texts.isEmpty() ? null : texts.get(0);
  }

  /** Columns of text that are no keys. */
  List<Column> texts() {
    return table.columns().stream().filter(column -> column.text() && !isKey(column)).toList();
  }

  /** Columns of numbers that are no keys. */
  List<Column> numbers() {
    return table.columns().stream()
        .filter(column -> !column.text() && !isKey(column))
        .filter(column -> NUMBER.matcher(column.type()).find())
        .toList();
  }

  private boolean isKey(Column column) {
    return table.primaryKey().contains(column.name())
        || table.foreignKeys().stream().anyMatch(key -> key.fromColumns().contains(column.name()));
  }
}
