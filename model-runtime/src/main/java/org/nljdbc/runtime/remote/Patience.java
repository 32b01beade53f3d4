package org.nljdbc.runtime.remote;

import java.time.Duration;

/**
 * How long a server is waited for, whatever the question's own deadline is.
 *
 * @param connecting for a connection
 * @param first for the head of an answer: a server may load its model, or have a queue
 * @param next for each further piece
 * @param probing for everything that is asked when a server is used for the first time
 * @param pause the first pause before something is tried again; it doubles each time
 */
record Patience(
    Duration connecting, Duration first, Duration next, Duration probing, Duration pause) {

  /** What is usual. */
  static final Patience USUAL =
      new Patience(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(1),
          Duration.ofMinutes(3),
          Duration.ofMillis(200));
}
