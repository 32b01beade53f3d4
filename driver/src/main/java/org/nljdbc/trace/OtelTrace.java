package org.nljdbc.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one question: its own, and one for each phase. Each is the current one while it
 * lasts, so that what others trace meanwhile (a request to a model's server, a database's driver)
 * stands within. Names are those of the semantic conventions where they have one.
 */
@SuppressWarnings("MustBeClosedChecker") // a scope's end is a call of its own here
final class OtelTrace implements Trace {

  private static final AttributeKey<String> DATABASE = AttributeKey.stringKey("db.system.name");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey("gen_ai.operation.name");
  private static final AttributeKey<String> PROVIDER =
      AttributeKey.stringKey("gen_ai.provider.name");
  private static final AttributeKey<String> MODEL = AttributeKey.stringKey("gen_ai.request.model");
  private static final AttributeKey<Long> READ = AttributeKey.longKey("gen_ai.usage.input_tokens");
  private static final AttributeKey<Long> REUSED =
      AttributeKey.longKey("gen_ai.usage.cache_read.input_tokens");
  private static final AttributeKey<Long> WRITTEN =
      AttributeKey.longKey("gen_ai.usage.output_tokens");
  private static final AttributeKey<String> VERB = AttributeKey.stringKey("nl.verb");
  private static final AttributeKey<Boolean> PREPARED = AttributeKey.booleanKey("nl.prepared");
  private static final AttributeKey<String> SOURCE = AttributeKey.stringKey("nl.source");
  private static final AttributeKey<Long> CALLS = AttributeKey.longKey("nl.model_calls");

  private final Tracer tracer;
  private final String database;
  private final Span question;
  private final Scope scope;
  private @Nullable Span running;
  private long calls;

  OtelTrace(Tracer tracer, Subject subject) {
    this.tracer = tracer;
    this.database = subject.database().get();
    this.question =
        tracer
            .spanBuilder("nl.question")
            .setAttribute(VERB, subject.verb())
            .setAttribute(PREPARED, subject.prepared())
            .setAttribute(DATABASE, database)
            .startSpan();
    this.scope = question.makeCurrent();
  }

  @Override
  public Timing begin(Phase phase) {
    SpanBuilder builder = tracer.spanBuilder("nl." + phase.label());
    if (phase == Phase.MODEL) {
      calls++;
      builder
          .setSpanKind(SpanKind.CLIENT)
          .setAttribute(OPERATION, "chat")
          .setAttribute(PROVIDER, "nljdbc");
    } else if (phase == Phase.RUN) {
      builder.setSpanKind(SpanKind.CLIENT).setAttribute(DATABASE, database);
    }
    Span outer = running;
    Span span = builder.startSpan();
    Scope within = span.makeCurrent();
    running = span;
    return () -> {
      running = outer;
      within.close();
      span.end();
    };
  }

  @Override
  public void generated(String model, TokenCounts tokens) {
    Span call = running;
    if (call == null) {
      return;
    }
    call.setAttribute(MODEL, model);
    if (tokens.prompt() > 0) {
      call.setAttribute(READ, (long) tokens.prompt());
    }
    if (tokens.reused() >= 0) {
      call.setAttribute(REUSED, (long) tokens.reused());
    }
    if (tokens.generated() > 0) {
      call.setAttribute(WRITTEN, (long) tokens.generated());
    }
  }

  @Override
  public void found(String source, String model) {
    question.setAttribute(SOURCE, source).setAttribute(MODEL, model);
  }

  @Override
  public void end(@Nullable Throwable failure) {
    question.setAttribute(CALLS, calls);
    if (failure != null) {
      question.setStatus(StatusCode.ERROR).setAttribute(ERROR, Failures.code(failure));
    }
    scope.close();
    question.end();
  }
}
