package org.nljdbc.translate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.Cancellation;

/**
 * The schemas that models have read ahead, and the one thread on which that is asked for, one after
 * the other. The thread is there only while there is something to do. Safe for use by many threads.
 */
final class ReadAheadQueue {

  private static final int MOST_WAITING = 16;
  private static final int MOST_KNOWN = 256;

  /** After that time the model's memory may have gone to others; looking costs little. */
  private static final Duration TRUE_FOR = Duration.ofMinutes(10);

  private final Cache<Key, Boolean> known =
      Caffeine.newBuilder().maximumSize(MOST_KNOWN).expireAfterWrite(TRUE_FOR).build();
  private @Nullable ThreadPoolExecutor executor;

  /**
   * What is read ahead once.
   *
   * @param schema the schema's fingerprint
   * @param model the model's fingerprint
   * @param settings what else decides about the prompt
   */
  record Key(String schema, String model, String settings) {}

  /** Whether something has been asked for already. */
  boolean has(Key key) {
    return known.getIfPresent(key) != null;
  }

  /**
   * Does something later, unless it has been asked for already or too much is waiting.
   *
   * @param key what it is
   * @param task does it; told whether it is to end. What it throws is lost
   */
  void begin(Key key, Consumer<Cancellation> task) {
    if (known.asMap().putIfAbsent(key, true) == null && !offer(task)) {
      forget(key);
    }
  }

  /** Forgets that something has been asked for, since it has not been done. */
  void forget(Key key) {
    known.invalidate(key);
  }

  private synchronized boolean offer(Consumer<Cancellation> task) {
    ThreadPoolExecutor mine = executor;
    if (mine == null) {
      mine =
          new ThreadPoolExecutor(
              1,
              1,
              DaemonThreads.KEEP_SECONDS,
              TimeUnit.SECONDS,
              new ArrayBlockingQueue<>(MOST_WAITING),
              ReadAheadQueue::thread);
      mine.allowCoreThreadTimeOut(true);
      executor = mine;
    }
    if (mine.getQueue().remainingCapacity() == 0) {
      return false;
    }
    Cancellation stopped = mine::isShutdown;
    mine.execute(() -> task.accept(stopped));
    return true;
  }

  private static Thread thread(Runnable work) {
    Thread thread = DaemonThreads.named("nl-jdbc-ahead", work);
    thread.setPriority(Thread.MIN_PRIORITY);
    return thread;
  }

  /** Forgets what waits and what was done, ends what goes on, and ends the thread. */
  void stop() {
    ThreadPoolExecutor stopped;
    synchronized (this) {
      stopped = executor;
      executor = null;
    }
    known.invalidateAll();
    DaemonThreads.end(stopped);
  }
}
