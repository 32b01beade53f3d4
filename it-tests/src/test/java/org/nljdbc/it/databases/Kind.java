package org.nljdbc.it.databases;

import java.util.Locale;

/** A database system that the suites run on, with what its dialect does differently. */
public enum Kind {
  SQLITE("\"", "", "BLOB", "TIMESTAMP"),
  H2("\"", "", "BLOB", "TIMESTAMP"),
  POSTGRESQL("\"", "", "BYTEA", "TIMESTAMP"),
  MARIADB("`", " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4", "BLOB", "DATETIME");

  private final String quote;
  private final String tableSuffix;
  private final String binaryType;
  private final String timestampType;

  Kind(String quote, String tableSuffix, String binaryType, String timestampType) {
    this.quote = quote;
    this.tableSuffix = tableSuffix;
    this.binaryType = binaryType;
    this.timestampType = timestampType;
  }

  /** An identifier in this dialect's quotes. */
  public String quoted(String identifier) {
    return quote + identifier + quote;
  }

  /** Whether tables and columns can have comments. */
  public boolean hasComments() {
    return this != SQLITE;
  }

  /** What ends a CREATE TABLE statement. */
  String tableSuffix() {
    return tableSuffix;
  }

  /** The type of binary columns. */
  String binaryType() {
    return binaryType;
  }

  /** The type of columns that hold date and time. */
  String timestampType() {
    return timestampType;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
