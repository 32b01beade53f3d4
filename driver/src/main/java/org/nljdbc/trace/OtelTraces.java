package org.nljdbc.trace;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import org.jspecify.annotations.Nullable;

/** Questions as spans, where the application has set an OpenTelemetry. */
final class OtelTraces implements TraceSource {

  /** The instrumentation's name. */
  static final String SCOPE = "org.nljdbc";

  /**
   * Makes it.
   *
   * @throws LinkageError without {@code opentelemetry-api} 1.57 or newer
   */
  OtelTraces() {
    GlobalOpenTelemetry.getOrNoop();
  }

  @Override
  public @Nullable Trace begin(Subject subject) {
    // Asked each time: the application may set it late, and asking in the other way would set it.
    OpenTelemetry telemetry = GlobalOpenTelemetry.getOrNoop();
    return telemetry == OpenTelemetry.noop()
        ? null
        : new OtelTrace(telemetry.getTracer(SCOPE), subject);
  }
}
