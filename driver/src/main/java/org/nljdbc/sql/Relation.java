package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Table;

/**
 * Something in FROM: a table, a query, or a function.
 *
 * @param alias the name by which columns can be qualified, as it would be stored; empty if none
 * @param columns its columns, as they would be stored
 * @param open whether it may have columns that are not known here
 * @param table the table behind it, if it is one
 */
record Relation(String alias, List<String> columns, boolean open, @Nullable Table table) {

  Relation {
    columns = List.copyOf(columns);
  }

  static Relation of(Table table) {
    return new Relation(
        table.name(), table.columns().stream().map(Column::name).toList(), false, table);
  }

  static Relation unknown(String alias) {
    return new Relation(alias, List.of(), true, null);
  }

  Relation as(String newAlias) {
    return new Relation(newAlias, columns, open, table);
  }

  /** The same rows with the first columns renamed. */
  Relation renamed(List<String> names) {
    if (names.isEmpty()) {
      return this;
    }
    boolean covers = open || names.size() >= columns.size();
    List<String> rest = covers ? List.of() : columns.subList(names.size(), columns.size());
    List<String> all = new ArrayList<>(names);
    all.addAll(rest);
    return new Relation(alias, all, false, null);
  }

  boolean has(IdentifierRules rules, String written) {
    return columns.stream().anyMatch(column -> Names.same(rules, written, column));
  }
}
