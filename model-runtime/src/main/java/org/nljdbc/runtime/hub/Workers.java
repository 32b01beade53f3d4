package org.nljdbc.runtime.hub;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.nljdbc.spi.LanguageModelException;

/** Does several things at once; the first failure ends them all. */
final class Workers {

  private static final long STOPPING_SECONDS = 30;

  private Workers() {}

  /**
   * Something to do.
   *
   * @param <T> to what
   */
  @FunctionalInterface
  interface Task<T> {
    void run(T item) throws IOException, InterruptedException, LanguageModelException;
  }

  /**
   * Does it to all items.
   *
   * @param threads how many at once
   * @param items the items
   * @param task what to do
   * @param <T> what they are
   * @throws IOException what the first one failed by; none is still running then
   */
  static <T> void forEach(int threads, List<T> items, Task<T> task)
      throws IOException, InterruptedException, LanguageModelException {
    if (items.isEmpty()) {
      return;
    }
    ExecutorService pool =
        Executors.newFixedThreadPool(
            Math.min(threads, items.size()),
            work -> {
              Thread thread = new Thread(work, "nl-jdbc-download");
              thread.setDaemon(true);
              return thread;
            });
    try {
      CompletionService<Boolean> running = new ExecutorCompletionService<>(pool);
      List<Future<Boolean>> all = new ArrayList<>();
      for (T item : items) {
        all.add(
            running.submit(
                () -> {
                  task.run(item);
                  return true;
                }));
      }
      for (int i = 0; i < all.size(); i++) {
        running.take().get();
      }
    } catch (ExecutionException e) {
      throw failure(e);
    } finally {
      pool.shutdownNow();
      pool.awaitTermination(STOPPING_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static IOException failure(ExecutionException e)
      throws InterruptedException, LanguageModelException {
    Throwable cause = e.getCause();
    if (cause instanceof LanguageModelException refused) {
      throw refused;
    }
    if (cause instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    if (cause instanceof RuntimeException fault) {
      throw fault;
    }
    if (cause instanceof Error fatal) {
      throw fatal;
    }
    return cause instanceof IOException broken ? broken : new IOException(cause);
  }
}
