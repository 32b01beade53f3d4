package org.nljdbc.schema;

/** The ways of databases to end a query after some rows. */
public enum RowLimit {
  /** {@code LIMIT 5 OFFSET 10} at the end. */
  LIMIT,
  /** {@code OFFSET 10 ROWS FETCH FIRST 5 ROWS ONLY} at the end, as the standard has it. */
  FETCH,
  /** {@code SELECT TOP (5)}; {@link #FETCH} too, but after ORDER BY and OFFSET only. */
  TOP;

  /**
   * A query of the first rows of a table, whichever these are.
   *
   * @param columns what to select
   * @param table the table, in quotes where it needs them
   * @param rows rows, at least 1
   * @return the query
   */
  public String firstOf(String columns, String table, int rows) {
    String query = columns + " FROM " + table;
    return switch (this) {
      case LIMIT -> "SELECT " + query + " LIMIT " + rows;
      case FETCH -> "SELECT " + query + " FETCH FIRST " + rows + " ROWS ONLY";
      case TOP -> "SELECT TOP (" + rows + ") " + query;
    };
  }

  /**
   * What ends a query that has an ORDER BY.
   *
   * @param rows rows, at least 1
   * @return the text, with a space before it
   */
  public String afterOrder(int rows) {
    return switch (this) {
      case LIMIT -> " LIMIT " + rows;
      case FETCH -> " FETCH FIRST " + rows + " ROWS ONLY";
      case TOP -> " OFFSET 0 ROWS FETCH NEXT " + rows + " ROWS ONLY";
    };
  }
}
