package org.nljdbc.sql;

/**
 * How much a statement may do.
 *
 * @param joins most joins in all of it, those written as commas included; 0 for no limit
 * @param nesting most queries within queries, one inside the other; 0 for no limit
 */
public record SqlLimits(int joins, int nesting) {

  /** No limits. */
  public static final SqlLimits NONE = new SqlLimits(0, 0);

  boolean isNone() {
    return joins == 0 && nesting == 0;
  }
}
