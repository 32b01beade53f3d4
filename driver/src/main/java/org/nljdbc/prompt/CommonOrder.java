package org.nljdbc.prompt;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nljdbc.schema.ForeignKey;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/**
 * An order of a schema's tables that depends on no question, for prompts about it to begin alike:
 * those first that most others refer to, each behind the ones that it refers to itself. So the
 * first tables of it, however many, have the same keys and hence the same text whatever stands
 * behind them, but where keys go round in a circle.
 */
final class CommonOrder {

  private CommonOrder() {}

  static List<Table> of(Schema schema) {
    Map<String, Table> byName =
        schema.tables().stream()
            .collect(Collectors.toMap(Table::name, table -> table, (a, b) -> a));
    List<Table> byUse =
        schema.tables().stream()
            .sorted(Comparator.comparingInt((Table table) -> -table.referencedBy().size()))
            .toList();
    Set<Table> placed = new LinkedHashSet<>();
    Set<String> begun = new HashSet<>();
    for (Table table : byUse) {
      place(table, byName, begun, placed);
    }
    return List.copyOf(placed);
  }

  /** Places a table behind what it refers to; without recursion, since chains may be long. */
  private static void place(
      Table first, Map<String, Table> byName, Set<String> begun, Set<Table> placed) {
    Deque<Table> open = new ArrayDeque<>();
    if (begun.add(first.name())) {
      open.push(first);
    }
    while (!open.isEmpty()) {
      Table table = open.element();
      Table next =
          table.foreignKeys().stream()
              .map(ForeignKey::toTable)
              .filter(name -> byName.containsKey(name) && begun.add(name))
              .findFirst()
              .map(byName::get)
              .orElse(null);
      if (next == null) {
        placed.add(open.pop());
      } else {
        open.push(next);
      }
    }
  }
}
