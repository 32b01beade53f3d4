package org.nljdbc.runtime.remote;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a server sent is not what the protocol says; trying again would not help. */
final class Strange extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param what what it sent, as a clause; repeats nothing of it
   * @param cause what lies behind it, if anything
   */
  Strange(String what, @Nullable Throwable cause) {
    super(what, cause);
  }
}
