package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions as OpenTelemetry's spans, through statements of two real databases. */
class QuestionSpansTest {

  private static final String H2 = "jdbc:h2:mem:";

  private final TracedShop shop = new TracedShop();
  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter)).build();

  /** As applications do, which may be after the first question. */
  private Tracer set() {
    GlobalOpenTelemetry.resetForTest();
    GlobalOpenTelemetry.set(OpenTelemetrySdk.builder().setTracerProvider(provider).build());
    return GlobalOpenTelemetry.getTracer("application");
  }

  @AfterEach
  void close() {
    GlobalOpenTelemetry.resetForTest();
    provider.close();
    shop.close();
  }

  private SpanData span(String name) {
    List<SpanData> found =
        exporter.getFinishedSpanItems().stream()
            .filter(span -> span.getName().equals(name))
            .toList();
    assertEquals(1, found.size(), () -> name + " in " + exporter.getFinishedSpanItems());
    return found.get(0);
  }

  private static String text(SpanData span, String attribute) {
    return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(attribute)));
  }

  private static long number(SpanData span, String attribute) {
    Long value = span.getAttributes().get(AttributeKey.longKey(attribute));
    return value == null ? -1 : value;
  }

  @ParameterizedTest
  @CsvSource({"jdbc:sqlite::memory:, sqlite", "jdbc:h2:mem:, h2database"})
  void aQuestionIsASpanWithOneForEachPhase(String url, String database) throws SQLException {
    Tracer application = set();
    shop.model.then(" name, id FROM pets WHERE name = 'Rex'");
    Span request = application.spanBuilder("request").startSpan();
    try (Connection connection = shop.connect(url, Map.of());
        Scope scope = request.makeCurrent()) {
      assertEquals("Rex", TracedShop.ask(connection, "NL: the pet that is called Rex"));
      assertEquals(request, Span.current()); // nothing of ours is left
    }
    SpanData question = span("nl.question");
    assertEquals(request.getSpanContext().getSpanId(), question.getParentSpanId());
    assertEquals(request.getSpanContext().getTraceId(), question.getTraceId());
    assertEquals(StatusCode.UNSET, question.getStatus().getStatusCode());
    assertEquals("run", text(question, "nl.verb"));
    assertEquals(database, text(question, "db.system.name"));
    assertEquals("model", text(question, "nl.source"));
    assertEquals("scripted", text(question, "gen_ai.request.model"));
    assertEquals(1, number(question, "nl.model_calls"));
    for (String phase : List.of("schema", "load", "values", "prompt", "model", "check", "run")) {
      assertEquals(question.getSpanId(), span("nl." + phase).getParentSpanId(), phase);
    }
    assertEquals(span("nl.check").getSpanId(), span("nl.lookup").getParentSpanId());
    SpanData model = span("nl.model");
    assertEquals(SpanKind.CLIENT, model.getKind());
    assertEquals("scripted", text(model, "gen_ai.request.model"));
    assertEquals(1, number(model, "gen_ai.usage.input_tokens"));
    assertEquals(0, number(model, "gen_ai.usage.cache_read.input_tokens"));
    assertEquals(1, number(model, "gen_ai.usage.output_tokens"));
    assertEquals(database, text(span("nl.run"), "db.system.name"));
    String all = exporter.getFinishedSpanItems().toString();
    for (String secret : List.of("Rex", "SELECT", "pets", "called")) {
      assertFalse(all.contains(secret), all);
    }
  }

  @Test
  void aFailureHasItsSqlStateAndNoMessage() throws SQLException {
    set();
    shop.model.then(" nothing FROM pets").then(" nothing FROM pets");
    try (Connection connection = shop.connect(H2, Map.of("nl.tries", "1"))) {
      assertThrows(SQLException.class, () -> TracedShop.ask(connection, "NL: the nothing"));
    }
    SpanData question = span("nl.question");
    assertEquals(StatusCode.ERROR, question.getStatus().getStatusCode());
    assertEquals("42000", text(question, "error.type"));
    assertEquals("", question.getStatus().getDescription());
    assertTrue(question.getEvents().isEmpty());
    assertEquals(2, number(question, "nl.model_calls"));
    assertFalse(Span.current().getSpanContext().isValid());
  }

  /** A library that asks for the global OpenTelemetry in the usual way makes it the empty one. */
  @Test
  void askingBeforehandDoesNotTakeTheApplicationsPlace() throws SQLException {
    GlobalOpenTelemetry.resetForTest();
    shop.model.then(" count(*) FROM pets").then(" max(id) FROM pets");
    try (Connection connection = shop.connect(H2, Map.of())) {
      assertEquals("2", TracedShop.ask(connection, "NL: how many pets"));
      assertFalse(GlobalOpenTelemetry.isSet());
      set();
      assertEquals("2", TracedShop.ask(connection, "NL: the last pet"));
    }
    span("nl.question");
  }
}
