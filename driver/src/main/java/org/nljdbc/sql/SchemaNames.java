package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/** The names of a schema, found by how SQL writes them or begins to write them. */
final class SchemaNames {

  private final Dialect dialect;
  private final IdentifierRules rules;
  private final List<Table> tables;
  private final int parameters;
  private final TreeMap<String, List<Table>> byTable = new TreeMap<>();
  private final TreeMap<String, List<Column>> byColumn = new TreeMap<>();

  SchemaNames(Schema schema) {
    this(schema, 0);
  }

  /** With as many parameters of the question. */
  SchemaNames(Schema schema, int parameters) {
    this.parameters = parameters;
    this.dialect = schema.dialect();
    this.rules = schema.rules();
    this.tables = schema.tables();
    for (Table table : tables) {
      byTable.computeIfAbsent(lower(table.name()), name -> new ArrayList<>()).add(table);
      for (Column column : table.columns()) {
        byColumn.computeIfAbsent(lower(column.name()), name -> new ArrayList<>()).add(column);
      }
    }
  }

  Dialect dialect() {
    return dialect;
  }

  /** Whether a parameter of that number exists, or one could that begins so. */
  boolean isParameter(String written) {
    String digits = written.substring(2);
    return digits.isEmpty()
        ? parameters > 0
        : digits.length() < 5
            && Integer.parseInt(digits) > 0
            && Integer.parseInt(digits) <= parameters;
  }

  /** The table that a written name means, or null. */
  @Nullable Table table(SqlToken written) {
    for (Table table : byTable.getOrDefault(lower(written.name()), List.of())) {
      if (Names.same(rules, written.text(), table.name())) {
        return table;
      }
    }
    return null;
  }

  /** The tables whose names begin as a name that may go on. */
  Stream<Table> tablesThatBegin(SqlToken written) {
    return beginning(byTable, written).filter(table -> writable(written, table.name()));
  }

  /** Whether some table has the column that a name means, or begins to mean. */
  boolean isColumn(SqlToken written, boolean cut) {
    if (cut) {
      return beginning(byColumn, written).anyMatch(column -> writable(written, column.name()));
    }
    return byColumn.getOrDefault(lower(written.name()), List.of()).stream()
        .anyMatch(column -> Names.same(rules, written.text(), column.name()));
  }

  boolean isColumnOf(Table table, SqlToken written, boolean cut) {
    return table.columns().stream().anyMatch(column -> means(written, column.name(), cut));
  }

  /** Whether a written name means a stored one, or, if it is cut short, could come to. */
  boolean means(SqlToken written, String stored, boolean cut) {
    return cut
        ? startsWith(stored, name(written)) && writable(written, stored)
        : Names.same(rules, written.text(), stored);
  }

  /** The tables that have all of some columns. */
  Stream<Table> withColumns(Collection<SqlToken> columns) {
    return tables.stream()
        .filter(table -> columns.stream().allMatch(column -> isColumnOf(table, column, false)));
  }

  /** The name that a possibly unclosed token holds so far. */
  static String name(SqlToken written) {
    if (written.kind() != SqlToken.Kind.QUOTED || Names.isQuoted(written.text())) {
      return written.name();
    }
    return written.text().substring(1);
  }

  static boolean startsWith(String name, String beginning) {
    return name.regionMatches(true, 0, beginning, 0, beginning.length());
  }

  /** Whether a name can be written at all in the way that a token begins. */
  private boolean writable(SqlToken written, String stored) {
    boolean quoted = written.kind() == SqlToken.Kind.QUOTED;
    return quoted
        ? !rules.quotedExact() || stored.startsWith(name(written))
        : rules.same(stored, false, stored);
  }

  private static <T> Stream<T> beginning(NavigableMap<String, List<T>> names, SqlToken written) {
    String beginning = lower(name(written));
    return names.subMap(beginning, beginning + Character.MAX_VALUE).values().stream()
        .flatMap(List::stream);
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
