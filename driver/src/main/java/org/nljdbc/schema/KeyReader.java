package org.nljdbc.schema;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads primary and foreign keys: in one call where the driver allows it, else table by table. */
final class KeyReader {

  private static final Logger LOG = LoggerFactory.getLogger(KeyReader.class);

  /**
   * The keys of all tables.
   *
   * @param primary table name to its primary key's columns
   * @param foreign all foreign keys
   */
  record Keys(Map<String, List<String>> primary, List<ForeignKey> foreign) {}

  private record Part(String table, String column, String toTable, String toColumn) {}

  private final SchemaPlace place;
  private final Map<String, String> tables = new TreeMap<>();
  private final Map<String, TreeMap<Integer, String>> primary = new LinkedHashMap<>();
  private final Map<String, TreeMap<Integer, Part>> foreign = new LinkedHashMap<>();

  KeyReader(SchemaPlace place, Collection<String> tableNames) {
    this.place = place;
    for (String name : tableNames) {
      tables.put(name, name);
      // SQLite keeps the spelling of a REFERENCES clause, whatever the table is called.
      if (place.dialect() == Dialect.SQLITE || place.dialect().isMySqlFamily()) {
        tables.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
      }
    }
  }

  Keys read(Connection connection, List<String> names, Progress progress) throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    switch (place.dialect()) {
      case MYSQL, MARIADB -> readMySql(connection);
      case POSTGRESQL -> {
        addPrimary(metaData.getPrimaryKeys(place.catalog(), place.schema(), null));
        addForeign(metaData.getImportedKeys(place.catalog(), place.schema(), null));
      }
      case SQLITE, H2, CALCITE, DUCKDB, HSQLDB, DERBY, DB2, ORACLE, SQLSERVER, OTHER -> {
        for (int i = 0; i < names.size(); i++) {
          readOf(names.get(i), metaData);
          progress.at("reading keys", (double) i / names.size());
        }
        if (place.dialect() == Dialect.DUCKDB) {
          readDuckDb(connection);
        }
      }
    }
    return keys();
  }

  private void readOf(String table, DatabaseMetaData metaData) throws SQLException {
    try {
      addPrimary(metaData.getPrimaryKeys(place.catalog(), place.schema(), table));
      if (place.dialect() != Dialect.DUCKDB) {
        addForeign(metaData.getImportedKeys(place.catalog(), place.schema(), table));
      }
    } catch (SQLFeatureNotSupportedException lacking) {
      LOG.debug("this driver cannot tell the keys of {}", table, lacking); // joins are guessed then
    } catch (SQLException unknown) {
      // SQLite's driver lists temporary tables and does not find their keys; that error is its own.
      if (place.dialect() != Dialect.SQLITE || unknown.getErrorCode() != 0) {
        throw unknown;
      }
      LOG.debug("no keys of {}", table, unknown);
    }
  }

  /** One query instead of two statements for each table. */
  private void readMySql(Connection connection) throws SQLException {
    String sql =
        "SELECT CONSTRAINT_NAME, TABLE_NAME, COLUMN_NAME, ORDINAL_POSITION, REFERENCED_TABLE_NAME,"
            + " REFERENCED_COLUMN_NAME, REFERENCED_TABLE_SCHEMA FROM"
            + " INFORMATION_SCHEMA.KEY_COLUMN_USAGE WHERE TABLE_SCHEMA = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, place.catalog() == null ? place.schema() : place.catalog());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String table = rows.getString(2);
          if ("PRIMARY".equals(rows.getString(1))) {
            putPrimary(table, rows.getInt(4), rows.getString(3));
          } else if (rows.getString(5) != null) {
            String key = table + '\0' + rows.getString(1);
            putForeign(
                key,
                rows.getInt(4),
                new Part(table, rows.getString(3), rows.getString(5), rows.getString(6)));
          }
        }
      }
    }
  }

  /** DuckDB's driver has no foreign keys, and the database has. */
  private void readDuckDb(Connection connection) throws SQLException {
    String sql =
        "SELECT table_name, constraint_index, unnest(constraint_column_names), referenced_table,"
            + " unnest(referenced_column_names) FROM duckdb_constraints()"
            + " WHERE constraint_type = 'FOREIGN KEY' AND schema_name = current_schema()"
            + " AND database_name = current_database()";
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      Map<String, Integer> positions = new HashMap<>();
      while (rows.next()) {
        String table = rows.getString(1);
        String key = table + '\0' + rows.getString(2);
        int position = positions.merge(key, 1, Integer::sum);
        putForeign(
            key,
            position,
            new Part(table, rows.getString(3), rows.getString(4), rows.getString(5)));
      }
    } catch (SQLException older) {
      LOG.debug("this DuckDB does not tell its foreign keys", older);
    }
  }

  private void addPrimary(ResultSet found) throws SQLException {
    try (ResultSet rows = found) {
      while (rows.next()) {
        putPrimary(
            rows.getString("TABLE_NAME"), rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
      }
    }
  }

  private void addForeign(ResultSet found) throws SQLException {
    int unnamed = 0;
    try (ResultSet rows = found) {
      while (rows.next()) {
        int position = rows.getInt("KEY_SEQ");
        String table = rows.getString("FKTABLE_NAME");
        String target = rows.getString("PKTABLE_NAME");
        // Without a name, a key begins where its numbering does.
        unnamed += position == 1 ? 1 : 0;
        String name = rows.getString("FK_NAME");
        String key =
            table + '\0' + target + '\0' + (name == null || name.isEmpty() ? "#" + unnamed : name);
        putForeign(
            key,
            position,
            new Part(
                table, rows.getString("FKCOLUMN_NAME"), target, rows.getString("PKCOLUMN_NAME")));
      }
    }
  }

  private void putPrimary(@Nullable String table, int position, @Nullable String column) {
    if (table != null && column != null) {
      primary.computeIfAbsent(table, t -> new TreeMap<>()).put(position, column);
    }
  }

  private void putForeign(String key, int position, Part part) {
    TreeMap<Integer, Part> parts = foreign.computeIfAbsent(key, k -> new TreeMap<>());
    // Two unnamed keys between the same tables that a driver numbers alike stay two keys.
    if (parts.containsKey(position) && !parts.containsValue(part)) {
      foreign.computeIfAbsent(key + '\0' + part.column, k -> new TreeMap<>()).put(position, part);
    } else {
      parts.put(position, part);
    }
  }

  private Keys keys() {
    Map<String, List<String>> primaryKeys = new LinkedHashMap<>();
    primary.forEach((table, columns) -> primaryKeys.put(table, List.copyOf(columns.values())));
    List<ForeignKey> foreignKeys = new ArrayList<>();
    for (TreeMap<Integer, Part> parts : foreign.values()) {
      Part first = parts.firstEntry().getValue();
      String from = known(first.table);
      String to = known(first.toTable);
      boolean complete =
          parts.values().stream().allMatch(p -> p.column != null && p.toColumn != null);
      if (from != null && to != null && complete) {
        foreignKeys.add(
            new ForeignKey(
                from,
                parts.values().stream().map(Part::column).toList(),
                to,
                parts.values().stream().map(Part::toColumn).toList()));
      }
    }
    return new Keys(primaryKeys, foreignKeys);
  }

  private @Nullable String known(@Nullable String table) {
    if (table == null) {
      return null;
    }
    String exact = tables.get(table);
    return exact != null ? exact : tables.get(table.toLowerCase(Locale.ROOT));
  }
}
