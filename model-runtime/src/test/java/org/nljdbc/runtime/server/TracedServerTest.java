package org.nljdbc.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Traces that go on from callers to the server, and from the driver to a model's server. */
class TracedServerTest extends ServerTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLER = "00f067aa0ba902b7";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter)).build();

  @BeforeEach
  void trace() {
    GlobalOpenTelemetry.resetForTest();
    GlobalOpenTelemetry.set(OpenTelemetrySdk.builder().setTracerProvider(provider).build());
  }

  @AfterEach
  void untrace() {
    GlobalOpenTelemetry.resetForTest();
    provider.close();
  }

  /** A span of that name in that trace, below that one; it may end a little after the answer. */
  private SpanData span(String name, String trace, String parent) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      Optional<SpanData> found =
          exporter.getFinishedSpanItems().stream()
              .filter(span -> span.getName().equals(name) && span.getTraceId().equals(trace))
              .filter(span -> span.getParentSpanId().equals(parent))
              .findFirst();
      if (found.isPresent() || Instant.now().isAfter(end)) {
        return found.orElseThrow(
            () -> new AssertionError(name + " in " + exporter.getFinishedSpanItems()));
      }
      Thread.sleep(10);
    }
  }

  @Test
  void aRequestGoesOnWithItsCallersTrace() throws Exception {
    model.answer("names", "SELECT name, id FROM customers WHERE name = 'Cy'");
    headers.put("traceparent", "00-" + TRACE + "-" + CALLER + "-01");
    assertEquals(200, ask("names of all").status());
    SpanData request = span("POST /api/v1/query", TRACE, CALLER);
    assertEquals(SpanKind.SERVER, request.getKind());
    assertEquals(
        200L, request.getAttributes().get(AttributeKey.longKey("http.response.status_code")));
    assertEquals(
        "/api/v1/query", request.getAttributes().get(AttributeKey.stringKey("http.route")));
    SpanData question = span("nl.question", TRACE, request.getSpanId());
    assertEquals(model.name, modelOf(span("nl.model", TRACE, question.getSpanId())));
    String all = exporter.getFinishedSpanItems().toString();
    assertFalse(all.contains("names of all") || all.contains("SELECT"), all);
  }

  @Test
  void anErrorHasItsCode() throws Exception {
    headers.put("traceparent", "00-" + TRACE + "-" + CALLER + "-01");
    assertProblem(404, "not_found", get("nothing/here"));
    SpanData request = span("GET", TRACE, CALLER);
    assertEquals("not_found", request.getAttributes().get(AttributeKey.stringKey("error.type")));
  }

  @Test
  void theDriversTraceGoesOnAtTheModelsServer() throws Exception {
    model.answer("<|im_start|>user\n1<|im_end|>", "one|||two");
    model.answer("names", "SELECT name FROM customers ORDER BY id");
    String address = server.uri().toString();
    Properties settings = new Properties();
    settings.setProperty("nl.runtime", address.substring(0, address.length() - 1));
    Span work = GlobalOpenTelemetry.getTracer("application").spanBuilder("work").startSpan();
    String trace = work.getSpanContext().getTraceId();
    try (Scope scope = work.makeCurrent();
        Connection connection = DriverManager.getConnection("jdbc:nl:sqlite:" + shop(), settings);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("NL: names of all")) {
      assertTrue(rows.next());
    }
    SpanData question = span("nl.question", trace, work.getSpanContext().getSpanId());
    SpanData call = span("nl.model", trace, question.getSpanId());
    SpanData served = span("POST /v1/completions", trace, call.getSpanId());
    assertEquals(SpanKind.SERVER, served.getKind());
  }

  private static String modelOf(SpanData span) {
    return String.valueOf(span.getAttributes().get(AttributeKey.stringKey("gen_ai.request.model")));
  }
}
