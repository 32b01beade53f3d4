package org.nljdbc.sql;

import java.util.Collection;
import java.util.List;

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
   * Values that may have been meant.
   *
   * @param values values that exist
   * @param most most values to return
   * @return those spelled most like this one, nearest first
   */
  public List<String> nearest(Collection<String> values, int most) {
    return NearestNames.of(value, values, most);
  }
}
