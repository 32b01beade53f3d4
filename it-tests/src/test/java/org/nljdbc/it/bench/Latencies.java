package org.nljdbc.it.bench;

import java.util.Arrays;
import java.util.Locale;

/** How long requests took, and how many failed; to be used by many threads. */
final class Latencies {

  private long[] nanos = new long[1024];
  private int count;
  private int failed;

  /**
   * Adds an answer.
   *
   * @param taken from when the request should have been sent to the answer's last byte
   * @param ok whether it was a result
   */
  synchronized void add(long taken, boolean ok) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = taken;
    if (!ok) {
      failed++;
    }
  }

  /** How many there are. */
  synchronized int count() {
    return count;
  }

  /**
   * A line of the table.
   *
   * @param what the first cell
   * @param seconds over which time
   */
  synchronized String row(String what, double seconds) {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %.1f | %s | %s | %s | %s |",
        what,
        count,
        failed,
        count / seconds,
        millis(sorted, 0.5),
        millis(sorted, 0.95),
        millis(sorted, 0.99),
        millis(sorted, 1));
  }

  /** The least time that this share of the requests did not exceed. */
  private static String millis(long[] sorted, double share) {
    if (sorted.length == 0) {
      return "-";
    }
    long time = sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    return String.format(Locale.ROOT, time < 100_000_000 ? "%.1f" : "%.0f", time / 1e6);
  }
}
