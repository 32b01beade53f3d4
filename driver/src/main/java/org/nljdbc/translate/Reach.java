package org.nljdbc.translate;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

/**
 * Whether the place where a model runs can be reached: one that could not three times in a row is
 * left alone for a while, and then one request tries it. So nobody waits again and again for a
 * machine that is down. Safe for use by many threads.
 */
final class Reach {

  private static final int IN_A_ROW = 3;
  private static final Duration PAUSE = Duration.ofSeconds(3);

  private final CircuitBreaker breaker;
  private volatile String last = "";

  Reach() {
    this(PAUSE);
  }

  /**
   * Makes one.
   *
   * @param pause how long a place is left alone
   */
  Reach(Duration pause) {
    breaker =
        CircuitBreaker.of(
            "model",
            CircuitBreakerConfig.custom()
                .slidingWindowSize(IN_A_ROW)
                .minimumNumberOfCalls(IN_A_ROW)
                .failureRateThreshold(100)
                .waitDurationInOpenState(pause)
                .permittedNumberOfCallsInHalfOpenState(1)
                .recordException(Reach::isUnreachable)
                .ignoreException(Reach::saysNothing)
                .build());
  }

  private static boolean isUnreachable(Throwable e) {
    return e instanceof LanguageModelException failure && failure.kind() == Kind.UNREACHABLE;
  }

  private static boolean saysNothing(Throwable e) {
    return e instanceof LanguageModelException failure
        && (failure.kind() == Kind.CANCELLED || failure.kind() == Kind.DEADLINE);
  }

  /**
   * Work at the place.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  interface Work<T> {
    T run() throws LanguageModelException;
  }

  /**
   * Does work at the place.
   *
   * @param work what to do
   * @return what came of it
   * @throws LanguageModelException as the work does, or UNREACHABLE if the place is left alone
   */
  <T> T call(Work<T> work) throws LanguageModelException {
    if (!breaker.tryAcquirePermission()) {
      throw new LanguageModelException(
          Kind.UNREACHABLE,
          last + " It was so " + IN_A_ROW + " times in a row, and will be tried again soon.");
    }
    long start = breaker.getCurrentTimestamp();
    try {
      T result = work.run();
      breaker.onSuccess(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit());
      return result;
    } catch (LanguageModelException | RuntimeException | Error e) {
      if (isUnreachable(e)) {
        last = String.valueOf(e.getMessage());
      }
      breaker.onError(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit(), e);
      throw e;
    }
  }
}
