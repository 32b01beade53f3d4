package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.PlainSelect;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.IdentifierRules;

/**
 * What names mean at one level of a query: FROM, the select list's aliases, and what lies outside.
 */
final class Scope {

  final @Nullable Scope outer;

  /** Common tables that FROM may name, by their names as they would be stored. */
  final Map<String, Relation> commonTables;

  final List<Relation> relations = new ArrayList<>();

  /** Columns that USING or NATURAL made one. */
  final List<String> merged = new ArrayList<>();

  /** Names that the select list gives. */
  final List<String> outputs = new ArrayList<>();

  /** Those of them that are just a column's own name. */
  final List<String> plainOutputs = new ArrayList<>();

  /** The query whose FROM this is; null where there is none, as around a UNION. */
  @Nullable PlainSelect select;

  /** Columns without a qualifier that were found in a relation of this level. */
  final List<Use> uses = new ArrayList<>();

  /** Columns that another table in FROM could supply. */
  final List<Missing> missing = new ArrayList<>();

  /** Columns of one name that the query says are equal. */
  final List<EqualColumns> equal = new ArrayList<>();

  /** A column without a qualifier, and where it comes from. */
  record Use(Column column, Relation relation) {}

  /**
   * A column that no relation has.
   *
   * @param column the column as written
   * @param table the only table that may supply it, if the statement names one
   */
  record Missing(Column column, org.nljdbc.schema.@Nullable Table table) {}

  /** Relations whose columns of one name are equal. */
  record EqualColumns(Relation left, Relation right, String name) {}

  /** Whether those names may be used where columns may, as in ORDER BY. */
  boolean outputsVisible;

  Scope(@Nullable Scope outer, Map<String, Relation> commonTables) {
    this.outer = outer;
    this.commonTables = commonTables;
  }

  /** Relations at this level that have a column. */
  List<Relation> having(IdentifierRules rules, String column) {
    return relations.stream().filter(relation -> relation.has(rules, column)).toList();
  }

  boolean isMerged(IdentifierRules rules, String column) {
    return merged.stream().anyMatch(name -> Names.same(rules, column, name));
  }

  boolean hasOutput(IdentifierRules rules, String column) {
    return outputs.stream().anyMatch(name -> Names.same(rules, column, name));
  }

  /** Whether the relation of that alias, here or outside, is taken. */
  boolean isTaken(String alias) {
    return relations.stream().anyMatch(relation -> relation.alias().equalsIgnoreCase(alias))
        || outer != null && outer.isTaken(alias);
  }

  /** The relation of that alias, here or outside. */
  @Nullable Relation find(IdentifierRules rules, String alias) {
    for (Relation relation : relations) {
      if (!relation.alias().isEmpty() && Names.same(rules, alias, relation.alias())) {
        return relation;
      }
    }
    return outer == null ? null : outer.find(rules, alias);
  }
}
