package org.nljdbc.trace;

import org.jspecify.annotations.Nullable;

/** Listens to questions, if anybody wants to know of them. */
interface TraceSource {

  /**
   * A question begins on this thread.
   *
   * @param subject what is asked
   * @return hears how it goes; null if nobody wants to know
   */
  @Nullable Trace begin(Subject subject);
}
