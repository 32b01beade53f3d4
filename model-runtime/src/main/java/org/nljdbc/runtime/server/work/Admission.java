package org.nljdbc.runtime.server.work;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.nljdbc.runtime.server.config.Limits;
import org.nljdbc.runtime.server.http.Problems;

/** Lets a bounded number of questions work, in order, and a bounded number wait. */
public final class Admission {

  private static final long LOOK_MILLIS = 100;

  private final Semaphore places;
  private final AtomicInteger waiting = new AtomicInteger();
  private final int mostWaiting;

  /**
   * Makes it.
   *
   * @param limits how many
   * @param meters gets gauges
   */
  public Admission(Limits limits, MeterRegistry meters) {
    places = new Semaphore(limits.concurrent(), true);
    mostWaiting = limits.queued();
    Gauge.builder("nl.questions.running", () -> limits.concurrent() - places.availablePermits())
        .description("questions at work")
        .register(meters);
    Gauge.builder("nl.questions.waiting", waiting::get)
        .description("questions waiting for their turn")
        .register(meters);
  }

  /** A place, to be given back. */
  public final class Place implements AutoCloseable {

    private Place() {}

    @Override
    public void close() {
      places.release();
    }
  }

  /**
   * Waits for a place.
   *
   * @param deadline until when
   * @param cancelled looked at while waiting
   * @return the place
   * @throws org.nljdbc.runtime.server.http.ProblemException 503 if too many wait already or the
   *     wait was cancelled, 504 if the deadline passed
   */
  public Place enter(Deadline deadline, BooleanSupplier cancelled) {
    if (!places.tryAcquire()) {
      if (waiting.incrementAndGet() > mostWaiting) {
        waiting.decrementAndGet();
        throw Problems.overloaded("Too many questions are waiting. Try again soon.").asException();
      }
      try {
        await(deadline, cancelled);
      } finally {
        waiting.decrementAndGet();
      }
    }
    return new Place();
  }

  private void await(Deadline deadline, BooleanSupplier cancelled) {
    try {
      while (!places.tryAcquire(
          Math.min(LOOK_MILLIS, deadline.leftMillis()), TimeUnit.MILLISECONDS)) {
        deadline.check();
        if (cancelled.getAsBoolean()) {
          throw Problems.draining().asException();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problems.draining().asException();
    }
  }
}
