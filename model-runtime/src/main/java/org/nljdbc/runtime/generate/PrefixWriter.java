package org.nljdbc.runtime.generate;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.engine.Decoder;
import org.nljdbc.spi.LanguageModelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings prefixes to the disk, on a thread of its own, after the answers that needed them. Where
 * more come than it can write, the new ones are dropped: they come again with the next question.
 * Where the disk takes nothing, it is left alone for a while.
 */
final class PrefixWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PrefixWriter.class);
  private static final int MOST_WAITING = 4;

  /** How old the time of a file in use may grow; setting it at every question would be wasteful. */
  private static final Duration TOUCH = Duration.ofMinutes(10);

  /** How long nothing is written after the disk has refused: it may be full for long. */
  private static final Duration PAUSE = Duration.ofMinutes(10);

  private static final long CLOSE_SECONDS = 5;

  private final PrefixStore store;
  private final PrefixTrim trim;
  private final Source source;
  private final Clock clock;
  private final ThreadPoolExecutor executor;
  private volatile @Nullable Instant failed;
  private boolean trimmed;

  /** Where the keys and values come from. */
  @FunctionalInterface
  interface Source {
    /**
     * Keys and values of one block. Called for one block at a time, so that whoever generates in
     * the meantime waits for the copy of one block at most.
     *
     * @return null if they are no longer there
     */
    byte @Nullable [] values(int[] prompt, int block) throws LanguageModelException;
  }

  PrefixWriter(PrefixStore store, PrefixTrim trim, Source source, Clock clock) {
    this.store = store;
    this.trim = trim;
    this.source = source;
    this.clock = clock;
    this.executor =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            PrefixWriter::thread,
            new ThreadPoolExecutor.DiscardPolicy());
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "nl-jdbc-prefix-writer");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    return thread;
  }

  /**
   * Writes the whole blocks of a prefix that are not on disk yet, some time later.
   *
   * @param prompt the prompt
   * @param stable how many of its tokens belong to the prefix
   */
  void offer(int[] prompt, int stable) {
    if (stable >= Decoder.BLOCK && !isPaused(clock.instant())) {
      executor.execute(() -> save(prompt, stable / Decoder.BLOCK));
    }
  }

  /** Writes what waits, but not for longer than a few seconds; then gives up. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    executor.shutdownNow();
  }

  /** Whether the disk is left alone, since it has refused a short while ago. */
  boolean isPaused(Instant now) {
    Instant last = failed;
    return last != null && now.isBefore(last.plus(PAUSE));
  }

  private void save(int[] prompt, int blocks) {
    Instant now = clock.instant();
    if (isPaused(now)) {
      return;
    }
    try {
      boolean whole = true;
      for (int i = 0; i < blocks && whole; i++) {
        whole = store.has(prompt, i);
      }
      // All blocks of a prefix have one time, so that its beginning never goes before its end.
      Duration atMost = whole ? TOUCH : Duration.ZERO;
      for (int i = 0; i < blocks; i++) {
        if (store.has(prompt, i)) {
          store.touch(prompt, i, now, atMost);
          continue;
        }
        byte[] values = source.values(prompt, i);
        if (values == null) {
          break;
        }
        store.write(prompt, i, values, now);
      }
      // Once in any case: a process that was killed may have left what nobody else removes.
      if (!whole || !trimmed) {
        trim.run(now);
        trimmed = true;
      }
      failed = null;
    } catch (IOException | SecurityException e) {
      if (!Thread.currentThread().isInterrupted()) {
        pause(now, e);
      }
    } catch (LanguageModelException e) {
      LOG.debug("a prefix was not written", e);
    }
  }

  private void pause(Instant now, Exception cause) {
    if (failed == null) {
      LOG.warn(
          "schemas that the model has read cannot be kept in {} ({}); until they can, each process"
              + " reads them again",
          trim.folder(),
          cause.toString());
    }
    failed = now;
    try {
      // Perhaps it is full of what was left there.
      trim.run(now);
    } catch (IOException | SecurityException e) {
      LOG.debug("{} could not be tidied", trim.folder(), e);
    }
  }
}
