package org.nljdbc.it.accuracy;

import org.nljdbc.it.databases.Kind;

/**
 * A column of a copy.
 *
 * @param name its name in the copy
 * @param type what it holds
 * @param length characters of its longest text
 */
record CopiedColumn(String name, Type type, int length) {

  /** Longer texts are no keys anywhere. */
  private static final int LONGEST_KEY = 255;

  /** What a column holds, the most general last. */
  enum Type {
    INTEGER,
    REAL,
    DATE,
    TIMESTAMP,
    TEXT,
    BLOB;

    /** A type that holds the values of both. */
    Type with(Type other) {
      boolean number = compareTo(REAL) <= 0 && other.compareTo(REAL) <= 0;
      if (this == other || number) {
        return compareTo(other) >= 0 ? this : other;
      }
      return this == BLOB || other == BLOB ? BLOB : TEXT;
    }
  }

  CopiedColumn as(Type other, int longest) {
    return new CopiedColumn(name, other, Math.max(length, longest));
  }

  /** The type as a database system declares it. */
  String declared(Kind kind) {
    return switch (type) {
      case INTEGER -> "BIGINT";
      case REAL -> "DOUBLE PRECISION";
      case DATE -> "DATE";
      case TIMESTAMP -> kind == Kind.MARIADB ? "DATETIME" : "TIMESTAMP";
      case BLOB -> kind == Kind.POSTGRESQL ? "BYTEA" : "BLOB";
      case TEXT ->
          length <= LONGEST_KEY
              ? "VARCHAR(" + Math.max(20, length) + ")"
              : kind == Kind.MARIADB ? "TEXT" : "VARCHAR(" + length + ")";
    };
  }
}
