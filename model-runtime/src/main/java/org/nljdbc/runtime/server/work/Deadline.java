package org.nljdbc.runtime.server.work;

import java.util.concurrent.TimeUnit;
import org.nljdbc.runtime.server.http.Problems;

/**
 * When a request has to end.
 *
 * @param seconds how long it may take, in seconds
 * @param nanos when that is over, by {@link System#nanoTime}
 */
public record Deadline(int seconds, long nanos) {

  /** One that begins now. */
  public static Deadline in(int seconds) {
    return new Deadline(seconds, System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
  }

  /** What is left, in milliseconds; 0 if it is over. */
  public long leftMillis() {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos - System.nanoTime()));
  }

  /** What is left in whole seconds, rounded up: 1 or more, since 0 means no limit to JDBC. */
  int leftSeconds() {
    return (int) Math.max(1, (leftMillis() + 999) / 1000);
  }

  /** Ends the request with 504 if it is over. */
  public void check() {
    if (leftMillis() == 0) {
      throw Problems.deadline(seconds).asException();
    }
  }
}
