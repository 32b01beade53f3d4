package org.nljdbc.statement;

import java.util.List;

/**
 * A table of the user's own statement, wherever it stands in there.
 *
 * @param path its name as written, in front of it what qualifies it, each with its quotes; empty
 *     for a query, a function or a question in place of a table
 * @param alias its alias as written, or an empty text
 */
public record NamedTable(List<String> path, String alias) {

  /** What is no table of the database. */
  static final NamedTable DERIVED = new NamedTable(List.of(), "");

  /** Keeps its own copy of the names. */
  public NamedTable {
    path = List.copyOf(path);
  }
}
