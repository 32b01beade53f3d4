package org.nljdbc.translate;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.LanguageModel;

/**
 * One try to load a model, and how many questions wait for it. When the last of them has gone it is
 * told so: a download ends then, while a load of seconds goes on for whoever asks next.
 */
final class Loading implements Cancellation {

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

  /** Waits for the model. */
  LanguageModel model(long millis)
      throws InterruptedException, ExecutionException, TimeoutException {
    return promise.get(millis, TimeUnit.MILLISECONDS);
  }

  /** Closes the model as soon as it is there, if it ever is. */
  void closeModel() {
    promise.thenAccept(LanguageModel::close);
  }
}
