package org.nljdbc.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which tables of PostgreSQL hold a part of another table's rows. Metadata shows them beside that
 * table, hundreds of them at times, with the same columns and keys.
 */
final class Partitions {

  private static final String QUERY =
      "SELECT part.relname, whole.relname FROM pg_catalog.pg_inherits i"
          + " JOIN pg_catalog.pg_class part ON part.oid = i.inhrelid"
          + " JOIN pg_catalog.pg_class whole ON whole.oid = i.inhparent"
          + " JOIN pg_catalog.pg_namespace n ON n.oid = part.relnamespace"
          + " WHERE part.relispartition AND n.nspname = ?"
          + " AND whole.relnamespace = part.relnamespace";

  private Partitions() {}

  /**
   * The partitions of a schema, each with the table whose part it is.
   *
   * @param connection the connection
   * @param schema the schema's name
   * @return names of partitions, with the names of their tables
   * @throws SQLException as the driver throws it
   */
  static Map<String, String> of(Connection connection, @Nullable String schema)
      throws SQLException {
    Map<String, String> partitions = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setString(1, schema);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          partitions.put(rows.getString(1), rows.getString(2));
        }
      }
    }
    return partitions;
  }
}
