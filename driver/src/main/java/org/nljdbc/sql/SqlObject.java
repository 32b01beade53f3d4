package org.nljdbc.sql;

/**
 * A table or a column that SQL uses.
 *
 * @param table the table's name as stored
 * @param column the column's name as stored; empty for the table itself; {@code *} for all columns
 * @param type the column's type; for all columns how many there are; empty for the table itself
 */
public record SqlObject(String table, String column, String type) {

  /** Stands for all columns of a table. */
  public static final String ALL = "*";

  /** The table itself. */
  static SqlObject table(String name) {
    return new SqlObject(name, "", "");
  }

  /** For people. */
  @Override
  public String toString() {
    return column.isEmpty() ? "table " + table : "column " + table + "." + column;
  }
}
