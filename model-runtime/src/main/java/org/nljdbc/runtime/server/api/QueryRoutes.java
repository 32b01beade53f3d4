package org.nljdbc.runtime.server.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.javalin.http.Context;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.config.Fields;
import org.nljdbc.runtime.server.databases.Database;
import org.nljdbc.runtime.server.http.Json;
import org.nljdbc.runtime.server.http.Problems;
import org.nljdbc.runtime.server.http.Router;
import org.nljdbc.runtime.server.http.Routes;
import org.nljdbc.runtime.server.security.AccessControl;
import org.nljdbc.runtime.server.security.Role;
import org.nljdbc.runtime.server.work.Session;
import org.nljdbc.settings.Setting;
import org.nljdbc.translate.CheckedSql;
import org.nljdbc.translate.Translation;

/** A question's SQL without running it, and a look at SQL that somebody else wrote. */
public final class QueryRoutes implements Routes {

  private final ApiServices services;

  QueryRoutes(ApiServices services) {
    this.services = services;
  }

  @Override
  public void addTo(Router router) {
    router.post("/api/v1/query", Role.ASK, this::query);
    router.post("/api/v1/explain", Role.EXECUTE, this::explain);
    router.post("/api/v1/validate", Role.ASK, this::validate);
  }

  private void query(Context ctx) throws SQLException, IOException {
    Fields fields = Json.body(ctx);
    String question = QuestionRequest.question(fields, services.limits());
    QuestionRequest request = QuestionRequest.readQuestion(fields, services.limits());
    String dialect = fields.choice("dialect", Setting.OWN, Setting.DIALECT.choices());
    JsonArray explanation = fields.flag("explain", false) ? new JsonArray() : null;
    fields.done();
    Database database = inDialect(services.databases().get(request.database()), dialect);
    try (Session session = services.sessions().open(ctx, database, request.deadline())) {
      Questions.audited(
          ctx, session, question, () -> query(ctx, session, question, request, explanation));
    }
  }

  private static Database inDialect(Database database, String dialect) {
    if (dialect.equals(Setting.OWN)) {
      return database;
    }
    if (!database.isSchemaOnly()) {
      throw Problems.invalid(
              "dialect", "Is for schemas that were registered; a database has its own dialect.")
          .asException();
    }
    return database.in(dialect);
  }

  private void query(
      Context ctx,
      Session session,
      String question,
      QuestionRequest request,
      @Nullable JsonArray explanation)
      throws SQLException {
    request.resume(session);
    Translation found =
        services.questions().translate(session, question, request.minConfidence(), explanation);
    services.questions().count(found);
    JsonObject json = Questions.about(ctx, session);
    Questions.tell(json, found);
    json.addProperty("dialect", session.questions().schema().dialect().title());
    request.tellConversation(json, session);
    if (explanation != null) {
      json.add("explanation", Role.EXECUTE.isHeldBy(roles(ctx)) ? explanation : told(explanation));
    }
    json.add("timings", session.phases().json());
    Questions.audit(ctx, session, question, found.sql(), -1);
    Json.answer(ctx, 200, json);
  }

  private static Set<Role> roles(Context ctx) {
    return AccessControl.caller(ctx).roles();
  }

  /** An explanation without the plan. */
  private static JsonArray told(JsonArray explanation) {
    JsonArray told = new JsonArray();
    for (JsonElement each : explanation) {
      if (!each.getAsJsonObject().get("part").getAsString().equals("plan")) {
        told.add(each);
      }
    }
    return told;
  }

  /** A plan tells how many rows tables have, so it takes the right to see rows. */
  private void explain(Context ctx) throws SQLException, IOException {
    Fields fields = Json.body(ctx);
    String question = QuestionRequest.question(fields, services.limits());
    QuestionRequest request = QuestionRequest.readQuestion(fields, services.limits());
    fields.done();
    Database database = services.databases().get(request.database());
    Questions.requireRows(database);
    try (Session session = services.sessions().open(ctx, database, request.deadline())) {
      Questions.audited(ctx, session, question, () -> explain(ctx, session, question, request));
    }
  }

  private void explain(Context ctx, Session session, String question, QuestionRequest request)
      throws SQLException {
    request.resume(session);
    Questions.Explained explained =
        services.questions().explain(session, question, request.minConfidence());
    Translation found = explained.translation();
    services.questions().count(found);
    JsonObject json = Questions.about(ctx, session);
    Questions.tell(json, found);
    json.addProperty("html", explained.html());
    request.tellConversation(json, session);
    json.add("timings", session.phases().json());
    Questions.audit(ctx, session, question, found.sql(), -1);
    Json.answer(ctx, 200, json);
  }

  private void validate(Context ctx) throws SQLException, IOException {
    Fields fields = Json.body(ctx);
    String sql = QuestionRequest.sql(fields);
    QuestionRequest request = QuestionRequest.read(fields, services.limits());
    fields.done();
    Database database = services.databases().get(request.database());
    try (Session session = services.sessions().open(ctx, database, request.deadline())) {
      Questions.audited(ctx, session, sql, () -> validate(ctx, session, sql));
    }
  }

  private static void validate(Context ctx, Session session, String sql) throws SQLException {
    CheckedSql checked = session.run("check", () -> session.questions().check(sql));
    JsonObject json = Questions.about(ctx, session);
    json.addProperty("valid", checked.holds());
    json.addProperty("read_only", !checked.forbidden());
    json.addProperty("sql", checked.sql());
    json.add("problems", Questions.list(checked.problems()));
    json.add("corrections", Questions.list(checked.notes()));
    json.add("timings", session.phases().json());
    Questions.audit(ctx, session, sql, checked.sql(), -1);
    Json.answer(ctx, 200, json);
  }
}
