package org.nljdbc.translate;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

/**
 * One try to load a model, and how many questions wait for it. When the last of them has gone it is
 * told so: a download ends then, while a load of seconds goes on for whoever asks next.
 */
final class Loading implements Cancellation {

  private static final long POLL_MILLIS = 50;

  private final CompletableFuture<LanguageModel> promise = new CompletableFuture<>();
  private int waiting;
  private volatile boolean abandoned;

  /** A question begins to wait. */
  synchronized void join() {
    waiting++;
  }

  /** A question has ended to wait. */
  synchronized void leave() {
    waiting--;
    abandoned |= waiting == 0 && !promise.isDone();
  }

  /** Whether there was a time when nobody waited: once true it stays true. */
  @Override
  public boolean isCancelled() {
    return abandoned;
  }

  void complete(LanguageModel model) {
    promise.complete(model);
  }

  void fail(Exception failure) {
    promise.completeExceptionally(failure);
  }

  /** Whether the model is there. */
  boolean isReady() {
    return promise.isDone() && !promise.isCompletedExceptionally();
  }

  /** The model of a loading that is ready. */
  LanguageModel model() {
    return promise.join();
  }

  /**
   * Looks whether somebody still waits.
   *
   * @param <E> what else it throws
   */
  interface Patience<E extends Exception> {
    /** Throws if nobody does. */
    void check() throws E, LanguageModelException;
  }

  /**
   * Waits for the model.
   *
   * @param patience asked again and again
   * @return the model
   * @throws E as patience throws it
   * @throws LanguageModelException if it cannot be loaded, or this thread is interrupted
   */
  <E extends Exception> LanguageModel await(Patience<E> patience) throws E, LanguageModelException {
    while (true) {
      try {
        return promise.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        patience.check();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LanguageModelException(
            Kind.CANCELLED, "The thread was interrupted while the model was loading.", e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof LanguageModelException failure) {
          // One exception object for each waiter: stack traces and suppressed ones are not shared.
          throw new LanguageModelException(
              failure.kind(), String.valueOf(failure.getMessage()), failure);
        }
        throw new LanguageModelException(Kind.FAILED, "Loading the model failed.", e);
      }
    }
  }

  /** Begins to load, on a thread of its own, so that whoever waits may give up before. */
  static void start(Runnable load) throws LanguageModelException {
    Thread thread = new Thread(load, "nl-jdbc-loading");
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      throw new LanguageModelException(
          Kind.OUT_OF_MEMORY, "There is no thread left to load the model.", e);
    }
  }

  /** Closes the model as soon as it is there, if it ever is. */
  void closeModel() {
    promise.thenAccept(LanguageModel::close);
  }
}
