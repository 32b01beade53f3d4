package org.nljdbc.runtime.server.http;

import io.javalin.http.Context;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The id by which a request is found in answers and logs: the caller's own, or a new one. */
public final class RequestId {

  /** The header that brings it and takes it back. */
  public static final String HEADER = "X-Request-Id";

  /** Its name in the log's context. */
  public static final String KEY = "requestId";

  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private RequestId() {}

  static void begin(Context ctx) {
    String given = ctx.header(HEADER);
    String id =
        given != null && VALID.matcher(given).matches() ? given : UUID.randomUUID().toString();
    ctx.attribute(KEY, id);
    ctx.header(HEADER, id);
    MDC.put(KEY, id);
  }

  static void end() {
    MDC.remove(KEY);
  }

  /** The id of a request; null before it has begun. */
  public static @Nullable String of(Context ctx) {
    return ctx.attribute(KEY);
  }
}
