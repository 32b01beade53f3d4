package org.nljdbc.translate;

import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.Schema;
import org.nljdbc.sql.ValueFilter;

/** Writes a column so that it can be compared with a text that is bound. */
final class ColumnText {

  private ColumnText() {}

  /**
   * The column of a filter, as text.
   *
   * @param filter the comparison
   * @param schema its schema
   * @return the quoted name, with a cast around it where the type is no text to the database
   */
  static String of(ValueFilter filter, Schema schema) {
    String name = schema.rules().quoted(filter.column());
    boolean named =
        schema.dialect() == Dialect.POSTGRESQL
            && schema.tables().stream()
                .filter(table -> table.name().equals(filter.table()))
                .flatMap(table -> table.columns().stream())
                .anyMatch(column -> column.name().equals(filter.column()) && column.ofNamedType());
    return named ? "CAST(" + name + " AS TEXT)" : name;
  }
}
