package org.nljdbc.runtime.cli;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How long nobody has asked a shared runtime and no program has had its model open. Programs are
 * looked for every few seconds, since a mark tells nothing of when it was taken away.
 */
final class IdleTime {

  private static final Duration LOOK = Duration.ofSeconds(5);

  /** Of a short time too, this part at most may be missed. */
  private static final int PARTS = 4;

  private final long most;
  private final long between;
  private final LongSupplier nanoTime;
  private final BooleanSupplier used;
  private long since;
  private long looked;

  /**
   * Begins now, whenever the last question was: loading the model may have taken longer than that.
   *
   * @param most how long it may last
   * @param nanoTime the time, in nanoseconds
   * @param used whether a program has the model open
   */
  IdleTime(Duration most, LongSupplier nanoTime, BooleanSupplier used) {
    this.most = most.toNanos();
    this.between = Math.min(LOOK.toNanos(), this.most / PARTS);
    this.nanoTime = nanoTime;
    this.used = used;
    this.since = nanoTime.getAsLong();
    this.looked = since;
  }

  /**
   * Whether it has lasted long enough; to be asked about once a second.
   *
   * @param unasked how long ago the last question was
   */
  boolean isOver(Duration unasked) {
    long now = nanoTime.getAsLong();
    boolean over = Math.min(unasked.toNanos(), now - since) >= most;
    if (over || now - looked >= between) {
      looked = now;
      if (used.getAsBoolean()) {
        since = now;
        return false;
      }
    }
    return over;
  }
}
