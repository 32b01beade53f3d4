package org.nljdbc.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.trace.Phase;
import org.nljdbc.trace.Trace;
import org.nljdbc.trace.Traced;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One question on its way: whether it is cancelled, what the database does for it now, and when its
 * time is up. Cancelling takes no lock and may happen on any thread; since each question has an
 * object of its own, a late cancellation cannot reach the next one.
 *
 * <p>A call that is cancelled just before it gets to the database goes on as if nothing had
 * happened, so cancelling is repeated until the call has ended. That, and the watch over time, is
 * the JDK's own timer, which is shared by all and asked only where there is something to wait for.
 * It hands the work to a thread of its own: the common pool may be busy with what is to be
 * cancelled.
 */
final class Asking implements Cancellation, Traced {

  private static final Logger LOG = LoggerFactory.getLogger(Asking.class);

  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 1000;

  private final Thread thread = Thread.currentThread();
  private final Trace trace;
  private final DatabaseCall.Cancel atExecution;
  private final boolean preparing;
  private final @Nullable Instant queryDeadline;
  private final @Nullable Instant deadline;
  private @Nullable CompletableFuture<Void> clock;
  private volatile boolean cancelled;
  private volatile @Nullable DatabaseCall running;

  /**
   * Starts the clock.
   *
   * @param querySeconds the statement's query timeout, 0 for none; spans translation and execution
   * @param translationSeconds seconds until the SQL is found, 0 for no limit
   * @param preparing whether the SQL will be prepared and not executed, which is part of finding it
   * @param trace hears how it goes
   * @param atExecution cancels the SQL while the database executes or prepares it
   */
  Asking(
      int querySeconds,
      int translationSeconds,
      boolean preparing,
      Trace trace,
      DatabaseCall.Cancel atExecution) {
    Instant now = Instant.now();
    this.queryDeadline = querySeconds > 0 ? now.plusSeconds(querySeconds) : null;
    Instant own = translationSeconds > 0 ? now.plusSeconds(translationSeconds) : null;
    this.deadline =
        own == null || queryDeadline != null && queryDeadline.isBefore(own) ? queryDeadline : own;
    this.preparing = preparing;
    this.trace = trace;
    this.atExecution = atExecution;
  }

  /** Whether it is that thread's question. */
  boolean isOf(Thread other) {
    return thread == other;
  }

  @Override
  public Trace trace() {
    return trace;
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  /** Cancels, in whatever phase. */
  void cancel() throws SQLException {
    cancelled = true;
    DatabaseCall call = running;
    if (call != null) {
      later(FIRST_PAUSE_MILLIS);
      call.cancel();
    }
  }

  /** Like {@link #cancel}, where a failure to reach the database must not be in the way. */
  void cancelQuietly() {
    try {
      cancel();
    } catch (SQLException unreachable) {
      LOG.debug("A question could not be cancelled at the database", unreachable);
    }
  }

  /** Makes sure that somebody still waits. */
  void check() throws SQLException {
    if (cancelled) {
      throw Errors.cancelled(null);
    }
  }

  /** When the SQL must be found, or null. */
  @Nullable Instant translationDeadline() {
    return deadline;
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

  /**
   * Work of the database.
   *
   * @param <R> what it gives
   */
  @FunctionalInterface
  interface Work<R> {
    R run() throws SQLException;
  }

  /** Has the database execute or prepare the SQL that was found. */
  <R> R execute(Work<R> work) throws SQLException {
    DatabaseCall call = enter(atExecution, preparing);
    try (Trace.Timing timed = trace.begin(Phase.RUN)) {
      return work.run();
    } catch (SQLException failure) {
      // An execution that is cancelled ends as the database says; its error is the user's.
      throw preparing && isOver() ? over(failure) : failure;
    } finally {
      leave(call);
    }
  }

  /**
   * Begins a call. A cancellation is either seen here, or sees the call.
   *
   * @param cancel cancels it
   * @param timed whether it has to end with the time for finding SQL
   * @return the call, to be ended by {@link #leave} in any case
   * @throws SQLException 57014 if it is too late to begin one
   */
  DatabaseCall enter(DatabaseCall.Cancel cancel, boolean timed) throws SQLException {
    DatabaseCall call = new DatabaseCall(cancel, timed);
    running = call;
    if (cancelled || timed && isLate()) {
      leave(call);
      throw over(null);
    }
    if (timed && deadline != null && clock == null) {
      clock = clockUntil(deadline);
    }
    return call;
  }

  /** Ends a call, before anything else happens on its connection. */
  void leave(DatabaseCall call) {
    running = null;
    call.end();
  }

  /** The question has been answered, or never will be. */
  void end() {
    if (clock != null) {
      clock.complete(null);
    }
  }

  /** Whether nobody waits for the SQL any more. */
  boolean isOver() {
    return cancelled || isLate();
  }

  /**
   * What the user is told when nobody waits any more.
   *
   * @param cause what the database has said to that, or null
   */
  SQLException over(@Nullable SQLException cause) {
    return cancelled ? Errors.cancelled(cause) : Errors.late(cause);
  }

  private boolean isLate() {
    return deadline != null && !Instant.now().isBefore(deadline);
  }

  private CompletableFuture<Void> clockUntil(Instant end) {
    CompletableFuture<Void> started = new CompletableFuture<>();
    long millis = Math.max(1, Duration.between(Instant.now(), end).toMillis() + 1);
    CompletableFuture<Void> unused =
        started
            .orTimeout(millis, TimeUnit.MILLISECONDS)
            .exceptionallyAsync(
                late -> {
                  again(FIRST_PAUSE_MILLIS);
                  return null;
                },
                Asking::inThread);
    return started;
  }

  private static void inThread(Runnable work) {
    Thread thread = new Thread(work, "nl-jdbc-cancel");
    thread.setDaemon(true);
    thread.start();
  }

  private void later(long millis) {
    CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, Asking::inThread)
        .execute(() -> again(Math.min(2 * millis, LONGEST_PAUSE_MILLIS)));
  }

  /** Cancels what runs although nobody waits for it, and looks again later. */
  private void again(long pause) {
    DatabaseCall call = running;
    if (call == null || !(cancelled || call.isTimed() && isLate())) {
      return;
    }
    later(pause);
    try {
      call.cancel();
    } catch (SQLException unreachable) {
      LOG.debug("A question could not be cancelled at the database", unreachable);
    }
  }
}
