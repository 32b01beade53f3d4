package org.nljdbc.runtime.server.databases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.nljdbc.runtime.server.databases.SchemaDefinition.ColumnDefinition;
import org.nljdbc.runtime.server.databases.SchemaDefinition.KeyDefinition;
import org.nljdbc.runtime.server.databases.SchemaDefinition.TableDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema as tables without rows, in a SQLite file of its own: SQLite keeps any database's types
 * as they are written.
 */
final class EmptyTables {

  private static final Logger LOG = LoggerFactory.getLogger(EmptyTables.class);

  private final Path file;

  private EmptyTables(Path file) {
    this.file = file;
  }

  /**
   * Makes them.
   *
   * @param folder where their file goes
   * @param schema what they are
   * @throws SQLException if SQLite cannot make them
   * @throws IOException if there can be no file
   */
  static EmptyTables make(Path folder, SchemaDefinition schema) throws SQLException, IOException {
    EmptyTables tables = new EmptyTables(Files.createTempFile(folder, "nl-schema-", ".db"));
    tables.file.toFile().deleteOnExit();
    boolean made = false;
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + tables.file);
        Statement statement = connection.createStatement()) {
      for (TableDefinition table : schema.tables()) {
        statement.execute(create(table));
      }
      made = true;
    } finally {
      if (!made) {
        tables.close();
      }
    }
    return tables;
  }

  private static String create(TableDefinition table) {
    List<String> parts = new ArrayList<>();
    for (ColumnDefinition column : table.columns()) {
      String type = column.type().isEmpty() ? "" : " " + column.type();
      parts.add(quoted(column.name()) + type + (column.nullable() ? "" : " NOT NULL"));
    }
    if (!table.primaryKey().isEmpty()) {
      parts.add("PRIMARY KEY " + listed(table.primaryKey()));
    }
    for (KeyDefinition key : table.foreignKeys()) {
      String columns = key.references().isEmpty() ? "" : " " + listed(key.references());
      parts.add(
          "FOREIGN KEY " + listed(key.columns()) + " REFERENCES " + quoted(key.table()) + columns);
    }
    return "CREATE TABLE " + quoted(table.name()) + " (" + String.join(", ", parts) + ")";
  }

  private static String listed(List<String> names) {
    return names.stream().map(EmptyTables::quoted).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Where the tables are. */
  String url() {
    return "jdbc:sqlite:" + file;
  }

  /** Removes them. */
  void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} could not be removed: {}", file, e.toString());
    }
  }
}
