package org.nljdbc.intent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nljdbc.schema.ForeignKey;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;

/** The shortest way from one table to another along foreign keys of either direction. */
final class KeyChain {

  private KeyChain() {}

  /**
   * Finds the keys between two tables.
   *
   * @param from where the way begins
   * @param to where it ends
   * @param schema all tables
   * @return the keys of the way, in its order; all of them where several join the two directly;
   *     empty if there is no way
   */
  static List<ForeignKey> between(Table from, Table to, Schema schema) {
    List<ForeignKey> direct =
        keys(from).filter(key -> other(key, from.name()).equals(to.name())).distinct().toList();
    return direct.isEmpty() ? shortest(from, to, schema) : direct;
  }

  private static List<ForeignKey> shortest(Table from, Table to, Schema schema) {
    Map<String, Table> tables = new HashMap<>();
    schema.tables().forEach(table -> tables.putIfAbsent(table.name(), table));
    Map<String, List<ForeignKey>> ways = new HashMap<>(Map.of(from.name(), List.of()));
    Deque<Table> next = new ArrayDeque<>(List.of(from));
    while (!next.isEmpty() && !ways.containsKey(to.name())) {
      Table table = next.remove();
      List<ForeignKey> way = ways.getOrDefault(table.name(), List.of());
      keys(table)
          .forEach(
              key -> {
                Table neighbour = tables.get(other(key, table.name()));
                if (neighbour != null && !ways.containsKey(neighbour.name())) {
                  List<ForeignKey> longer = new ArrayList<>(way);
                  longer.add(key);
                  ways.put(neighbour.name(), longer);
                  next.add(neighbour);
                }
              });
    }
    return ways.getOrDefault(to.name(), List.of());
  }

  private static Stream<ForeignKey> keys(Table table) {
    return Stream.concat(table.foreignKeys().stream(), table.referencedBy().stream());
  }

  private static String other(ForeignKey key, String name) {
    return key.fromTable().equals(name) ? key.toTable() : key.fromTable();
  }
}
