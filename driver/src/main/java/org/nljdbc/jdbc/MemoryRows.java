package org.nljdbc.jdbc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A result that no database made, before any statement shows it.
 *
 * @param columns what the columns are
 * @param rows for each row a value of each column's Java type, or null where the column allows it
 */
record MemoryRows(MemoryMetaData columns, List<List<@Nullable Object>> rows) {

  /** The first rows only, as a statement's limit has it; 0 is no limit. */
  MemoryRows limited(int most) {
    return most == 0 || most >= rows.size() ? this : new MemoryRows(columns, rows.subList(0, most));
  }
}
