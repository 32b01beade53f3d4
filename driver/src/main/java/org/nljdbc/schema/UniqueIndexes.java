package org.nljdbc.schema;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The unique indexes of tables. They are no part of a schema, since few questions need them: each
 * table's are read when they are first asked for, and kept as long as the schema they were read
 * for. Safe for use by many threads.
 */
public final class UniqueIndexes {

  private final Cache<Schema, Map<String, List<Set<String>>>> known =
      Caffeine.newBuilder().weakKeys().build();

  /**
   * The columns of each unique index of a table.
   *
   * @param connection the real driver's connection; left as it was
   * @param schema its schema
   * @param table the table's name as stored
   * @return names as stored; without indexes of some rows only
   * @throws SQLException as the driver throws it
   */
  public List<Set<String>> of(Connection connection, Schema schema, String table)
      throws SQLException {
    Map<String, List<Set<String>>> tables = known.get(schema, any -> new ConcurrentHashMap<>());
    List<Set<String>> indexes = tables.get(table);
    if (indexes == null) {
      indexes = SideWork.run(connection, () -> read(connection.getMetaData(), schema, table));
      tables.put(table, indexes);
    }
    return indexes;
  }

  private static List<Set<String>> read(DatabaseMetaData metaData, Schema schema, String table)
      throws SQLException {
    Map<String, Set<String>> columns = new LinkedHashMap<>();
    Set<String> partial = new HashSet<>();
    // Approximate statistics will do, which one database would otherwise count anew.
    try (ResultSet rows =
        metaData.getIndexInfo(schema.catalog(), schema.name(), table, true, true)) {
      while (rows.next()) {
        String index = rows.getString("INDEX_NAME");
        if (index == null || rows.getBoolean("NON_UNIQUE")) {
          continue; // statistics of the table
        }
        String column = rows.getString("COLUMN_NAME");
        if (column == null || isFilter(rows.getString("FILTER_CONDITION"))) {
          partial.add(index); // or of an expression
        } else {
          columns.computeIfAbsent(index, any -> new HashSet<>()).add(column);
        }
      }
    }
    columns.keySet().removeAll(partial);
    return columns.values().stream().map(Set::copyOf).toList();
  }

  private static boolean isFilter(@Nullable String condition) {
    return condition != null && !condition.isBlank();
  }
}
