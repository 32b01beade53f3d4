package org.nljdbc.schema;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a database is the current one: what an unqualified table name means.
 *
 * @param dialect the dialect
 * @param catalog the catalog, or null where there is none
 * @param schema the schema, or null where there is none
 */
record SchemaPlace(Dialect dialect, @Nullable String catalog, @Nullable String schema) {

  static SchemaPlace of(Connection connection) throws SQLException {
    Dialect dialect = Dialect.of(connection.getMetaData());
    return switch (dialect) {
      case SQLITE -> new SchemaPlace(dialect, null, null);
      case MYSQL, MARIADB -> {
        String catalog = connection.getCatalog();
        // Both drivers can be told to call a database a schema instead of a catalog.
        yield catalog != null
            ? new SchemaPlace(dialect, catalog, null)
            : new SchemaPlace(dialect, null, connection.getSchema());
      }
      case POSTGRESQL -> {
        String schema = connection.getSchema();
        yield new SchemaPlace(dialect, connection.getCatalog(), schema == null ? "public" : schema);
      }
      case H2, CALCITE, DUCKDB, HSQLDB, DERBY, DB2, ORACLE, SQLSERVER, OTHER ->
          new SchemaPlace(dialect, emptyAsNull(connection.getCatalog()), schemaOf(connection));
    };
  }

  private static @Nullable String schemaOf(Connection connection) throws SQLException {
    try {
      return emptyAsNull(connection.getSchema());
    } catch (AbstractMethodError | java.sql.SQLFeatureNotSupportedException e) {
      return null; // a driver older than JDBC 4.1, or a database without schemas
    }
  }

  private static @Nullable String emptyAsNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  /** The schema as a pattern that matches only itself. */
  @Nullable String schemaPattern(DatabaseMetaData metaData) throws SQLException {
    if (schema == null) {
      return null;
    }
    String escape = metaData.getSearchStringEscape();
    if (escape == null || escape.isEmpty()) {
      return schema;
    }
    return schema
        .replace(escape, escape + escape)
        .replace("_", escape + "_")
        .replace("%", escape + "%");
  }

  /** Whether a metadata row belongs here; drivers may match patterns more widely than asked. */
  boolean holds(@Nullable String rowCatalog, @Nullable String rowSchema) {
    return (catalog == null || rowCatalog == null || catalog.equalsIgnoreCase(rowCatalog))
        && (schema == null || rowSchema == null || schema.equals(rowSchema));
  }

  /** The name that may stand before a table's. */
  @Nullable String ownName() {
    if (dialect == Dialect.SQLITE) {
      return "main";
    }
    return schema != null ? schema : catalog;
  }

  String text() {
    return Schema.place(catalog, schema);
  }
}
