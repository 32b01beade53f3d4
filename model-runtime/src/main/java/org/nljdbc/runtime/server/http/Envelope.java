package org.nljdbc.runtime.server.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.config.InvalidFieldException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What surrounds every request, known or not: its id, its errors, its time. */
public final class Envelope {

  private static final Logger LOG = LoggerFactory.getLogger(Envelope.class);
  private static final String CODE = "nl.code";
  private static final String NO_ROUTE = "none";

  /** What the framework calls the methods that a path takes. */
  private static final String AVAILABLE_METHODS = "availableMethods";

  private final MeterRegistry meters;

  /**
   * Makes it.
   *
   * @param meters gets a timer of requests
   */
  public Envelope(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Puts it around all routes. */
  public void addTo(JavalinConfig config) {
    config.routes.before(
        ctx -> {
          RequestId.begin(ctx);
          RequestSpan.begin(ctx);
          ctx.header("X-Content-Type-Options", "nosniff");
          ctx.header("Cache-Control", "no-store");
        });
    config.routes.exception(ProblemException.class, (e, ctx) -> tell(ctx, e.problem()));
    config.routes.exception(
        InvalidFieldException.class, (e, ctx) -> tell(ctx, Problems.invalid(e)));
    config.routes.exception(SQLException.class, (e, ctx) -> tell(ctx, Problems.of(e)));
    config.routes.exception(
        HttpResponseException.class,
        (e, ctx) -> {
          if (e instanceof MethodNotAllowedResponse) {
            ctx.header("Allow", e.getDetails().getOrDefault(AVAILABLE_METHODS, ""));
          }
          tell(ctx, ofFramework(e));
        });
    config.routes.exception(
        IOException.class,
        (e, ctx) -> {
          if (ctx.res().isCommitted()) {
            LOG.debug("the caller of {} went away: {}", ctx.path(), e.toString());
          } else {
            unexpected(e, ctx);
          }
        });
    config.routes.exception(Exception.class, Envelope::unexpected);
    config.requestLogger.http(this::ended);
  }

  private static void unexpected(Exception e, Context ctx) {
    LOG.error("{} {} failed", ctx.method(), ctx.path(), e);
    tell(ctx, Problems.internal());
  }

  private static void tell(Context ctx, Problem problem) {
    ctx.attribute(CODE, problem.code());
    if (ctx.res().isCommitted()) {
      return; // too late for another status; what writes the answer breaks it off
    }
    if (ctx.path().startsWith(OpenAiError.PATH)) {
      Json.answerOpenAi(ctx, problem);
    } else {
      Json.answer(ctx, problem, RequestId.of(ctx));
    }
  }

  private static Problem ofFramework(HttpResponseException e) {
    int status = e.getStatus();
    return switch (status) {
      case 404 -> Problems.notFound("There is no such path here; GET /openapi.json lists them.");
      case 405 ->
          Problem.of(
              405,
              "method_not_allowed",
              "Wrong method",
              "This path takes other methods; GET /openapi.json lists them.");
      case 413 ->
          Problem.of(
              413,
              "request_too_large",
              "Request too large",
              "The request's body is larger than this server takes.");
      default ->
          Problem.of(
              status,
              status < 500 ? "bad_request" : "internal",
              status < 500 ? "Bad request" : "Internal error",
              String.valueOf(e.getMessage()));
    };
  }

  private void ended(Context ctx, Float millis) {
    String route = ctx.attribute(Router.ROUTE);
    @Nullable String code = ctx.attribute(CODE);
    Timer.builder("nl.http.requests")
        .description("requests by route, status and error code")
        .tag("method", route == null ? NO_ROUTE : ctx.method().name())
        .tag("route", route == null ? NO_ROUTE : route)
        .tag("status", Integer.toString(ctx.statusCode()))
        .tag("code", code == null ? "ok" : code)
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(1))
        .maximumExpectedValue(Duration.ofMinutes(2))
        .register(meters)
        .record(Duration.ofNanos((long) (millis * 1_000_000)));
    LOG.debug(
        "{} {} {} {} ms",
        ctx.method(),
        ctx.path(),
        ctx.statusCode(),
        String.format(Locale.ROOT, "%.1f", millis));
    RequestSpan.end(ctx, route, code);
    RequestId.end();
  }
}
