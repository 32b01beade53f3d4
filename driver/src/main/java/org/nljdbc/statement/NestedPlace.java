package org.nljdbc.statement;

import java.sql.SQLException;

/**
 * Where a question stands within SQL.
 *
 * @param start where it begins, the parenthesis in front of a wrapped question included
 * @param end behind its last character, the closing parenthesis included
 * @param asked the question
 * @param quoted whether it is a text in apostrophes
 * @param whole whether it is the query of the statement, which some databases want without
 *     parentheses
 * @param alias the name that the table gets since the statement gives it none, or an empty text
 * @param use what it has to give
 */
record NestedPlace(
    int start,
    int end,
    Asked asked,
    boolean quoted,
    boolean whole,
    String alias,
    SubQueryPlace use) {

  /**
   * The same where nothing can be bound.
   *
   * @throws SQLException as {@link Asked#unbound}; a quoted text then has no bind markers
   */
  NestedPlace unbound() throws SQLException {
    Asked plain = quoted ? new Asked(Verb.RUN, asked.question()) : asked.unbound();
    return new NestedPlace(start, end, plain, quoted, whole, alias, use);
  }
}
