package org.nljdbc.spi;

/** Tells a running request that nobody waits for it any more. Polled, so it must be cheap. */
@FunctionalInterface
public interface Cancellation {

  /** A request that is never cancelled. */
  Cancellation NEVER = () -> false;

  /** Whether to stop now; once true it stays true. */
  boolean isCancelled();
}
