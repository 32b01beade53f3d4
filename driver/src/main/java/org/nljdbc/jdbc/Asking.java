package org.nljdbc.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.Cancellation;

/**
 * One question on its way: whether it is cancelled, whether the database is at work on it, and when
 * its time is up. Cancelling takes no lock and may happen on any thread; since each question has an
 * object of its own, a late cancellation cannot reach the next one.
 */
final class Asking implements Cancellation {

  private final @Nullable Instant queryDeadline;
  private final int translationSeconds;
  private volatile boolean cancelled;
  private volatile boolean executing;

  /**
   * Starts the clock.
   *
   * @param querySeconds the statement's query timeout, 0 for none; spans translation and execution
   * @param translationSeconds seconds for one translation, 0 for no limit
   */
  Asking(int querySeconds, int translationSeconds) {
    this.queryDeadline = querySeconds > 0 ? Instant.now().plusSeconds(querySeconds) : null;
    this.translationSeconds = translationSeconds;
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  /**
   * Cancels.
   *
   * @return whether the database is at work, so that the real statement must be cancelled too
   */
  boolean cancel() {
    cancelled = true;
    return executing;
  }

  /** The translator's turn. */
  void translating() throws SQLException {
    executing = false;
    check();
  }

  /** The database's turn. A cancellation is either seen here, or sees that it must go there. */
  void executing() throws SQLException {
    executing = true;
    check();
  }

  private void check() throws SQLException {
    if (cancelled) {
      throw Errors.cancelled();
    }
  }

  /** When a translation that begins now has to end, or null. */
  @Nullable Instant translationDeadline() {
    if (translationSeconds == 0) {
      return queryDeadline;
    }
    Instant own = Instant.now().plusSeconds(translationSeconds);
    return queryDeadline != null && queryDeadline.isBefore(own) ? queryDeadline : own;
  }

  /**
   * What is left of the query timeout.
   *
   * @return whole seconds, rounded up, 1 or more; 0 if there is no query timeout
   * @throws SQLException 57014 if nothing is left
   */
  int remainingSeconds() throws SQLException {
    if (queryDeadline == null) {
      return 0;
    }
    long millis = Duration.between(Instant.now(), queryDeadline).toMillis();
    if (millis <= 0) {
      throw Errors.timeout();
    }
    return (int) ((millis + 999) / 1000);
  }
}
