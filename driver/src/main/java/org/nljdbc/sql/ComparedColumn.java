package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.ForeignKey;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;
import org.nljdbc.statement.NamedTable;

/**
 * A column of the user's own statement that a question's rows are compared with, and the key that
 * it holds values of: that of the one table that it refers to, or its own table's. Found only where
 * there is one reading.
 *
 * @param table its table
 * @param column its name as stored
 * @param keyTable the table whose key it holds
 * @param keyColumn that key's only column
 */
record ComparedColumn(Table table, String column, Table keyTable, String keyColumn) {

  /**
   * Finds it.
   *
   * @param path the column as written, what qualifies it first; not empty
   * @param tables the tables that the statement names
   * @param schema the schema
   * @return null if it is not sure which column that is, or it is no key's
   */
  static @Nullable ComparedColumn of(List<String> path, List<NamedTable> tables, Schema schema) {
    String name = path.get(path.size() - 1);
    Table table = table(path, tables, schema);
    if (table == null) {
      return null;
    }
    for (Column column : table.columns()) {
      if (Names.same(schema.rules(), name, column.name())) {
        return ofKey(table, column.name(), schema);
      }
    }
    return null;
  }

  private static @Nullable Table table(List<String> path, List<NamedTable> tables, Schema schema) {
    String name = path.get(path.size() - 1);
    if (path.size() > 1) {
      String qualifier = path.get(path.size() - 2);
      List<NamedTable> named =
          tables.stream().filter(t -> isCalled(t, qualifier, schema.rules())).toList();
      return named.size() == 1 ? known(named.get(0), schema) : null;
    }
    List<Table> having = new ArrayList<>();
    for (NamedTable each : tables) {
      Table table = known(each, schema);
      if (table == null) {
        return null; // it may have the column
      }
      if (Relation.of(table).has(schema.rules(), name)) {
        having.add(table);
      }
    }
    return having.size() == 1 ? having.get(0) : null;
  }

  private static boolean isCalled(NamedTable table, String qualifier, IdentifierRules rules) {
    if (table.path().isEmpty()) {
      return false;
    }
    String name =
        table.alias().isEmpty() ? table.path().get(table.path().size() - 1) : table.alias();
    return comparable(name, rules).equals(comparable(qualifier, rules));
  }

  private static String comparable(String written, IdentifierRules rules) {
    String stored = Names.stored(rules, written);
    return rules.quotedExact() ? stored : stored.toLowerCase(Locale.ROOT);
  }

  private static @Nullable Table known(NamedTable named, Schema schema) {
    List<String> path = named.path();
    if (path.isEmpty()
        || path.size() > 2
        || path.size() == 2 && !Names.isSchema(schema, path.get(0))) {
      return null;
    }
    String name = path.get(path.size() - 1);
    return schema.tables().stream()
        .filter(table -> Names.same(schema.rules(), name, table.name()))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable ComparedColumn ofKey(Table table, String column, Schema schema) {
    Set<ComparedColumn> keys = new HashSet<>();
    for (ForeignKey key : table.foreignKeys()) { // to a hidden column there is none
      if (key.fromColumns().equals(List.of(column))) {
        schema.tables().stream()
            .filter(target -> target.name().equals(key.toTable()))
            .filter(target -> Relation.of(target).columns().contains(key.toColumns().get(0)))
            .forEach(to -> keys.add(new ComparedColumn(table, column, to, key.toColumns().get(0))));
      }
    }
    if (keys.isEmpty() && table.primaryKey().equals(List.of(column))) {
      return new ComparedColumn(table, column, table, column);
    }
    return keys.size() == 1 ? keys.iterator().next() : null;
  }

  /** Whether a column of some table is that key, or refers to it. */
  boolean isKey(Table other, String name) {
    return other.name().equals(keyTable.name()) && name.equals(keyColumn)
        || other.foreignKeys().stream()
            .anyMatch(
                key ->
                    key.fromColumns().equals(List.of(name))
                        && key.toTable().equals(keyTable.name())
                        && key.toColumns().equals(List.of(keyColumn)));
  }

  /** For people: {@code orders.customer_id is compared with customers.id, to which it refers}. */
  String told(IdentifierRules rules) {
    String own = rules.shown(table.name()) + "." + rules.shown(column);
    String key = rules.shown(keyTable.name()) + "." + rules.shown(keyColumn);
    return own + " is compared with " + key + (own.equals(key) ? "" : ", to which it refers,");
  }
}
