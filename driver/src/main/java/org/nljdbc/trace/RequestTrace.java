package org.nljdbc.trace;

import org.jspecify.annotations.Nullable;

/** Hears how a request at a server goes; begun and ended on its thread. */
public interface RequestTrace {

  /** Nobody listens. */
  RequestTrace NONE =
      new RequestTrace() {
        @Override
        public @Nullable String traceId() {
          return null;
        }

        @Override
        public void end(@Nullable String route, int status, @Nullable String code) {}
      };

  /** The trace that it belongs to, as 32 hexadecimal digits; null if there is none. */
  @Nullable String traceId();

  /**
   * The request has been answered.
   *
   * @param route the path of its route; null if there is none
   * @param status the answer's HTTP status
   * @param code the code of the error that was told, or null
   */
  void end(@Nullable String route, int status, @Nullable String code);
}
