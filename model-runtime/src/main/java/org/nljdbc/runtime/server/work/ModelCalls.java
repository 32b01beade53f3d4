package org.nljdbc.runtime.server.work;

import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.nljdbc.runtime.server.http.Disconnects;

/** The requests that ask the model itself. They share the places of those on databases. */
public final class ModelCalls {

  private final Admission admission;
  private final Disconnects disconnects;
  private final MeterRegistry meters;
  private final Set<ModelCall> open = ConcurrentHashMap.newKeySet();
  private final Set<ModelCall> beside = ConcurrentHashMap.newKeySet();

  /**
   * Makes it.
   *
   * @param admission how many may work at once
   * @param disconnects notices callers that go
   * @param meters gets the times
   */
  public ModelCalls(Admission admission, Disconnects disconnects, MeterRegistry meters) {
    this.admission = admission;
    this.disconnects = disconnects;
    this.meters = meters;
  }

  /**
   * Waits for a place. The call is cancelled if the caller goes, and at the deadline.
   *
   * @param ctx the request, already read
   * @param deadline when it has to end
   * @return the call, to be closed
   * @throws org.nljdbc.runtime.server.http.ProblemException 503 if too many wait already, 504 if
   *     the deadline passed
   */
  public ModelCall open(Context ctx, Deadline deadline) {
    ModelCall call = new ModelCall(deadline, new Phases(meters), open::remove);
    open.add(call);
    boolean opened = false;
    try {
      call.open(admission, disconnects.watch(ctx, call::abandon));
      opened = true;
      return call;
    } finally {
      if (!opened) {
        call.close();
      }
    }
  }

  /**
   * Begins work that can wait and takes no place from a question. It is cancelled if the caller
   * goes, at the deadline, and as soon as the server is about to end.
   *
   * @param ctx the request, already read
   * @param deadline when it has to end
   * @return the call, to be closed
   */
  public ModelCall openBeside(Context ctx, Deadline deadline) {
    ModelCall call = new ModelCall(deadline, new Phases(meters), beside::remove);
    beside.add(call);
    call.watch(disconnects.watch(ctx, call::abandon));
    return call;
  }

  /** Ends what can wait. */
  public void cancelBeside() {
    beside.forEach(call -> call.cancel(Session.Reason.SHUTDOWN));
  }

  /** Ends all that are at work. */
  public void cancelAll() {
    cancelBeside();
    open.forEach(call -> call.cancel(Session.Reason.SHUTDOWN));
  }
}
