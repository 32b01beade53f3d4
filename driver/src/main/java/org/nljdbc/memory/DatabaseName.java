package org.nljdbc.memory;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.Schema;

/**
 * What a database is called in a lock file: its product, its own name and the schema, as in {@code
 * PostgreSQL sales.public}. No host, port, path or user: the file may be shared, and holds for the
 * same database on another host, such as a developer's.
 */
public final class DatabaseName {

  private DatabaseName() {}

  /**
   * The name of a connection's database.
   *
   * @param connection the real driver's connection
   * @param schema its schema
   * @return the name
   * @throws SQLException as the driver throws it
   */
  public static String of(Connection connection, Schema schema) throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    if (schema.dialect() == Dialect.SQLITE) {
      return "SQLite " + fileName(String.valueOf(metaData.getURL()));
    }
    String product =
        schema.dialect() == Dialect.OTHER
            ? String.valueOf(metaData.getDatabaseProductName())
            : schema.dialect().title();
    String catalog = schema.catalog() == null ? "" : schema.catalog();
    String name = schema.name() == null ? "" : schema.name();
    String both = catalog.isEmpty() || name.isEmpty() ? catalog + name : catalog + "." + name;
    return (product + " " + both).strip();
  }

  /** The file of a SQLite URL, without its folder and without parameters. */
  static String fileName(String url) {
    String path = url.replaceFirst("^jdbc:sqlite:", "").replaceFirst("[?;].*$", "");
    String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    return name.isEmpty() ? ":memory:" : name.replaceFirst("^file:", "");
  }
}
