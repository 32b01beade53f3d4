package org.nljdbc.runtime.generate;

import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.engine.InferenceThread;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.LanguageModelException;

/** What becomes of a request: the inference thread writes it, the caller's thread waits for it. */
final class Outcome {

  private final StringBuilder text = new StringBuilder();
  private @Nullable Generation generation;
  private @Nullable Throwable failure;

  /** The first answer has grown. */
  synchronized void grew(CharSequence more) {
    text.append(more);
    notifyAll();
  }

  /** The request is answered. */
  synchronized void answered(Generation result) {
    generation = result;
    notifyAll();
  }

  /** The request has failed. */
  synchronized void failed(Throwable cause) {
    failure = cause;
    notifyAll();
  }

  private boolean isOver() {
    return generation != null || failure != null;
  }

  /**
   * Waits for news.
   *
   * @param millis how long at most, in milliseconds
   * @throws InterruptedException if this thread is interrupted
   */
  synchronized void await(long millis) throws InterruptedException {
    if (!isOver() && text.length() == 0) {
      wait(millis);
    }
  }

  /** Takes the text that has come since the last call; empty if there is none. */
  synchronized String takeText() {
    String taken = text.toString();
    text.setLength(0);
    return taken;
  }

  /**
   * The result.
   *
   * @return null if there is none yet
   * @throws LanguageModelException if the request has failed
   */
  synchronized @Nullable Generation result() throws LanguageModelException {
    if (failure != null) {
      throw InferenceThread.explain(failure);
    }
    return generation;
  }
}
