package org.nljdbc.runtime.server.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Counts the requests at work, so that an end can wait for them and refuse new ones. */
public final class Drain {

  private int running;
  private long left = System.nanoTime();
  private boolean closed;

  /** A request at work. */
  public final class Entry implements AutoCloseable {

    private Entry() {}

    @Override
    public void close() {
      leave();
    }
  }

  /**
   * Begins a request.
   *
   * @throws ProblemException 503 if the server is about to end
   */
  public synchronized Entry enter() {
    if (closed) {
      throw Problems.draining().asException();
    }
    running++;
    return new Entry();
  }

  private synchronized void leave() {
    running--;
    left = System.nanoTime();
    notifyAll();
  }

  /** For how long no request has been at work; zero while one is. */
  public synchronized Duration idle() {
    return running > 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - left);
  }

  /** Whether new requests are refused. */
  public synchronized boolean isClosed() {
    return closed;
  }

  /** Refuses new requests from now on. */
  public synchronized void close() {
    closed = true;
  }

  /**
   * Waits for the requests at work.
   *
   * @param most how long
   * @return whether none is left
   */
  public synchronized boolean await(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    long left = most.toNanos();
    while (running > 0 && left > 0) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
      left = end - System.nanoTime();
    }
    return running == 0;
  }
}
