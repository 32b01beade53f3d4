package org.nljdbc.runtime.hub;

import org.nljdbc.spi.Progress;

/** Adds up what several threads have downloaded, and tells it ten times a second at most. */
final class DownloadProgress {

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
   * @param id the model
   * @param all bytes to come
   */
  DownloadProgress(Progress progress, HubId id, long all) {
    this.progress = progress;
    this.task = "downloading " + id + " (" + HubErrors.megabytes(all) + ")";
    this.all = all;
    this.told = System.nanoTime() - PAUSE_NANOS;
  }

  /**
   * Adds bytes.
   *
   * @param bytes how many have come; fewer than 0 if they must come again
   */
  synchronized void add(long bytes) {
    done += bytes;
    long now = System.nanoTime();
    if (done < all && now - told >= PAUSE_NANOS) {
      told = now;
      progress.at(task, Math.max(0, done) / all);
    }
  }

  /** Tells the end. */
  synchronized void finish() {
    progress.at(task, 1);
  }
}
