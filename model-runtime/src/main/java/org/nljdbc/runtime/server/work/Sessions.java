package org.nljdbc.runtime.server.work;

import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.nljdbc.runtime.server.databases.Database;
import org.nljdbc.runtime.server.http.Disconnects;

/** The requests at work on databases: opens them, and ends them all when the server ends. */
public final class Sessions implements AutoCloseable {

  private final Admission admission;
  private final MeterRegistry meters;
  private final Disconnects disconnects = new Disconnects();
  private final Set<Session> open = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService alarms =
      Executors.newSingleThreadScheduledExecutor(threads("nl-server-deadlines"));

  /** As many as there are sessions at most: each is cancelled once. */
  private final ExecutorService cancelling =
      Executors.newCachedThreadPool(threads("nl-server-cancel"));

  private static ThreadFactory threads(String name) {
    return work -> {
      Thread made = new Thread(work, name);
      made.setDaemon(true);
      return made;
    };
  }

  /**
   * Makes it.
   *
   * @param admission how many may work at once
   * @param meters gets the times
   */
  public Sessions(Admission admission, MeterRegistry meters) {
    this.admission = admission;
    this.meters = meters;
  }

  /**
   * Opens a session: waits for a place, then for a connection. It is cancelled if the caller goes,
   * and at the deadline.
   *
   * @param ctx the request, already read
   * @param database the database
   * @param deadline when it has to end
   * @return the session, to be closed
   * @throws SQLException if the database gives no connection
   */
  public Session open(Context ctx, Database database, Deadline deadline) throws SQLException {
    Session session = new Session(database, deadline, new Phases(meters), cancelling);
    // The driver looks at the time itself; this is for databases that do not.
    Future<?> alarm =
        alarms.schedule(
            () -> session.cancel(Session.Reason.DEADLINE),
            deadline.leftMillis() + 250,
            TimeUnit.MILLISECONDS);
    open.add(session);
    Disconnects.Watch watch =
        disconnects.watch(ctx, () -> session.cancel(Session.Reason.CALLER_GONE));
    session.begin(watch, alarm, () -> open.remove(session));
    boolean opened = false;
    try {
      session.open(admission);
      opened = true;
      return session;
    } finally {
      if (!opened) {
        session.close();
      }
    }
  }

  /** Ends all that are at work. */
  public void cancelAll() {
    open.forEach(session -> session.cancel(Session.Reason.SHUTDOWN));
  }

  /** How callers that go are noticed, for routes that ask the model themselves. */
  public Disconnects disconnects() {
    return disconnects;
  }

  @Override
  public void close() {
    cancelAll();
    disconnects.close();
    alarms.shutdownNow();
    cancelling.shutdown();
  }
}
