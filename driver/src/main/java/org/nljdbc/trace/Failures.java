package org.nljdbc.trace;

import java.sql.SQLException;

/** What of a failure may be told: never its message, which may repeat SQL or values. */
final class Failures {

  private Failures() {}

  /** The SQLState, or the exception's class where there is none. */
  static String code(Throwable failure) {
    String state = failure instanceof SQLException e ? e.getSQLState() : null;
    return state == null || state.isEmpty() ? failure.getClass().getName() : state;
  }
}
