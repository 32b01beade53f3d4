package org.nljdbc.statement;

import java.util.List;

/**
 * The parameters that a statement has for its user, and those that it has for the database.
 *
 * @param count how many the user sets
 * @param numbers for each parameter at the database the number of the user's whose value goes
 *     there, from 1
 */
public record ParameterNumbers(int count, List<Integer> numbers) {

  /** The user sets the database's own. */
  public static final ParameterNumbers SAME = new ParameterNumbers(0, List.of());

  /** Keeps its own copy of the numbers. */
  public ParameterNumbers {
    numbers = List.copyOf(numbers);
  }
}
