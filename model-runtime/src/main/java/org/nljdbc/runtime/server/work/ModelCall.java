package org.nljdbc.runtime.server.work;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.server.http.Disconnects;
import org.nljdbc.runtime.server.http.ProblemException;
import org.nljdbc.spi.Cancellation;

/**
 * One request that asks the model itself: its place among others, and what may end it early. {@link
 * ModelCalls#open} makes it; used by one thread, cancelled by any.
 */
public final class ModelCall implements Cancellation, AutoCloseable {

  private final Deadline deadline;
  private final Phases phases;
  private final Consumer<ModelCall> forget;
  private volatile Session.@Nullable Reason ended;
  private Disconnects.@Nullable Watch watch;
  private Admission.@Nullable Place place;

  ModelCall(Deadline deadline, Phases phases, Consumer<ModelCall> forget) {
    this.deadline = deadline;
    this.phases = phases;
    this.forget = forget;
  }

  void open(Admission admission, Disconnects.Watch caller) {
    watch(caller);
    long begun = System.nanoTime();
    place = admission.enter(deadline, () -> ended != null);
    phases.add("queue", System.nanoTime() - begun);
    check();
  }

  /** Looks after the caller, with no place among others. */
  void watch(Disconnects.Watch caller) {
    watch = caller;
  }

  void cancel(Session.Reason reason) {
    ended = reason;
  }

  /** Whether nobody waits for the answer any more, or the time is up. */
  @Override
  public boolean isCancelled() {
    return ended != null || deadline.leftMillis() == 0;
  }

  /**
   * Says why the call ended early, if it did.
   *
   * @throws ProblemException if it was cancelled or the time is up
   */
  public void check() {
    Session.Reason reason = ended;
    if (reason != null) {
      throw reason.problem(deadline).asException();
    }
    deadline.check();
  }

  /** When the model is to give up. */
  public Instant end() {
    return Instant.now().plusMillis(deadline.leftMillis());
  }

  /** How long each phase took. */
  public Phases phases() {
    return phases;
  }

  /** The caller has gone: what the model still does is ended. */
  public void abandon() {
    cancel(Session.Reason.CALLER_GONE);
  }

  /** The caller is no longer looked after: to be called before the answer's last byte. */
  public void answered() {
    if (watch != null) {
      watch.close();
    }
  }

  /** Gives back its place. */
  @Override
  public void close() {
    answered();
    if (place != null) {
      place.close();
      place = null;
    }
    forget.accept(this);
  }
}
