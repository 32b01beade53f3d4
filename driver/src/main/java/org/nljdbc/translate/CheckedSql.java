package org.nljdbc.translate;

import java.util.List;

/**
 * SQL that was checked as a model's answer is: it only reads, its names exist, the database takes
 * it.
 *
 * @param sql the statement without comments and closing semicolon, mistakes with one remedy put
 *     right
 * @param problems what is wrong with it, one sentence each; empty if it may run
 * @param forbidden whether it could do more than read, or it cannot be shown that it only reads
 * @param notes what was put right
 */
public record CheckedSql(String sql, List<String> problems, boolean forbidden, List<String> notes) {

  /** Keeps its own copies of the lists. */
  public CheckedSql {
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
  }

  /** Whether nothing is wrong with it. */
  public boolean holds() {
    return problems.isEmpty();
  }
}
