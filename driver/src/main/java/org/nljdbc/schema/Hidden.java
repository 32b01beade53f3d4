package org.nljdbc.schema;

import java.util.Locale;
import java.util.Set;

/**
 * Tables and columns that are not spoken of, so that none of their values may be read.
 *
 * @param tables their names in lower case
 * @param columns {@code table.column} in lower case
 */
public record Hidden(Set<String> tables, Set<String> columns) {

  /** Hides nothing. */
  public static final Hidden NONE = new Hidden(Set.of(), Set.of());

  /** Keeps its own copies of the names. */
  public Hidden {
    tables = Set.copyOf(tables);
    columns = Set.copyOf(columns);
  }

  boolean holds(String table) {
    return tables.contains(table.toLowerCase(Locale.ROOT));
  }

  boolean holds(String table, String column) {
    return columns.contains((table + "." + column).toLowerCase(Locale.ROOT));
  }
}
