package org.nljdbc.translate;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Threads that keep neither the process nor a class loader of the application. */
final class DaemonThreads {

  /** How long a thread stays without work, and how long its end is waited for. */
  static final long KEEP_SECONDS = 1;

  private DaemonThreads() {}

  static Thread named(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.setContextClassLoader(DaemonThreads.class.getClassLoader());
    return thread;
  }

  /** Forgets the tasks that wait, interrupts the one at work, and ends the thread. */
  static void end(@Nullable ExecutorService executor) {
    if (executor == null) {
      return;
    }
    executor.shutdownNow();
    try {
      // Application servers look for threads as soon as a driver is deregistered.
      var unused = executor.awaitTermination(KEEP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
