package org.nljdbc.it.script;

import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

/** Makes callers wait, as a model that is at work does. */
public final class Stall {

  private Stall() {}

  /**
   * Waits.
   *
   * @param request whose deadline ends the wait
   * @param cancellation ends it too
   * @param lasts whether it is to go on
   * @throws LanguageModelException CANCELLED, also if the thread is interrupted; DEADLINE
   */
  public static void await(
      GenerationRequest request, Cancellation cancellation, BooleanSupplier lasts)
      throws LanguageModelException {
    while (lasts.getAsBoolean()) {
      if (cancellation.isCancelled()) {
        throw new LanguageModelException(Kind.CANCELLED, "cancelled");
      }
      Instant deadline = request.deadline();
      if (deadline != null && Instant.now().isAfter(deadline)) {
        throw new LanguageModelException(Kind.DEADLINE, "the deadline passed");
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LanguageModelException(Kind.CANCELLED, "interrupted", e);
      }
    }
  }
}
