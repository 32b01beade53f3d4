package org.nljdbc.runtime.hub;

import org.nljdbc.spi.Cancellation;

/**
 * Interrupts the thread that made it when nobody waits for its work any more. An interrupt ends
 * whatever a download may wait for: an answer, a piece of it, a pause, a lock, the disk.
 */
final class Abandonment implements AutoCloseable {

  private static final long POLL_MILLIS = 20;

  private final Thread working = Thread.currentThread();
  private final Cancellation abandoned;
  private boolean over;
  private boolean interrupted;

  private Abandonment(Cancellation abandoned) {
    this.abandoned = abandoned;
  }

  /**
   * Begins to watch.
   *
   * @param abandoned whether nobody waits any more
   * @return to be closed by the same thread when its work has ended
   */
  static Abandonment watch(Cancellation abandoned) {
    Abandonment watch = new Abandonment(abandoned);
    if (abandoned != Cancellation.NEVER) {
      Thread thread = new Thread(watch::look, "nl-jdbc-download-watch");
      thread.setDaemon(true);
      thread.start();
    }
    return watch;
  }

  private synchronized void look() {
    try {
      while (!over) {
        if (abandoned.isCancelled()) {
          interrupted = true;
          working.interrupt();
          return;
        }
        wait(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does, and the work goes on without a watch
    }
  }

  /** Ends the watch: from here on the thread is not interrupted, nor left so by it. */
  @Override
  public synchronized void close() {
    over = true;
    notifyAll();
    if (interrupted) {
      Thread.interrupted();
    }
  }
}
