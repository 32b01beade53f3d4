package org.nljdbc.jdbc;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * One call to the database on behalf of a question, which any thread may cancel as long as it runs.
 * Whoever cancels takes no lock and waits for nothing; the thread whose call has ended waits for
 * cancellations that are on their way, so that none of them reaches what the connection does next.
 */
final class DatabaseCall {

  private static final long PAUSE_NANOS = 50_000;

  /** How to cancel what runs. */
  @FunctionalInterface
  interface Cancel {
    void cancel() throws SQLException;
  }

  private final Cancel cancel;
  private final boolean timed;
  private final AtomicInteger onTheirWay = new AtomicInteger();
  private volatile boolean ended;

  /**
   * A call that begins.
   *
   * @param cancel cancels it; does nothing if it has not got to the database yet
   * @param timed whether it counts as finding the SQL, and so ends when the time for that is up
   */
  DatabaseCall(Cancel cancel, boolean timed) {
    this.cancel = cancel;
    this.timed = timed;
  }

  boolean isTimed() {
    return timed;
  }

  /** Cancels the call if it still runs. */
  void cancel() throws SQLException {
    onTheirWay.incrementAndGet();
    try {
      if (!ended) {
        cancel.cancel();
      }
    } finally {
      onTheirWay.decrementAndGet();
    }
  }

  /** The call has ended; after this no cancellation of it is on its way. */
  void end() {
    ended = true;
    while (onTheirWay.get() > 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
