package org.nljdbc.runtime.server.cache;

import java.io.IOException;

/** What servers share cannot be reached at the moment. */
final class RedisUnavailableException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String result;

  /**
   * Says so.
   *
   * @param result what figures call it: {@code failed}, or {@code skipped} if it was not tried
   * @param cause why
   */
  RedisUnavailableException(String result, Exception cause) {
    super("the server that is shared by several cannot be reached: " + result, cause);
    this.result = result;
  }

  String result() {
    return result;
  }
}
