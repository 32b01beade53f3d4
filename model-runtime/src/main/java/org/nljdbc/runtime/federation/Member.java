package org.nljdbc.runtime.federation;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.calcite.adapter.jdbc.JdbcConvention;
import org.apache.calcite.adapter.jdbc.JdbcSchema;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.schema.SchemaPlus;
import org.apache.calcite.schema.Schemas;
import org.apache.calcite.sql.SqlDialect;
import org.apache.calcite.sql.SqlDialectFactoryImpl;
import org.apache.commons.dbcp2.BasicDataSource;
import org.jspecify.annotations.Nullable;
import org.nljdbc.NlDriver;
import org.nljdbc.runtime.config.DatabaseConfig;
import org.nljdbc.settings.NlUrl;
import org.nljdbc.settings.Setting;

/**
 * One of the databases of a connection to several.
 *
 * @param name what the file calls it
 * @param source gives connections to it, which only read
 * @param running the statements at work there
 * @param catalog its current catalog, or null
 * @param schemaName its current schema, or null
 * @param schema its tables
 */
record Member(
    String name,
    BasicDataSource source,
    RunningStatements running,
    @Nullable String catalog,
    @Nullable String schemaName,
    JdbcSchema schema) {

  private static final int MOST_CONNECTIONS = 8;

  /** Before the name of what Calcite reads through, whose tables could be written to. */
  private static final String HIDDEN = "jdbc:";

  /**
   * Connects to a database and hangs its tables under the root.
   *
   * @throws SQLException 08001 if it cannot be reached
   */
  static Member open(DatabaseConfig database, SchemaPlus root) throws SQLException {
    BasicDataSource source = source(database);
    try (Connection connection = source.getConnection()) {
      DatabaseMetaData metaData = connection.getMetaData();
      String catalog = emptyAsNull(connection.getCatalog());
      String schemaName = schemaOf(connection);
      SqlDialect dialect = dialect(metaData);
      String hidden = HIDDEN + database.name();
      Expression place = Schemas.subSchemaExpression(root, hidden, JdbcSchema.class);
      RunningStatements running = new RunningStatements();
      JdbcSchema schema =
          new JdbcSchema(
              running.source(source),
              dialect,
              JdbcConvention.of(dialect, place, hidden),
              catalog,
              schemaName);
      root.add(hidden, schema);
      return new Member(database.name(), source, running, catalog, schemaName, schema);
    } catch (SQLException e) {
      source.close();
      throw new SQLException(
          "The database " + database.name() + " cannot be reached: " + e.getMessage(), "08001", e);
    }
  }

  /** Connections are opened when they are needed, and nothing runs in the background. */
  private static BasicDataSource source(DatabaseConfig database) throws SQLException {
    Properties properties = new Properties();
    database.settings().entrySet().stream()
        .filter(entry -> !entry.getKey().startsWith(Setting.PREFIX))
        .forEach(entry -> properties.setProperty(entry.getKey(), entry.getValue()));
    BasicDataSource source = new BasicDataSource();
    source.setDriver(NlDriver.realDriver(database.url(), properties));
    source.setUrl(NlUrl.parse(database.url()).realUrl());
    source.setUsername(database.user());
    source.setPassword(database.password());
    source.setMinIdle(0);
    source.setMaxTotal(MOST_CONNECTIONS);
    database.readOnlyProperties().forEach(properties::putIfAbsent);
    String readOnly = database.readOnlySql();
    if (readOnly == null) {
      source.setDefaultReadOnly(true);
    } else {
      source.setConnectionInitSqls(List.of(readOnly));
    }
    for (Map.Entry<Object, Object> property : properties.entrySet()) {
      source.addConnectionProperty((String) property.getKey(), (String) property.getValue());
    }
    return source;
  }

  private static SqlDialect dialect(DatabaseMetaData metaData) throws SQLException {
    String product = metaData.getDatabaseProductName().toLowerCase(Locale.ROOT);
    return product.contains("sqlite")
        ? SqliteDialect.INSTANCE
        : SqlDialectFactoryImpl.INSTANCE.create(metaData);
  }

  private static @Nullable String schemaOf(Connection connection) throws SQLException {
    try {
      return emptyAsNull(connection.getSchema());
    } catch (SQLFeatureNotSupportedException | AbstractMethodError none) {
      return null;
    }
  }

  private static @Nullable String emptyAsNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  /** Ends what is at work in each and closes all of them, whatever one of them says. */
  static void close(Iterable<Member> members) throws SQLException {
    SQLException failure = null;
    for (Member member : members) {
      try {
        member.running.cancel();
        member.source.close();
      } catch (SQLException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
