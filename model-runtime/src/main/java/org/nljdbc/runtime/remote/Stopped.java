package org.nljdbc.runtime.remote;

import java.io.IOException;
import org.nljdbc.spi.LanguageModelException;

/** Nobody waits for an answer any more. */
final class Stopped extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient LanguageModelException reason;

  Stopped(LanguageModelException reason) {
    super(reason.getMessage(), reason);
    this.reason = reason;
  }

  LanguageModelException reason() {
    return reason;
  }
}
