package org.nljdbc.jdbc;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import org.nljdbc.statement.ParameterNumbers;

/**
 * Where the values of a statement's bind markers go in what the database gets, which may use those
 * of a question several times.
 */
final class ParameterPlaces {

  private final int[][] places;

  /** Works the places out. */
  ParameterPlaces(ParameterNumbers parameters) {
    int count = parameters.count();
    List<Integer> numbers = parameters.numbers();
    places = new int[count][];
    for (int marker = 1; marker <= count; marker++) {
      List<Integer> found = new ArrayList<>();
      for (int i = 0; i < numbers.size(); i++) {
        if (numbers.get(i) == marker) {
          found.add(i + 1);
        }
      }
      places[marker - 1] = found.stream().mapToInt(Integer::intValue).toArray();
    }
  }

  int count() {
    return places.length;
  }

  /** The parameters of the SQL that get the value of a bind marker; one at least. */
  int[] of(int marker) throws SQLException {
    if (marker < 1 || marker > places.length) {
      throw new SQLException(
          "There is no parameter " + marker + ": the statement has " + places.length, "07009");
    }
    return places[marker - 1];
  }

  /** The only parameter for a value that can be read but once. */
  int only(int marker) throws SQLException {
    int[] found = of(marker);
    if (found.length > 1) {
      throw new SQLFeatureNotSupportedException(
          "The SQL uses parameter "
              + marker
              + " "
              + found.length
              + " times, and a stream can be read only once: set it as a string, bytes or an object",
          "0A000");
    }
    return found[0];
  }
}
