package org.nljdbc.prompt;

import java.util.List;

/**
 * A question whose SQL is known to be right, shown to the model beside a question that is like it.
 *
 * @param question the question
 * @param sql its SQL
 * @param tables the stored names of the tables that the SQL reads
 */
public record Example(String question, String sql, List<String> tables) {

  /** Keeps its own copy of the tables. */
  public Example {
    tables = List.copyOf(tables);
  }
}
