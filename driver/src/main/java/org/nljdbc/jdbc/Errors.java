package org.nljdbc.jdbc;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTimeoutException;

/** The exceptions of the JDBC layer itself. */
final class Errors {

  static final String CANCELLED = "57014";
  private static final String UNSUPPORTED = "0A000";
  private static final String MODEL_FAILED = "58000";
  private static final String OUT_OF_MEMORY = "53200";

  private Errors() {}

  /** A method that a read-only object in memory does not have. */
  static SQLException unsupported(String method) {
    return new SQLFeatureNotSupportedException(
        method + " is not supported by a result that no database made", UNSUPPORTED);
  }

  /** A question where only a written statement can go. */
  static SQLException questionIn(String method) {
    return new SQLFeatureNotSupportedException(
        "A question only reads, so "
            + method
            + " cannot take it. Use executeQuery, execute or prepareStatement.",
        UNSUPPORTED);
  }

  static SQLException cancelled() {
    return new SQLException("The question was cancelled", CANCELLED);
  }

  static SQLException closed() {
    return new SQLException("The connection is closed", "08003");
  }

  static SQLException timeout() {
    return new SQLTimeoutException(
        "The query timeout ran out before the SQL of the question could run", CANCELLED);
  }

  /** What is no SQLException must not get past JDBC: natives missing, memory gone, a defect. */
  static SQLException modelFailed(Throwable cause) {
    boolean memory = cause instanceof OutOfMemoryError;
    return new SQLException(
        (memory ? "Not enough memory to translate the question: " : "Translation failed: ") + cause,
        memory ? OUT_OF_MEMORY : MODEL_FAILED,
        cause);
  }
}
