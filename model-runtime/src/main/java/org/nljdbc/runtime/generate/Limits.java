package org.nljdbc.runtime.generate;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

/**
 * What may end a request early; asked before every step.
 *
 * @param cancellation whether the caller has given up
 * @param deadline when it will, or null
 * @param closed whether the model is being closed
 * @param clock tells the time
 */
record Limits(
    Cancellation cancellation, @Nullable Instant deadline, AtomicBoolean closed, Clock clock) {

  /**
   * Ends the request if it should end.
   *
   * @throws LanguageModelException CANCELLED or DEADLINE
   */
  void check() throws LanguageModelException {
    if (closed.get()) {
      throw new LanguageModelException(Kind.CANCELLED, "the model has been closed");
    }
    if (cancellation.isCancelled()) {
      throw new LanguageModelException(Kind.CANCELLED, "the question was cancelled");
    }
    if (deadline != null && !clock.instant().isBefore(deadline)) {
      throw new LanguageModelException(
          Kind.DEADLINE, "no answer before the deadline; raise the query timeout or ask for less");
    }
  }
}
