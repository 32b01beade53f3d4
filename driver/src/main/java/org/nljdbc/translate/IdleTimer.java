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

  private static final long KEEP_SECONDS = 1;

  private @Nullable ScheduledThreadPoolExecutor executor;

  /** Runs a task after a while, unless {@link #stop} comes first. */
  synchronized void after(Duration delay, Runnable task) {
    if (executor == null) {
      executor = new ScheduledThreadPoolExecutor(1, IdleTimer::thread);
      executor.setKeepAliveTime(KEEP_SECONDS, TimeUnit.SECONDS);
      executor.allowCoreThreadTimeOut(true);
    }
    var unused = executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "nl-jdbc-idle");
    thread.setDaemon(true);
    thread.setContextClassLoader(IdleTimer.class.getClassLoader());
    return thread;
  }

  /** Forgets the tasks that wait, and ends the thread. */
  synchronized void stop() {
    if (executor != null) {
      executor.shutdownNow();
      executor = null;
    }
  }
}
