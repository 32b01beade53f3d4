package org.nljdbc.runtime.server.work;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.nljdbc.NlConnection;
import org.nljdbc.runtime.server.databases.Database;
import org.nljdbc.runtime.server.http.Disconnects;
import org.nljdbc.runtime.server.http.Problem;
import org.nljdbc.runtime.server.http.ProblemException;
import org.nljdbc.runtime.server.http.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request at work on a database: its place among others, its connection and statement, and what
 * may end it early. {@link Sessions#open} makes it; used by one thread, cancelled by any.
 */
public final class Session implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  /** How long after its deadline a request gives up a database that says nothing at all. */
  private static final int GRACE_MILLIS = 500;

  /** How long a database that says nothing may keep a connection from being given back. */
  private static final int CLEANING_MILLIS = 2_000;

  /** How long a cancellation may take that has not reached the database by then. */
  private static final int CANCELLING_MILLIS = 5_000;

  /** Why a session ended early. */
  enum Reason {
    CALLER_GONE,
    DEADLINE,
    SHUTDOWN;

    Problem problem(Deadline deadline) {
      return switch (this) {
        case DEADLINE -> Problems.deadline(deadline.seconds());
        case SHUTDOWN -> Problems.draining();
        case CALLER_GONE ->
            Problem.of(499, "caller_gone", "Caller gone", "The caller closed the connection.");
      };
    }
  }

  private final Database database;
  private final Deadline deadline;
  private final Phases phases;
  private final Executor cancelling;
  private volatile @Nullable Reason ended;
  private boolean closed;
  private @Nullable CompletableFuture<Void> cancellation;
  private volatile @Nullable Statement statement;
  private @Nullable Connection connection;
  private Admission.@Nullable Place place;
  private Disconnects.@Nullable Watch watch;
  private @Nullable Future<?> timer;
  private @Nullable Runnable forget;

  Session(Database database, Deadline deadline, Phases phases, Executor cancelling) {
    this.database = database;
    this.deadline = deadline;
    this.phases = phases;
    this.cancelling = cancelling;
  }

  void begin(Disconnects.Watch caller, Future<?> alarm, Runnable forgotten) {
    watch = caller;
    timer = alarm;
    forget = forgotten;
  }

  void open(Admission admission) throws SQLException {
    place = phases.time("queue", () -> admission.enter(deadline, () -> ended != null));
    check();
    Connection opened = phases.time("connect", () -> database.connection(deadline));
    connection = opened;
    limitSilence(opened, deadline.leftMillis() + GRACE_MILLIS);
    // Databases send large results piece by piece only within a transaction.
    opened.setAutoCommit(false);
    Statement made = opened.createStatement();
    made.setQueryTimeout(deadline.leftSeconds());
    statement = made;
    check();
  }

  /**
   * Ends the work early. Any thread may call it, and none waits: a database that has gone would
   * hold it up.
   *
   * @param reason why; the first one counts
   */
  synchronized void cancel(Reason reason) {
    if (ended != null) {
      return;
    }
    ended = reason;
    Statement running = statement;
    if (running != null && !closed) {
      cancellation = CompletableFuture.runAsync(() -> cancel(running), cancelling);
    }
  }

  private static void cancel(Statement running) {
    try {
      running.cancel();
    } catch (SQLException e) {
      LOG.debug("a statement could not be cancelled", e);
    }
  }

  /**
   * Sets how long a database may say nothing while something is read from it; one whose machine has
   * gone would be waited for without end, and no cancellation reaches it.
   */
  private static void limitSilence(Connection connection, long millis) throws SQLException {
    try {
      connection.setNetworkTimeout(Runnable::run, (int) Math.min(Integer.MAX_VALUE, millis));
    } catch (SQLFeatureNotSupportedException e) {
      LOG.debug("{} has no network", connection, e);
    }
  }

  /**
   * Something to do with the session's statement.
   *
   * @param <T> what it gives
   */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T run() throws SQLException;
  }

  /**
   * Does one phase of the work; its time is measured.
   *
   * @param phase its name
   * @param work what to do
   * @return what it gives
   * @throws SQLException as the work throws it
   * @throws ProblemException if the session has ended early
   */
  public <T> T run(String phase, Work<T> work) throws SQLException {
    return run(() -> phases.time(phase, work));
  }

  /**
   * Does a part of the work that is of several phases.
   *
   * @param work what to do
   * @return what it gives
   * @throws SQLException as the work throws it
   * @throws ProblemException if the session has ended early
   */
  public <T> T run(Work<T> work) throws SQLException {
    goOn();
    try {
      return work.run();
    } catch (SQLException e) {
      check(); // then it is not the database's fault
      throw e;
    }
  }

  /** Ends the work if it was cancelled. */
  public void check() {
    Reason reason = ended;
    if (reason != null) {
      throw reason.problem(deadline).asException();
    }
    deadline.check();
  }

  /**
   * Before more is read from the database: ends the work if it was cancelled, and sees to it that a
   * database which says nothing any more is waited for until the deadline and not longer.
   *
   * @throws SQLException as the database's driver throws it
   * @throws ProblemException if the session has ended early
   */
  public void goOn() throws SQLException {
    check();
    Connection open = connection;
    if (open != null) {
      limitSilence(open, deadline.leftMillis() + GRACE_MILLIS);
    }
  }

  /** The database. */
  public Database database() {
    return database;
  }

  /** The statement, with what is left of the time as its query timeout. */
  public Statement statement() throws SQLException {
    Statement open = statement;
    if (open == null) {
      throw new SQLException("The session is closed", "08003");
    }
    return open;
  }

  /** The driver's own view of the connection. */
  public NlConnection questions() throws SQLException {
    return statement().getConnection().unwrap(NlConnection.class);
  }

  /** How long each phase took. */
  public Phases phases() {
    return phases;
  }

  /** The caller has gone: what the database still does is ended. */
  public void abandon() {
    cancel(Reason.CALLER_GONE);
  }

  /** The caller is no longer looked after: to be called before the answer's last byte. */
  public void answered() {
    if (watch != null) {
      watch.close();
    }
  }

  /** Gives back connection and place. Idempotent. */
  @Override
  public void close() {
    answered();
    if (timer != null) {
      timer.cancel(false);
    }
    awaitCancellation();
    Connection open = connection;
    connection = null;
    Statement used = statement;
    statement = null;
    if (open != null) {
      give(open, used);
    }
    if (place != null) {
      place.close();
      place = null;
    }
    if (forget != null) {
      forget.run();
    }
  }

  /** A cancellation under way must not reach what the connection does next. */
  private void awaitCancellation() {
    CompletableFuture<Void> last;
    synchronized (this) {
      closed = true;
      last = cancellation;
    }
    if (last != null) {
      try {
        last.get(CANCELLING_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException e) {
        LOG.debug("a cancellation has not come to its end", e);
      }
    }
  }

  private static void give(Connection connection, @Nullable Statement statement) {
    try (connection) {
      try (statement) {
        connection.unwrap(NlConnection.class).leave();
        limitSilence(connection, CLEANING_MILLIS);
        connection.rollback();
      }
    } catch (SQLException e) {
      LOG.debug("a connection could not be given back clean", e);
    }
  }
}
