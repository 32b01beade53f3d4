package org.nljdbc.jdbc;

import java.sql.ResultSet;
import org.jspecify.annotations.Nullable;

/** The current result of a statement that shows rows from memory. */
final class ShownRows {

  private final MemoryResultSet rows;
  private boolean left;

  ShownRows(StatementBase statement, MemoryRows shown) {
    this.rows = new MemoryResultSet(statement, shown.columns(), shown.rows());
  }

  ResultSet rows() {
    return rows;
  }

  /** The rows, or null once the statement has moved on. */
  @Nullable ResultSet current() {
    return left ? null : rows;
  }

  /** Moves on to the next result, of which there is none. */
  boolean leave(boolean close) {
    left = true;
    if (close) {
      rows.end();
    }
    return false;
  }
}
