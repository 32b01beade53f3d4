package org.nljdbc.runtime.remote;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.http.Interest;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

/**
 * Who waits for a server, and for how long. Whoever asks is told in the words of a model in this
 * process.
 *
 * @param cancellation whether nobody does any more
 * @param deadline when to give up, or null for never
 * @param closed whether the model has been closed
 */
record Waiting(Cancellation cancellation, @Nullable Instant deadline, BooleanSupplier closed)
    implements Interest {

  private static final long POLL_MILLIS = 20;

  @Override
  public void check() throws Stopped {
    if (cancellation.isCancelled()) {
      throw new Stopped(new LanguageModelException(Kind.CANCELLED, "the question was cancelled"));
    }
    if (closed.getAsBoolean()) {
      throw new Stopped(new LanguageModelException(Kind.CANCELLED, "the model has been closed"));
    }
    if (deadline != null && !Instant.now().isBefore(deadline)) {
      throw new Stopped(
          new LanguageModelException(
              Kind.DEADLINE,
              "no answer before the deadline; raise the query timeout or ask for less"));
    }
  }

  /** Whether so much time is left. */
  boolean has(Duration time) {
    return deadline == null || Instant.now().plus(time).isBefore(deadline);
  }

  /** Lets time pass. */
  void sleep(Duration time) throws Stopped, InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    check();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      Thread.sleep(Math.min(POLL_MILLIS, left / 1_000_000 + 1));
      check();
    }
  }
}
