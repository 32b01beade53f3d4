package org.nljdbc.schema;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The unique indexes of tables. They are no part of a schema, since few questions need them: each
 * table's are read when they are first asked for, and kept for a while for its database, for
 * another with an equal schema may have others. Safe for use by many threads.
 */
public final class UniqueIndexes {

  private static final int MOST = 1_000;

  /** As long as a schema is taken for true by default. */
  private static final Duration MAX_AGE = Duration.ofMinutes(5);

  /** A table of a database. */
  private record Key(String url, String fingerprint, String table) {}

  private final Cache<Key, List<Set<String>>> known =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(MAX_AGE).build();

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
    String url = connection.getMetaData().getURL();
    if (url == null || SchemaCache.isPrivate(url)) {
      return SideWork.run(connection, () -> read(connection, schema, table));
    }
    Key key = new Key(url, schema.fingerprint(), table);
    List<Set<String>> indexes = known.getIfPresent(key);
    if (indexes == null) {
      indexes = SideWork.run(connection, () -> read(connection, schema, table));
      known.put(key, indexes);
    }
    return indexes;
  }

  private static List<Set<String>> read(Connection connection, Schema schema, String table)
      throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    Map<String, Set<String>> columns = new LinkedHashMap<>();
    Set<String> partial = new HashSet<>();
    if (schema.dialect() == Dialect.SQLITE) {
      partial.addAll(partialInSqlite(connection, table));
    }
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

  /** Indexes of some rows only, which SQLite's driver does not tell from others. */
  private static Set<String> partialInSqlite(Connection connection, String table)
      throws SQLException {
    Set<String> names = new HashSet<>();
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT name FROM pragma_index_list(?) WHERE partial = 1")) {
      statement.setString(1, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
    }
    return names;
  }

  private static boolean isFilter(@Nullable String condition) {
    return condition != null && !condition.isBlank();
  }
}
