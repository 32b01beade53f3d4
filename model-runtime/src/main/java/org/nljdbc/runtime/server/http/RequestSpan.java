package org.nljdbc.runtime.server.http;

import io.javalin.http.Context;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nljdbc.trace.RequestTrace;
import org.nljdbc.trace.TraceContext;
import org.slf4j.MDC;

/**
 * The trace that a request belongs to: the one that its caller tells by {@code traceparent} (W3C
 * Trace Context), or a new one where this process has an OpenTelemetry. Its id stands in the log
 * even where there is none.
 */
final class RequestSpan {

  /** Its id's name in the log's context. */
  static final String KEY = "traceId";

  private static final String SPAN = "nl.span";
  private static final String HEADER = "traceparent";
  private static final Pattern VALID =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

  private RequestSpan() {}

  static void begin(Context ctx) {
    RequestTrace trace = TraceContext.receive(ctx.method().name(), ctx::header);
    ctx.attribute(SPAN, trace);
    String id = trace.traceId() == null ? told(ctx.header(HEADER)) : trace.traceId();
    if (id != null) {
      MDC.put(KEY, id);
    }
  }

  private static @Nullable String told(@Nullable String header) {
    Matcher matcher = VALID.matcher(header == null ? "" : header);
    return matcher.matches() ? matcher.group(1) : null;
  }

  static void end(Context ctx, @Nullable String route, @Nullable String code) {
    RequestTrace trace = ctx.attribute(SPAN);
    if (trace != null) {
      trace.end(route, ctx.statusCode(), code);
    }
    MDC.remove(KEY);
  }
}
