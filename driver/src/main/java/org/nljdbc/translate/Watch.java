package org.nljdbc.translate;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.trace.Trace;
import org.nljdbc.trace.Traced;

/**
 * Says whether somebody still waits for a translation.
 *
 * @param cancellation whether it was cancelled
 * @param deadline when to give up, or null for never
 */
record Watch(Cancellation cancellation, @Nullable Instant deadline) {

  /** Throws if nobody waits any more. */
  void check() throws SQLException {
    if (cancellation.isCancelled()) {
      throw new SQLException("The question was cancelled before its SQL was found.", "57014");
    }
    if (deadline != null && !Instant.now().isBefore(deadline)) {
      throw new SQLTimeoutException(
          "The time for this question ended before its SQL was found. Raise nl.timeout or the"
              + " statement's query timeout, or ask more simply.",
          "57014");
    }
  }

  /** Whether nobody waits any more. */
  boolean isOver() {
    return cancellation.isCancelled() || deadline != null && !Instant.now().isBefore(deadline);
  }

  /** Hears of the question's phases: the trace of whoever waits, if it has one. */
  Trace trace() {
    return cancellation instanceof Traced waiting ? waiting.trace() : Trace.NONE;
  }

  /** Milliseconds since a time of {@link System#nanoTime}. */
  static long millisSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }
}
