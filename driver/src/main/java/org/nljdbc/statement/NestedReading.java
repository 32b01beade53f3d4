package org.nljdbc.statement;

import java.sql.SQLException;
import java.util.List;

/**
 * What was found in a written statement, in one way to read its quotes.
 *
 * @param places the questions; none if a quote or a comment does not end
 * @param before for each of them how many bind markers of the SQL around stand before it
 * @param markers how many bind markers the SQL around has
 * @param numbered whether one of those has a number of its own, as in {@code ?1}
 * @param tables the tables that the SQL around names; empty if that is not known
 */
record NestedReading(
    List<NestedPlace> places,
    List<Integer> before,
    int markers,
    boolean numbered,
    List<NamedTable> tables) {

  NestedReading {
    places = List.copyOf(places);
    before = List.copyOf(before);
    tables = List.copyOf(tables);
  }

  /** Whether a question has bind markers, so that those around it have to be counted. */
  boolean isBound() {
    return places.stream().anyMatch(place -> !place.asked().markers().isEmpty());
  }

  /** Whether another reading comes to the same statement. */
  boolean agrees(NestedReading other) {
    return places.equals(other.places)
        && (!isBound() || before.equals(other.before) && markers == other.markers);
  }

  /** The same with what both readings know of tables. */
  NestedReading and(NestedReading other) {
    return tables.equals(other.tables)
        ? this
        : new NestedReading(places, before, markers, numbered, List.of());
  }

  NestedReading with(List<NestedPlace> others) {
    return new NestedReading(others, before, markers, numbered, tables);
  }

  /**
   * Refuses bind markers that cannot be counted.
   *
   * @throws SQLException 42000 if there are such
   */
  void requireCountable() throws SQLException {
    if (numbered && isBound()) {
      throw new SQLException(
          "A numbered parameter, such as ?1, cannot stand beside a question with parameters of its"
              + " own: write ? for each.",
          "42000");
    }
  }
}
