package org.nljdbc.translate;

import java.util.Arrays;
import java.util.OptionalLong;

/** How long the latest questions took, bounded in memory. */
final class Times {

  private final long[] latest;
  private int next;
  private int count;

  /**
   * Keeps times.
   *
   * @param most how many of the latest are kept, 1 or more
   */
  Times(int most) {
    latest = new long[most];
  }

  /** Adds one, in milliseconds; the oldest goes where there are too many. */
  synchronized void add(long millis) {
    latest[next] = millis;
    next = (next + 1) % latest.length;
    count = Math.min(count + 1, latest.length);
  }

  /**
   * The time within which that share of the questions was done: one of the times, by nearest rank.
   *
   * @param percent 1 to 100
   * @return milliseconds; empty while there are none
   */
  OptionalLong within(int percent) {
    long[] sorted;
    synchronized (this) {
      sorted = Arrays.copyOf(latest, count);
    }
    if (sorted.length == 0) {
      return OptionalLong.empty();
    }
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
    return OptionalLong.of(sorted[rank - 1]);
  }
}
