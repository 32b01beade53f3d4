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
  private long round;

  /** Counts the calls of {@link #stop}: to be asked before it is decided that something waits. */
  synchronized long round() {
    return round;
  }

  /**
   * Runs a task after a while, unless {@link #stop} comes first.
   *
   * @param decided the round in which this was decided
   * @return false if {@link #stop} has come since: nothing waits then, and no thread is made
   */
  synchronized boolean after(long decided, Duration delay, Runnable task) {
    if (decided != round) {
      return false;
    }
    if (executor == null) {
      executor =
          new ScheduledThreadPoolExecutor(1, work -> DaemonThreads.named("nl-jdbc-idle", work));
      executor.setKeepAliveTime(DaemonThreads.KEEP_SECONDS, TimeUnit.SECONDS);
      executor.allowCoreThreadTimeOut(true);
    }
    var unused = executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    return true;
  }

  /** Forgets the tasks that wait or were decided upon, and ends the thread. */
  void stop() {
    ScheduledThreadPoolExecutor stopped;
    synchronized (this) {
      round++;
      stopped = executor;
      executor = null;
    }
    DaemonThreads.end(stopped);
  }
}
