package org.nljdbc.trace;

/** Something whose way is told to a trace. */
public interface Traced {

  /** Hears of it. */
  Trace trace();
}
