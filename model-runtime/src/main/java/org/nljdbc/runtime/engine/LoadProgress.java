package org.nljdbc.runtime.engine;

import org.nljdbc.spi.Progress;

/** Adds up what several threads have loaded, and tells it ten times a second at most. */
final class LoadProgress {

  private static final long PAUSE_NANOS = 100_000_000L;

  private final Progress progress;
  private final String task;
  private final double all;
  private long done;
  private long told;

  /**
   * Starts at nothing.
   *
   * @param progress is told
   * @param name what is loaded, for people
   * @param all how many numbers there are to load
   */
  LoadProgress(Progress progress, String name, long all) {
    this.progress = progress;
    this.task = "loading " + name;
    this.all = all;
    this.told = System.nanoTime() - PAUSE_NANOS;
  }

  /** Adds numbers that have been loaded. */
  synchronized void add(long numbers) {
    done += numbers;
    long now = System.nanoTime();
    if (done < all && now - told >= PAUSE_NANOS) {
      told = now;
      progress.at(task, done / all);
    }
  }

  /** Tells the end. */
  synchronized void finish() {
    progress.at(task, 1);
  }
}
