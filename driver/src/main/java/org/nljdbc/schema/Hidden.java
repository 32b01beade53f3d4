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

  /**
   * Whether a table's values are hidden.
   *
   * @param table its name, in any case
   * @return whether none of its columns may be read
   */
  public boolean holds(String table) {
    return tables.contains(table.toLowerCase(Locale.ROOT));
  }

  /**
   * Whether a column's values are hidden, apart from those of its table.
   *
   * @param table the table's name, in any case
   * @param column its own, in any case
   * @return whether it may not be read
   */
  public boolean holds(String table, String column) {
    return columns.contains((table + "." + column).toLowerCase(Locale.ROOT));
  }
}
