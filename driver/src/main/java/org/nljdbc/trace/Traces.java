package org.nljdbc.trace;

import java.util.ArrayList;
import java.util.List;

/** The way from a question to all that listen: what is asked knows none of them. */
public final class Traces {

  private static final List<TraceSource> SOURCES = sources();

  private Traces() {}

  /**
   * A question begins on this thread.
   *
   * @param subject what is asked
   * @return hears how it goes; {@link Trace#NONE} if nobody listens
   */
  public static Trace begin(Subject subject) {
    Trace all = Trace.NONE;
    for (TraceSource source : SOURCES) {
      Trace one = source.begin(subject);
      if (one != null) {
        all = all == Trace.NONE ? one : new BothTraces(all, one);
      }
    }
    return all;
  }

  @SuppressWarnings("UnnecessaryLambda") // see Optionally
  private static List<TraceSource> sources() {
    List<TraceSource> sources = new ArrayList<>();
    Optionally.<TraceSource>ifThere(() -> new OtelTraces()).ifPresent(sources::add);
    Optionally.<TraceSource>ifThere(() -> new JfrTraces()).ifPresent(sources::add);
    return List.copyOf(sources);
  }
}
