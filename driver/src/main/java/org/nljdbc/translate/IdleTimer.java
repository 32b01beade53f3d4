package org.nljdbc.translate;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks after a while, on a daemon thread that is there only while one is waiting. The JDK's
 * own delayed executor would do, but its thread never ends and keeps the class loader of whoever
 * used it first.
 */
final class IdleTimer {

  private @Nullable ScheduledThreadPoolExecutor executor;

  /** Runs a task after a while, unless {@link #stop} comes first. */
  synchronized void after(Duration delay, Runnable task) {
    if (executor == null) {
      executor =
          new ScheduledThreadPoolExecutor(1, work -> DaemonThreads.named("nl-jdbc-idle", work));
      executor.setKeepAliveTime(DaemonThreads.KEEP_SECONDS, TimeUnit.SECONDS);
      executor.allowCoreThreadTimeOut(true);
    }
    var unused = executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Forgets the tasks that wait, and ends the thread. */
  void stop() {
    ScheduledThreadPoolExecutor stopped;
    synchronized (this) {
      stopped = executor;
      executor = null;
    }
    DaemonThreads.end(stopped);
  }
}
