package org.nljdbc.sql;

import java.util.Set;

/**
 * A sum that meets rows of its table several times, as far as keys tell, because of a table that is
 * joined.
 *
 * @param note what the user is told
 * @param table the joined table, as stored
 * @param fixed its columns that have one value for each summed row and group, as stored
 */
public record RepeatedSum(String note, String table, Set<String> fixed) {

  /** Keeps its own copy of the columns. */
  public RepeatedSum {
    fixed = Set.copyOf(fixed);
  }

  /**
   * Whether another key shows that each row is met once after all.
   *
   * @param unique columns of the joined table of which no two rows have the same values
   */
  public boolean isOnceBy(Set<String> unique) {
    return fixed.containsAll(unique);
  }
}
