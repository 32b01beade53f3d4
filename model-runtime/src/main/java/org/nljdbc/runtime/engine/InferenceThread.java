package org.nljdbc.runtime.engine;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

/**
 * The one thread that runs a decoder. libtorch keeps a team of OpenMP threads for every thread that
 * calls it, and the switch that turns its graph optimiser off holds for one thread only.
 */
public final class InferenceThread implements AutoCloseable {

  private final ExecutorService executor;

  /**
   * Starts the thread.
   *
   * @param name its name
   * @throws LanguageModelException if libtorch cannot be loaded
   */
  public InferenceThread(String name) throws LanguageModelException {
    executor =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    try {
      call(
          () -> {
            TorchProgram.prepareThread();
            return true;
          });
    } catch (LanguageModelException e) {
      executor.shutdown();
      throw e;
    }
  }

  /**
   * Sets how many threads the next operations may use.
   *
   * @param threads 1 or more
   * @throws LanguageModelException if libtorch fails
   */
  public static void setThreads(int threads) throws LanguageModelException {
    TorchProgram.setThreads(threads);
  }

  /**
   * Runs a task on the thread and waits for it, uninterruptibly: a task that gives up does so at
   * its own points, so that the decoder is never left in the middle of a call.
   *
   * @param task what to run
   * @param <T> what it returns
   * @return its result
   * @throws LanguageModelException what the task threw, as one clear exception
   */
  public <T> T call(Callable<T> task) throws LanguageModelException {
    java.util.concurrent.Future<T> future;
    try {
      future = executor.submit(task);
    } catch (java.util.concurrent.RejectedExecutionException e) {
      throw new LanguageModelException(Kind.CANCELLED, "the model has been closed", e);
    }
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          Throwable cause = e.getCause() == null ? e : e.getCause();
          throw NativeErrors.explain("running the model", cause);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Lets the task that runs end, and ends the thread. */
  @Override
  public void close() {
    executor.shutdown();
    boolean interrupted = false;
    while (true) {
      try {
        if (executor.awaitTermination(1, TimeUnit.MINUTES)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
