package org.nljdbc.statement;

import java.util.List;
import java.util.Set;

/**
 * How a database reads quotes and comments: what questions within SQL are found by. Where its
 * settings, or what is not known of it, leave several readings, a question is one in all of them.
 */
public enum Quoting {
  /** H2. */
  H2(Set.of(Habit.NESTED_COMMENT, Habit.DOLLAR)),
  /** PostgreSQL, whatever {@code standard_conforming_strings} is. */
  POSTGRESQL(
      Set.of(Habit.NESTED_COMMENT, Habit.DOLLAR, Habit.E_STRING),
      Set.of(Habit.NESTED_COMMENT, Habit.DOLLAR, Habit.E_STRING, Habit.BACKSLASH)),
  /** MySQL and MariaDB, whatever {@code NO_BACKSLASH_ESCAPES} is. */
  MYSQL(
      Set.of(Habit.BACKSLASH, Habit.HASH, Habit.SPACED_DASHES),
      Set.of(Habit.HASH, Habit.SPACED_DASHES)),
  /** SQLite. */
  SQLITE(Set.of(Habit.BRACKETS)),
  /** Any other database. */
  UNKNOWN(
      Set.of(),
      Set.of(Habit.BACKSLASH),
      Set.of(Habit.E_STRING),
      Set.of(Habit.Q_STRING),
      Set.of(Habit.DOLLAR),
      Set.of(Habit.BRACKETS),
      Set.of(Habit.HASH),
      Set.of(Habit.SPACED_DASHES),
      Set.of(Habit.NESTED_COMMENT));

  private final List<Set<Habit>> readings;

  @SafeVarargs
  @SuppressWarnings("varargs")
  Quoting(Set<Habit>... readings) {
    this.readings = List.of(readings);
  }

  List<Set<Habit>> readings() {
    return readings;
  }
}
