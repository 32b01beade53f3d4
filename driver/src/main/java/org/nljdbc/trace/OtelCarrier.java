package org.nljdbc.trace;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes traces over borders by W3C Trace Context. Not in whatever form the application has set:
 * that may have baggage in it, which is not for a model's server to know.
 */
final class OtelCarrier implements TraceContext.Carrier {

  private static final TextMapGetter<TraceContext.Header> HEADERS =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(TraceContext.Header headers) {
          return List.of(); // propagators ask for what they know
        }

        @Override
        public @Nullable String get(TraceContext.@Nullable Header headers, String name) {
          return headers == null ? null : headers.get(name);
        }
      };

  /**
   * Makes it.
   *
   * @throws LinkageError without {@code opentelemetry-api} 1.57 or newer
   */
  OtelCarrier() {
    GlobalOpenTelemetry.getOrNoop();
  }

  @Override
  public void configure() {
    GlobalOpenTelemetry.get();
  }

  @Override
  public void send(BiConsumer<String, String> header) {
    W3CTraceContextPropagator.getInstance()
        .inject(
            Context.current(),
            header,
            (to, name, value) -> {
              if (to != null) {
                to.accept(name, value);
              }
            });
  }

  @Override
  public RequestTrace receive(String method, TraceContext.Header header) {
    OpenTelemetry telemetry = GlobalOpenTelemetry.getOrNoop();
    if (telemetry == OpenTelemetry.noop()) {
      return RequestTrace.NONE;
    }
    Context caller =
        W3CTraceContextPropagator.getInstance().extract(Context.current(), header, HEADERS);
    Span span =
        telemetry
            .getTracer(OtelTraces.SCOPE)
            .spanBuilder(method)
            .setParent(caller)
            .setSpanKind(SpanKind.SERVER)
            .setAttribute(OtelRequest.METHOD, method)
            .startSpan();
    return new OtelRequest(method, span);
  }

  /** The span of one request. */
  @SuppressWarnings("MustBeClosedChecker") // its end is a call of its own
  private static final class OtelRequest implements RequestTrace {

    static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS =
        AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final int FAULT_OF_SERVER = 500;

    private final String method;
    private final Span span;
    private final Scope scope;

    OtelRequest(String method, Span span) {
      this.method = method;
      this.span = span;
      this.scope = span.makeCurrent();
    }

    @Override
    public @Nullable String traceId() {
      return span.getSpanContext().isValid() ? span.getSpanContext().getTraceId() : null;
    }

    @Override
    public void end(@Nullable String route, int status, @Nullable String code) {
      if (route != null) {
        span.updateName(method + " " + route).setAttribute(ROUTE, route);
      }
      span.setAttribute(STATUS, (long) status);
      if (code != null) {
        span.setAttribute(ERROR, code);
      }
      if (status >= FAULT_OF_SERVER) {
        span.setStatus(StatusCode.ERROR);
      }
      scope.close();
      span.end();
    }
  }
}
