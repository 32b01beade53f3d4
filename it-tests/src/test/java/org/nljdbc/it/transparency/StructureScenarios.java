package org.nljdbc.it.transparency;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.TestSchema;

/** Metadata, the connection's own properties, and procedures. */
final class StructureScenarios {

  /** Methods whose outcome is another object, or differs from connection to connection. */
  private static final Set<String> NOT_COMPARED = Set.of("getConnection", "getClass", "hashCode");

  private StructureScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("every property of the database", StructureScenarios::properties),
        new Scenario("tables, columns and keys", StructureScenarios::tables),
        new Scenario("every list of metadata", StructureScenarios::lists),
        new Scenario("properties of the connection", StructureScenarios::connection),
        new Scenario("vendor interfaces", StructureScenarios::vendor),
        new Scenario("procedures", StructureScenarios::procedures));
  }

  private static void properties(Session session) throws SQLException {
    DatabaseMetaData metadata = session.connection().getMetaData();
    Arrays.stream(DatabaseMetaData.class.getMethods())
        .filter(method -> method.getParameterCount() == 0)
        .filter(method -> !NOT_COMPARED.contains(method.getName()))
        .sorted(Comparator.comparing(Method::getName))
        .forEach(method -> session.see(method.getName(), () -> call(method, metadata)));
  }

  @Nullable
  private static Object call(Method method, Object target) throws Exception {
    try {
      return method.invoke(target);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static void tables(Session session) throws SQLException {
    Connection connection = session.connection();
    DatabaseMetaData metadata = connection.getMetaData();
    String catalog = connection.getCatalog();
    String schema = connection.getSchema();
    session.see("tables", () -> metadata.getTables(catalog, schema, "%", null));
    session.see("views", () -> metadata.getTables(catalog, schema, "%", new String[] {"VIEW"}));
    session.see("columns", () -> metadata.getColumns(catalog, schema, "%", "%"));
    for (String table : TestSchema.TABLES) {
      String name = metadata.storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table;
      session.see(table + " key", () -> metadata.getPrimaryKeys(catalog, schema, name));
      session.see(table + " imported", () -> metadata.getImportedKeys(catalog, schema, name));
      session.see(table + " exported", () -> metadata.getExportedKeys(catalog, schema, name));
      session.see(
          table + " best row", () -> metadata.getBestRowIdentifier(catalog, schema, name, 1, true));
    }
    session.see("none", () -> metadata.getColumns(catalog, schema, "no_such_table", "%"));
    session.see("no name", () -> metadata.getPrimaryKeys(catalog, schema, null));
  }

  private static void lists(Session session) throws SQLException {
    DatabaseMetaData metadata = session.connection().getMetaData();
    session.see("schemas like", () -> metadata.getSchemas(null, "%"));
    session.see("functions", () -> metadata.getFunctions(null, "no_such", "x%"));
    session.see("procedures", () -> metadata.getProcedures(null, "no_such", "x%"));
    session.see("types", () -> metadata.getUDTs(null, "no_such", "%", null));
    session.see("super tables", () -> metadata.getSuperTables(null, null, "customers"));
    session.see("attributes", () -> metadata.getAttributes(null, null, "x", "%"));
    session.see("versions", () -> metadata.getVersionColumns(null, null, "customers"));
    session.see("pseudo columns", () -> metadata.getPseudoColumns(null, null, "x", "%"));
    session.see("table rights", () -> metadata.getTablePrivileges(null, "no_such", "%"));
    for (int type : new int[] {1003, 1004, 1005}) {
      session.see(type + " supported", () -> metadata.supportsResultSetType(type));
      session.see(type + " own inserts", () -> metadata.ownInsertsAreVisible(type));
      session.see(type + " updatable", () -> metadata.supportsResultSetConcurrency(type, 1008));
    }
    session.see("convert", () -> metadata.supportsConvert(Types.INTEGER, Types.VARCHAR));
  }

  private static void connection(Session session) throws SQLException {
    Connection connection = session.connection();
    session.see("auto-commit", connection::getAutoCommit);
    session.see("read-only", connection::isReadOnly);
    session.see("catalog", connection::getCatalog);
    session.see("schema", connection::getSchema);
    session.see("isolation", connection::getTransactionIsolation);
    session.see("holdability", connection::getHoldability);
    session.see("type map", () -> String.valueOf(connection.getTypeMap()));
    session.see("warnings", connection::getWarnings);
    session.see("valid", () -> connection.isValid(5));
    session.see("negative", () -> connection.isValid(-5));
    session.see("timeout", connection::getNetworkTimeout);
    session.attempt("set schema", () -> connection.setSchema(connection.getSchema()));
    session.attempt("set catalog", () -> connection.setCatalog(connection.getCatalog()));
    session.attempt("holdability", () -> connection.setHoldability(1));
    session.attempt("bad holdability", () -> connection.setHoldability(17));
    session.attempt("client info", () -> connection.setClientInfo("ApplicationName", "suite"));
    session.see("client info", () -> connection.getClientInfo("ApplicationName"));
    session.see("client infos", () -> new TreeMap<>(connection.getClientInfo()).keySet());
    session.attempt("unknown info", () -> connection.setClientInfo("no_such_info", "x"));
    session.see("SQL XML", () -> connection.createSQLXML() != null);
    session.see("nclob", () -> connection.createNClob() != null);
    session.see("struct", () -> connection.createStruct("x", new Object[0]));
    session.attempt("begin", connection::beginRequest);
    session.attempt("end", connection::endRequest);
    session.attempt("sharding", () -> connection.setShardingKey(null));
    session.attempt("clear", connection::clearWarnings);
    session.see("closed", connection::isClosed);
  }

  private static void vendor(Session session) throws Exception {
    String name =
        switch (session.kind()) {
          case SQLITE -> "org.sqlite.SQLiteConnection";
          case H2 -> "org.h2.jdbc.JdbcConnection";
          case POSTGRESQL -> "org.postgresql.PGConnection";
          case MARIADB -> "org.mariadb.jdbc.Connection";
        };
    Class<?> vendor = Class.forName(name);
    Connection connection = session.connection();
    session.see("is", () -> connection.isWrapperFor(vendor));
    session.see("unwraps", () -> vendor.isInstance(connection.unwrap(vendor)));
    session.see("itself", () -> connection.unwrap(Connection.class) == connection);
    session.see("is not", () -> connection.isWrapperFor(java.util.List.class));
    if (session.kind() == Kind.POSTGRESQL) {
      session.see(
          "vendor's own work",
          () -> connection.unwrap(org.postgresql.PGConnection.class).escapeIdentifier("a b"));
    }
  }

  private static void procedures(Session session) throws SQLException {
    String call = "{? = call nl_twice(?)}";
    switch (session.kind()) {
      case H2 -> {
        session.run("DROP ALIAS IF EXISTS nl_twice");
        session.run("CREATE ALIAS nl_twice AS 'int twice(int x) { return 2 * x; }'");
      }
      case POSTGRESQL ->
          session.run(
              "CREATE OR REPLACE FUNCTION nl_twice(x INTEGER) RETURNS INTEGER"
                  + " LANGUAGE sql AS 'SELECT 2 * x'");
      case MARIADB -> {
        session.run("DROP FUNCTION IF EXISTS nl_twice");
        session.run(
            "CREATE FUNCTION nl_twice(x INTEGER) RETURNS INTEGER DETERMINISTIC RETURN 2 * x");
      }
      case SQLITE -> {} // has no procedures: the attempt itself is compared
    }
    session.attempt(
        "call",
        () -> {
          try (CallableStatement statement = session.connection().prepareCall(call)) {
            session.attempt("out", () -> statement.registerOutParameter(1, Types.INTEGER));
            session.attempt("in", () -> statement.setInt(2, 21));
            session.see("execute", statement::execute);
            session.see("result", () -> statement.getInt(1));
            session.see("object", () -> statement.getObject(1));
            session.see("null", statement::wasNull);
            session.see("by name", () -> statement.getInt("no_such"));
          }
        });
  }
}
