package org.nljdbc.jdbc;

import java.sql.SQLException;

/**
 * Ends the work on a question that is cancelled or late, wherever it is. Not an SQLException on the
 * way, since part of that work goes on where the database refuses something, such as sample values.
 */
final class QuestionEnded extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final SQLException reason;

  /**
   * Ends it.
   *
   * @param reason what the user is told
   */
  QuestionEnded(SQLException reason) {
    super(reason);
    this.reason = reason;
  }

  SQLException reason() {
    return reason;
  }
}
