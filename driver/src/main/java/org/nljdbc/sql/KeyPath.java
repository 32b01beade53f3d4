package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nljdbc.schema.ForeignKey;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/**
 * A way from a relation to a table that is not in FROM, along foreign keys.
 *
 * @param from the relation where it begins
 * @param steps the joins on the way; one or two
 */
record KeyPath(Relation from, List<Step> steps) {

  /**
   * One join.
   *
   * @param table the table to join
   * @param left columns of the side that is there already
   * @param right columns of the joined table, in the same order
   */
  record Step(Table table, List<String> left, List<String> right) {}

  KeyPath {
    steps = List.copyOf(steps);
  }

  Table target() {
    return steps.get(steps.size() - 1).table();
  }

  /**
   * The only shortest way to a table that is wanted, of two steps at most.
   *
   * @param relations where it may begin
   * @param wanted the tables where it may end
   * @param schema all tables
   * @return the way; null if there is none, or another of the same length
   */
  static @Nullable KeyPath shortest(
      List<Relation> relations, Predicate<Table> wanted, Schema schema) {
    List<KeyPath> near = new ArrayList<>();
    for (Relation relation : relations) {
      if (relation.table() != null) {
        for (Step step : steps(relation.table(), schema)) {
          near.add(new KeyPath(relation, List.of(step)));
        }
      }
    }
    // What is in FROM already is no way to anywhere: its own ways are among the near ones.
    near.removeIf(path -> relations.stream().anyMatch(r -> path.target().equals(r.table())));
    List<KeyPath> found = near.stream().filter(path -> wanted.test(path.target())).toList();
    if (found.isEmpty()) {
      found =
          near.stream()
              .flatMap(path -> path.further(schema).stream())
              .filter(path -> wanted.test(path.target()))
              .filter(p -> relations.stream().noneMatch(r -> p.target().equals(r.table())))
              .toList();
    }
    return found.size() == 1 ? found.get(0) : null;
  }

  private List<KeyPath> further(Schema schema) {
    return steps(target(), schema).stream()
        .filter(step -> !step.table.equals(target()))
        .map(step -> new KeyPath(from, List.of(steps.get(0), step)))
        .toList();
  }

  /** The joins that foreign keys of either direction allow from a table. */
  static Set<Step> steps(Table table, Schema schema) {
    Set<Step> steps = new LinkedHashSet<>();
    for (ForeignKey key : table.foreignKeys()) {
      addStep(steps, schema, key.toTable(), key.fromColumns(), key.toColumns());
    }
    for (ForeignKey key : table.referencedBy()) {
      addStep(steps, schema, key.fromTable(), key.toColumns(), key.fromColumns());
    }
    return steps;
  }

  private static void addStep(
      Set<Step> steps, Schema schema, String name, List<String> left, List<String> right) {
    schema.tables().stream()
        .filter(table -> table.name().equals(name))
        .forEach(table -> steps.add(new Step(table, left, right)));
  }
}
