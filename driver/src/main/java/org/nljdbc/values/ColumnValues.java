package org.nljdbc.values;

import java.util.List;

/**
 * Values of one text column.
 *
 * @param table the table's stored name
 * @param column its own stored name
 * @param values distinct values, in a stable order
 * @param complete whether these are all
 */
record ColumnValues(String table, String column, List<String> values, boolean complete) {

  ColumnValues {
    values = List.copyOf(values);
  }
}
