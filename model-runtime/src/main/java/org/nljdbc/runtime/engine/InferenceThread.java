package org.nljdbc.runtime.engine;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

/**
 * The one thread that runs a decoder; tasks run in the order in which they came. libtorch keeps a
 * team of OpenMP threads for every thread that calls it, and the switch that turns its graph
 * optimiser off holds for one thread only.
 */
public final class InferenceThread implements AutoCloseable {

  private final ExecutorService executor;
  private final SpareProcessors processors;
  private int threads;

  /**
   * Starts the thread.
   *
   * @param name its name
   * @param threads most threads that one operation may use, or 0 for as many as there are
   *     processors
   * @throws LanguageModelException if libtorch cannot be loaded
   */
  public InferenceThread(String name, int threads) throws LanguageModelException {
    processors = new SpareProcessors(threads);
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
   * Sets how many threads the next operations use, by what other programs leave free. For tasks of
   * this thread, before each step.
   *
   * @throws LanguageModelException if libtorch fails
   */
  public void chooseThreads() throws LanguageModelException {
    int spare = processors.count();
    if (spare != threads) {
      TorchProgram.setThreads(spare);
      threads = spare;
    }
  }

  /**
   * Hands a task over.
   *
   * @param task what to run
   * @param <T> what it returns
   * @return its result, when it has run
   * @throws LanguageModelException CANCELLED if the thread is closed
   */
  public <T> Future<T> submit(Callable<T> task) throws LanguageModelException {
    try {
      return executor.submit(task);
    } catch (RejectedExecutionException e) {
      throw new LanguageModelException(Kind.CANCELLED, "the model has been closed", e);
    }
  }

  /**
   * Runs a task and waits for it, uninterruptibly: a task that gives up does so at its own points,
   * so that the decoder is never left in the middle of a call.
   *
   * @param task what to run
   * @param <T> what it returns
   * @return its result
   * @throws LanguageModelException what the task threw, as one clear exception
   */
  public <T> T call(Callable<T> task) throws LanguageModelException {
    Future<T> future = submit(task);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw explain(e.getCause() == null ? e : e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * What a task threw, as one clear exception.
   *
   * @param cause what it threw
   * @return the exception to throw
   */
  public static LanguageModelException explain(Throwable cause) {
    return NativeErrors.explain("running the model", cause);
  }

  /** Lets the tasks that wait run, and ends the thread. */
  @Override
  public void close() {
    executor.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = executor.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
