package org.nljdbc.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.SchemaReader;
import org.nljdbc.spi.Progress;

/**
 * Queries that are known to be right: a file of lines {@code database <tab> query}, and the folder
 * of the SQLite databases. The data is not part of the repository.
 */
final class GoldQueries {

  private GoldQueries() {}

  /** Looks at one query. */
  @FunctionalInterface
  interface Look {
    void at(String database, String query, Schema schema, Connection connection)
        throws SQLException;
  }

  static void forEach(Path file, Path folder, Look look) throws IOException, SQLException {
    Map<String, Schema> schemas = new HashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split("\t", 2);
        Path database = folder.resolve(parts[0]).resolve(parts[0] + ".sqlite");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
          Schema schema = schemas.get(parts[0]);
          if (schema == null) {
            schema = new SchemaReader(3, Progress.NONE).read(connection);
            schemas.put(parts[0], schema);
          }
          look.at(parts[0], parts[1], schema, connection);
        }
      }
    }
  }
}
