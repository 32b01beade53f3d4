package org.nljdbc.runtime.hub;

import java.io.IOException;
import java.time.Duration;

/** The hub answered that it cannot answer now: 408, 429, 5xx. */
final class BusyException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final Duration wait;

  /**
   * Makes one.
   *
   * @param status the answer's status
   * @param wait how long the hub wants to be left alone, or zero if it does not say
   */
  BusyException(int status, Duration wait) {
    super("HTTP " + status);
    this.status = status;
    this.wait = wait;
  }

  int status() {
    return status;
  }

  Duration pause() {
    return wait;
  }
}
