package org.nljdbc.statement;

import java.util.List;

/**
 * What a question within SQL has to give where it stands.
 *
 * @param kind what is made of its rows
 * @param comparedWith the column whose equals its rows are, as written: the name, and in front of
 *     it what qualifies it, each with its quotes; empty where there is none, or it does not stand
 *     alone
 */
public record SubQueryPlace(Kind kind, List<String> comparedWith) {

  /** Rows with whatever columns: a table, a query of WITH, or what EXISTS looks for. */
  static final SubQueryPlace ROWS = new SubQueryPlace(Kind.ROWS, List.of());

  /** What is made of the rows. */
  public enum Kind {
    /** They are taken as they are. */
    ROWS,
    /** Their one column is a set, as of IN. */
    SET,
    /** The one column of the one row is a value. */
    VALUE
  }

  /** Keeps its own copy of the names. */
  public SubQueryPlace {
    comparedWith = List.copyOf(comparedWith);
  }
}
