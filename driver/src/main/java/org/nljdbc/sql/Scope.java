package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
