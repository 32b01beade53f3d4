package org.nljdbc;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The usual driver class for a kind of URL, for drivers that no service file announces. */
final class WellKnownDrivers {

  private static final Map<String, String> CLASSES =
      Map.ofEntries(
          Map.entry("postgresql", "org.postgresql.Driver"),
          Map.entry("mysql", "com.mysql.cj.jdbc.Driver"),
          Map.entry("mariadb", "org.mariadb.jdbc.Driver"),
          Map.entry("sqlite", "org.sqlite.JDBC"),
          Map.entry("h2", "org.h2.Driver"),
          Map.entry("hsqldb", "org.hsqldb.jdbc.JDBCDriver"),
          Map.entry("derby", "org.apache.derby.iapi.jdbc.AutoloadedDriver"),
          Map.entry("duckdb", "org.duckdb.DuckDBDriver"),
          Map.entry("oracle", "oracle.jdbc.OracleDriver"),
          Map.entry("sqlserver", "com.microsoft.sqlserver.jdbc.SQLServerDriver"),
          Map.entry("jtds", "net.sourceforge.jtds.jdbc.Driver"),
          Map.entry("multi", "org.nljdbc.runtime.federation.MultiDriver"),
          Map.entry("db2", "com.ibm.db2.jcc.DB2Driver"),
          Map.entry("firebirdsql", "org.firebirdsql.jdbc.FBDriver"),
          Map.entry("informix-sqli", "com.informix.jdbc.IfxDriver"),
          Map.entry("sap", "com.sap.db.jdbc.Driver"),
          Map.entry("clickhouse", "com.clickhouse.jdbc.ClickHouseDriver"),
          Map.entry("snowflake", "net.snowflake.client.jdbc.SnowflakeDriver"),
          Map.entry("redshift", "com.amazon.redshift.Driver"),
          Map.entry("trino", "io.trino.jdbc.TrinoDriver"),
          Map.entry("hive2", "org.apache.hive.jdbc.HiveDriver"),
          Map.entry("ucanaccess", "net.ucanaccess.jdbc.UcanaccessDriver"));

  private WellKnownDrivers() {}

  /** The class for a URL {@code jdbc:<kind>:...}, or null if the kind is not known. */
  static @Nullable String of(String url) {
    String[] parts = url.split(":", 3);
    return parts.length < 2 ? null : CLASSES.get(parts[1].toLowerCase(Locale.ROOT));
  }
}
