package org.nljdbc.sql;

import java.util.Set;

/** Knows what a question says of years. */
@FunctionalInterface
public interface NamedYears {

  /** Nothing is known of the question. */
  NamedYears UNKNOWN = year -> Set.of();

  /**
   * What the question says of a year.
   *
   * @param year the year, such as 2020
   * @return empty if it does not name it, or does not say what of it; several if it names it in
   *     several ways
   */
  Set<YearBound> of(int year);
}
