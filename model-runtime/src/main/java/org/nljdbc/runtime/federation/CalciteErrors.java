package org.nljdbc.runtime.federation;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.regex.Pattern;

/** Says what Calcite's exceptions mean, which repeat the statement and have no SQLState. */
final class CalciteErrors {

  private static final String WRONG_STATEMENT = "42000";
  private static final Pattern EXPECTED =
      Pattern.compile("\\s*Was expecting one of:.*", Pattern.DOTALL);

  private CalciteErrors() {}

  /**
   * The same error with the message that matters and an SQLState: that of the database that failed,
   * or 42000 where Calcite does not take the statement.
   */
  static SQLException plain(SQLException e) {
    if (e.getSQLState() != null || e instanceof SQLTimeoutException) {
      return e;
    }
    Throwable deepest = e;
    for (Throwable t = e; t != null && t.getCause() != t; t = t.getCause()) {
      if (t != e && t instanceof SQLException ofDatabase && ofDatabase.getSQLState() != null) {
        return new SQLException(ofDatabase.getMessage(), ofDatabase.getSQLState(), e);
      }
      deepest = t;
    }
    if (deepest == e) {
      return e;
    }
    String message = String.valueOf(deepest.getMessage());
    return new SQLException(
        EXPECTED.matcher(message).replaceFirst(""),
        deepest instanceof SQLException ? null : WRONG_STATEMENT,
        e);
  }
}
