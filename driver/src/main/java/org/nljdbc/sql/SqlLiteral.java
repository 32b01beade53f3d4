package org.nljdbc.sql;

/**
 * A value that SQL spells out.
 *
 * @param kind what it is
 * @param value the value, without quotes
 * @param start index of its first character in the SQL, its quote included
 * @param end index after its last
 * @param constant whether it stands where SQL needs such a value whatever was asked, as the 100.0
 *     of a percentage or the format of a date
 * @param limit whether it says how many rows there may be
 */
public record SqlLiteral(
    Kind kind, String value, int start, int end, boolean constant, boolean limit) {

  /** What a literal is. */
  public enum Kind {
    /** A string. */
    TEXT,
    /** A number. */
    NUMBER
  }
}
