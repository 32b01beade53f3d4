package org.nljdbc.schema;

import java.util.List;

/**
 * A foreign key.
 *
 * @param fromTable the table that refers
 * @param fromColumns its columns, in the key's order
 * @param toTable the table referred to
 * @param toColumns its columns, in the same order
 */
public record ForeignKey(
    String fromTable, List<String> fromColumns, String toTable, List<String> toColumns) {

  /** Keeps its own copies of the columns. */
  public ForeignKey {
    fromColumns = List.copyOf(fromColumns);
    toColumns = List.copyOf(toColumns);
  }
}
