package org.nljdbc.runtime.http;

import java.io.IOException;

/** Says whether somebody still waits for an answer; asked some fifty times a second. */
@FunctionalInterface
public interface Interest {

  /** Somebody waits, however long it takes. */
  Interest LASTING = () -> {};

  /**
   * Goes on, or does not.
   *
   * @throws IOException if nobody waits any more; it ends the exchange
   */
  void check() throws IOException;
}
