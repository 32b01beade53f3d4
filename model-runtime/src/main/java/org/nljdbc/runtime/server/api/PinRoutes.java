package org.nljdbc.runtime.server.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.javalin.http.Context;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.config.Fields;
import org.nljdbc.runtime.server.http.Json;
import org.nljdbc.runtime.server.http.Router;
import org.nljdbc.runtime.server.http.Routes;
import org.nljdbc.runtime.server.security.AccessControl;
import org.nljdbc.runtime.server.security.Role;
import org.nljdbc.runtime.server.work.Deadline;
import org.nljdbc.runtime.server.work.Session;

/** What people hold right and wrong: it changes what all callers are answered. */
public final class PinRoutes implements Routes {

  private static final String RIGHT = "right";
  private static final String WRONG = "wrong";

  private final ApiServices services;

  PinRoutes(ApiServices services) {
    this.services = services;
  }

  @Override
  public void addTo(Router router) {
    router.get("/api/v1/pins", Role.ASK, this::list);
    router.post("/api/v1/feedback", Role.ADMIN, this::feedback);
  }

  private void list(Context ctx) throws SQLException {
    Deadline deadline = Deadline.in(services.limits().timeoutSeconds());
    try (Session session = services.open(ctx, ctx.queryParam("database"), deadline)) {
      JsonObject json = Questions.about(ctx, session);
      json.add("pins", session.run("pins", () -> reports(session, "NL PINS")));
      Json.answer(ctx, 200, json);
    }
  }

  private void feedback(Context ctx) throws SQLException, IOException {
    Fields fields = Json.body(ctx);
    String question = QuestionRequest.question(fields, services.limits());
    String verdict = fields.choice("verdict", "", List.of(RIGHT, WRONG));
    String sql = fields.has("sql") ? QuestionRequest.sql(fields) : null;
    QuestionRequest request = QuestionRequest.read(fields, services.limits());
    fields.done();
    try (Session session = services.open(ctx, request.database(), request.deadline())) {
      Questions.audited(
          ctx,
          session,
          question,
          () -> feedback(ctx, session, question, verdict, sql, request.minConfidence()));
    }
  }

  private void feedback(
      Context ctx,
      Session session,
      String question,
      String verdict,
      @Nullable String sql,
      int minConfidence)
      throws SQLException, IOException {
    if (sql == null) {
      // What is meant is the answer that the question gets now, which another server may have
      // given.
      services.questions().translate(session, question, verdict.equals(RIGHT) ? minConfidence : 0);
    }
    String verb = verdict.equals(RIGHT) ? "NL FEEDBACK UP" : "NL FEEDBACK DOWN";
    String statement = statement(verb, question, sql);
    String caller = AccessControl.caller(ctx).name();
    JsonArray pins =
        session.run(
            "pins",
            () -> {
              session.questions().speakFor(caller);
              return reports(session, statement);
            });
    JsonObject json = Questions.about(ctx, session);
    json.add("pins", pins);
    Questions.audit(ctx, session, verdict + ": " + question, sql == null ? sql(pins) : sql, -1);
    Json.answer(ctx, 200, json);
  }

  private static String sql(JsonArray pins) {
    JsonElement sql = pins.isEmpty() ? null : pins.get(0).getAsJsonObject().get("sql");
    return sql == null || sql.isJsonNull() ? "" : sql.getAsString();
  }

  /** SQL that is given is the right one, whatever was said of the answer before. */
  private static String statement(String verb, String question, @Nullable String sql) {
    return sql == null
        ? QuestionRequest.statement(verb, question)
        : QuestionRequest.statement(QuestionRequest.statement("NL PIN", question) + " AS", sql);
  }

  private static JsonArray reports(Session session, String statement) throws SQLException {
    JsonArray reports = new JsonArray();
    try (ResultSet rows = session.statement().executeQuery(statement)) {
      while (rows.next()) {
        JsonObject report = new JsonObject();
        report.addProperty("question", rows.getString("QUESTION"));
        report.addProperty("sql", rows.getString("SQL"));
        report.addProperty("status", rows.getString("STATUS"));
        report.addProperty("model", rows.getString("MODEL"));
        report.addProperty("pinned_by", rows.getString("PINNED_BY"));
        report.addProperty("pinned_at", rows.getString("PINNED_AT"));
        reports.add(report);
      }
    }
    return reports;
  }
}
