package org.nljdbc.runtime.federation;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.calcite.schema.Table;
import org.jspecify.annotations.Nullable;

/**
 * The tables and views of all databases in one schema, so that questions need not name databases. A
 * name that several of them have is told apart by the database's: {@code shop_orders}.
 */
final class AllTables extends ShownTables {

  /** The schema's name. */
  static final String NAME = "all";

  /**
   * Where a table comes from.
   *
   * @param member its database
   * @param table what it is called there
   */
  record Origin(Member member, String table) {}

  private final Map<String, Origin> origins;
  private final Map<String, String> names = new HashMap<>();

  private AllTables(Map<String, Table> tables, Map<String, Origin> origins) {
    super(tables);
    this.origins = origins;
    origins.forEach((name, origin) -> names.put(key(origin.member, origin.table), name));
  }

  static AllTables of(List<Member> members) {
    Map<String, Integer> owners = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Map<Origin, Table> found = new LinkedHashMap<>();
    for (Member member : members) {
      ShownTables.of(member.schema())
          .getTableMap()
          .forEach(
              (name, table) -> {
                found.put(new Origin(member, name), table);
                owners.merge(name, 1, Integer::sum);
              });
    }
    Map<String, Table> tables = new LinkedHashMap<>();
    Map<String, Origin> origins = new LinkedHashMap<>();
    found.forEach(
        (origin, table) -> {
          boolean shared = owners.getOrDefault(origin.table, 0) > 1;
          String plain = shown(origin.table);
          String name = shared ? origin.member.name() + "_" + plain : plain;
          while (tables.containsKey(name)) {
            name = origin.member.name() + "_" + name;
          }
          tables.put(name, table);
          origins.put(name, origin);
        });
    return new AllTables(tables, origins);
  }

  /**
   * A name as it is told: in lower case where a database keeps all of it in upper case. Case does
   * not matter here, and models read lower case better.
   */
  static String shown(String name) {
    return name.equals(name.toUpperCase(Locale.ROOT)) ? name.toLowerCase(Locale.ROOT) : name;
  }

  /** Where a table of this schema comes from, or null if there is none of that name. */
  @Nullable Origin origin(String table) {
    return origins.get(table);
  }

  /** What a database's table is called here, or null if it is not here. */
  @Nullable String name(Member member, String table) {
    return names.get(key(member, table));
  }

  private static String key(Member member, String table) {
    return member.name() + '\0' + table.toLowerCase(Locale.ROOT);
  }
}
