package org.nljdbc.runtime.remote;

import java.io.IOException;

/** An answer broke off after a part of it had been told, so that it must not begin anew. */
final class BrokenOff extends IOException {

  private static final long serialVersionUID = 1L;

  BrokenOff(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
