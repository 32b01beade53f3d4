package org.nljdbc.sql;

/**
 * A comparison of a text column with a value that the query spells out, {@code city = 'Bern'}.
 *
 * @param table the table's name as stored
 * @param column the column's name as stored
 * @param value the value, without quotes
 * @param start index of the literal's first character in the query, its quote
 * @param end index after its last
 */
public record ValueFilter(String table, String column, String value, int start, int end) {

  /**
   * The query with another value in this place.
   *
   * @param sql the query in which this was found
   * @param other the value to put there
   * @return the changed query
   */
  public String with(String sql, String other) {
    return sql.substring(0, start) + "'" + other.replace("'", "''") + "'" + sql.substring(end);
  }

  /**
   * The same comparison with another value.
   *
   * @param other the value
   * @return the comparison, at the same place
   */
  public ValueFilter of(String other) {
    return new ValueFilter(table, column, other, start, end);
  }
}
