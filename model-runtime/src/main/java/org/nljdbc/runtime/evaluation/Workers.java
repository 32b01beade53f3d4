package org.nljdbc.runtime.evaluation;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Deals with items in several threads, each with a worker of its own, such as a connection. Results
 * are told in the order of the items, whoever is done first.
 *
 * @param <W> what each thread works with; used by one thread at a time
 */
public final class Workers<W> {

  private final List<W> workers;

  /**
   * Makes it.
   *
   * @param workers one for each item that is dealt with at a time, at least one
   * @throws IllegalArgumentException if there is none
   */
  public Workers(List<W> workers) {
    if (workers.isEmpty()) {
      throw new IllegalArgumentException("nobody to work");
    }
    this.workers = List.copyOf(workers);
  }

  /**
   * What is done with an item.
   *
   * @param <W> the worker
   * @param <T> the item
   * @param <R> the result
   */
  @FunctionalInterface
  public interface Work<W, T, R> {
    /**
     * Deals with an item.
     *
     * @param worker no other thread uses it meanwhile
     * @param item the item
     * @return the result
     * @throws SQLException if no other item would fare better
     */
    R on(W worker, T item) throws SQLException;
  }

  /**
   * Hears of results.
   *
   * @param <R> the result
   */
  @FunctionalInterface
  public interface Told<R> {
    /**
     * Hears of the next result, in the thread that has called {@link #each}.
     *
     * @param result the result
     * @throws IOException if it cannot be kept
     */
    void result(R result) throws IOException;
  }

  /**
   * Deals with all items. Returns when no thread works any more, whatever has happened.
   *
   * @param items the items
   * @param work what is done with each; after a failure no further item is begun
   * @param told hears of the results in the order of the items, up to the first failure
   * @param <T> the item
   * @param <R> the result
   * @throws SQLException what {@code work} has thrown
   * @throws IOException what {@code told} has thrown; an InterruptedIOException if this thread was
   *     interrupted
   */
  public <T, R> void each(List<T> items, Work<W, T, R> work, Told<R> told)
      throws SQLException, IOException {
    BlockingQueue<W> free = new ArrayBlockingQueue<>(workers.size(), false, workers);
    ExecutorService threads = Executors.newFixedThreadPool(workers.size());
    AtomicReference<@Nullable Throwable> stopped = new AtomicReference<>();
    try {
      List<Future<R>> results = new ArrayList<>();
      for (T item : items) {
        results.add(
            threads.submit(
                () -> {
                  if (stopped.get() != null) {
                    throw new CancellationException();
                  }
                  W worker = free.take(); // as many as threads, so there always is one
                  try {
                    return work.on(worker, item);
                  } catch (SQLException | RuntimeException | Error e) {
                    stopped.compareAndSet(null, e);
                    throw e;
                  } finally {
                    free.add(worker);
                  }
                }));
      }
      for (Future<R> result : results) {
        told.result(result.get());
      }
    } catch (ExecutionException e) {
      throw failure(stopped.get()); // the cause may be that another item has failed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    } finally {
      stopped.compareAndSet(null, new CancellationException());
      end(threads);
    }
  }

  private static SQLException failure(@Nullable Throwable cause) {
    if (cause instanceof SQLException sql) {
      return sql;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    throw new IllegalStateException(cause); // work throws nothing else
  }

  /** What runs has a time limit of its own, and uses what its owner closes next. */
  private static void end(ExecutorService threads) {
    threads.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
