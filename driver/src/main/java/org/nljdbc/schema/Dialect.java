package org.nljdbc.schema;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The SQL dialects that the driver knows in detail. */
public enum Dialect {
  /** SQLite. */
  SQLITE("SQLite"),
  /** H2. */
  H2("H2"),
  /** PostgreSQL and what calls itself so. */
  POSTGRESQL("PostgreSQL"),
  /** MySQL. */
  MYSQL("MySQL"),
  /** MariaDB. */
  MARIADB("MariaDB"),
  /** Apache Calcite, which answers over several databases. */
  CALCITE("Apache Calcite"),
  /** DuckDB. */
  DUCKDB("DuckDB"),
  /** HSQLDB. */
  HSQLDB("HSQLDB"),
  /** Apache Derby, and what was sold by other names. */
  DERBY("Apache Derby", RowLimit.FETCH),
  /** IBM Db2. */
  DB2("Db2", RowLimit.FETCH),
  /** Oracle Database, 12 or newer. */
  ORACLE("Oracle", RowLimit.FETCH),
  /** Microsoft SQL Server, 2012 or newer. */
  SQLSERVER("SQL Server", RowLimit.TOP),
  /** Any other database: only standard SQL and plain JDBC are relied on. */
  OTHER("standard SQL");

  private final String title;
  private final RowLimit limit;

  Dialect(String title) {
    this(title, RowLimit.LIMIT);
  }

  Dialect(String title, RowLimit limit) {
    this.title = title;
    this.limit = limit;
  }

  /** How a query is told to end after some rows; most know LIMIT, though it is no standard. */
  public RowLimit limit() {
    return limit;
  }

  /** Name for people and for models. */
  public String title() {
    return title;
  }

  /**
   * The dialect that {@code nl.dialect} names.
   *
   * @param setting its value
   * @return the dialect; null for the connection's own
   */
  public static @Nullable Dialect named(String setting) {
    return switch (setting) {
      case "own" -> null;
      case "standard" -> OTHER;
      default -> valueOf(setting.toUpperCase(Locale.ROOT));
    };
  }

  /** Whether this is MySQL or MariaDB. */
  public boolean isMySqlFamily() {
    return this == MYSQL || this == MARIADB;
  }

  /** Whether text is no number, even if it reads as one, and what stands beside groups is one. */
  public boolean isStrict() {
    return this != SQLITE && !isMySqlFamily();
  }

  /**
   * Whether little more is known than how this database says things: its values are read by plain
   * JDBC, it is not asked for a plan, and commands of other databases are refused in it too.
   */
  public boolean isPlain() {
    return switch (this) {
      case SQLITE, H2, POSTGRESQL, MYSQL, MARIADB, CALCITE -> false;
      case DUCKDB, HSQLDB, DERBY, DB2, ORACLE, SQLSERVER, OTHER -> true;
    };
  }

  /** Whether there is a table DUAL, of one row, in each schema. */
  public boolean hasDual() {
    return isMySqlFamily() || this == H2 || this == HSQLDB || this == ORACLE;
  }

  /** Whether text in double quotes that names nothing is a string. */
  public boolean doubleQuotesMayBeStrings() {
    return this == SQLITE || isMySqlFamily();
  }

  /**
   * Finds the dialect of a connection.
   *
   * @param metaData the connection's metadata
   * @return the dialect, {@link #OTHER} if unknown
   * @throws SQLException as the driver throws it
   */
  public static Dialect of(DatabaseMetaData metaData) throws SQLException {
    String product = String.valueOf(metaData.getDatabaseProductName()).toLowerCase(Locale.ROOT);
    if (product.contains("sqlite")) {
      return SQLITE;
    }
    if (product.equals("h2")) {
      return H2;
    }
    if (product.contains("postgresql")) {
      return POSTGRESQL;
    }
    if (product.contains("mariadb")) {
      return MARIADB;
    }
    if (product.contains("mysql")) {
      // MySQL's own driver calls a MariaDB server MySQL; the version text tells.
      String version = String.valueOf(metaData.getDatabaseProductVersion());
      return version.toLowerCase(Locale.ROOT).contains("mariadb") ? MARIADB : MYSQL;
    }
    if (product.startsWith("db2") || product.startsWith("ibm db2")) {
      return DB2; // DB2/LINUXX8664 and the like
    }
    return switch (product) {
      case "calcite" -> CALCITE;
      case "duckdb" -> DUCKDB;
      case "hsql database engine" -> HSQLDB;
      case "apache derby" -> DERBY;
      case "oracle" -> ORACLE;
      case "microsoft sql server" -> SQLSERVER;
      default -> OTHER;
    };
  }
}
