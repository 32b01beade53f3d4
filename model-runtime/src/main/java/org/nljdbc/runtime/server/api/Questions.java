package org.nljdbc.runtime.server.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.javalin.http.Context;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nljdbc.NlStatement;
import org.nljdbc.runtime.server.databases.Database;
import org.nljdbc.runtime.server.http.Problem;
import org.nljdbc.runtime.server.http.ProblemException;
import org.nljdbc.runtime.server.http.Problems;
import org.nljdbc.runtime.server.http.RequestId;
import org.nljdbc.runtime.server.security.AccessControl;
import org.nljdbc.runtime.server.work.Session;
import org.nljdbc.translate.Reading;
import org.nljdbc.translate.Translation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Asks the driver, and tells callers, metrics and the audit log what came of it. */
final class Questions {

  /** Who asked what, which SQL came of it, and how many rows; a logger of its own. */
  private static final Logger AUDIT = LoggerFactory.getLogger("org.nljdbc.audit");

  private final MeterRegistry meters;

  Questions(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Finds the SQL of a question; refuses it if its confidence is too low. */
  Translation translate(Session session, String question, int minConfidence) throws SQLException {
    return translate(session, question, minConfidence, null);
  }

  /**
   * Finds the SQL of a question, and says what it was made from and how the database would run it.
   *
   * @param explanation gets what there is to say; null if nobody wants to know
   */
  Translation translate(
      Session session, String question, int minConfidence, @Nullable JsonArray explanation)
      throws SQLException {
    Translation translation =
        session.run(
            "translate",
            () -> {
              String verb = explanation == null ? "NL SHOW" : "NL EXPLAIN";
              String text = QuestionRequest.statement(verb, question);
              try (ResultSet shown = session.statement().executeQuery(text)) {
                if (explanation != null) {
                  addParts(shown, explanation);
                }
                return shown(session);
              }
            });
    requireConfidence(translation, minConfidence);
    return translation;
  }

  private static void requireConfidence(Translation translation, int minConfidence) {
    if (translation.confidence() * 100 < minConfidence) {
      throw Problem.of(
              422,
              "low_confidence",
              "Not sure enough",
              String.format(
                  Locale.ROOT,
                  "The SQL's confidence of %.0f %% is below min_confidence=%d.",
                  translation.confidence() * 100,
                  minConfidence))
          .with("sql", translation.sql())
          .asException();
    }
  }

  /**
   * A question's SQL with what it means and the database's plan.
   *
   * @param translation the SQL
   * @param html a page of its own
   */
  record Explained(Translation translation, String html) {}

  /** Finds the SQL of a question and explains it; refuses it if its confidence is too low. */
  Explained explain(Session session, String question, int minConfidence) throws SQLException {
    Explained explained =
        session.run(
            "translate",
            () -> {
              String text = QuestionRequest.statement("NL EXPLAIN HTML", question);
              try (ResultSet page = session.statement().executeQuery(text)) {
                page.next();
                return new Explained(shown(session), page.getString("HTML"));
              }
            });
    requireConfidence(explained.translation, minConfidence);
    return explained;
  }

  /** Refuses a database that is a schema alone. */
  static void requireRows(Database database) {
    if (database.isSchemaOnly()) {
      throw Problem.of(
              422,
              "schema_only",
              "No rows",
              database.name() + " is a schema without a database: there is nothing to run on.")
          .asException();
    }
  }

  /** All but the SQL, which the answer has anyway. */
  private static void addParts(ResultSet shown, JsonArray explanation) throws SQLException {
    while (shown.next()) {
      if (!"SQL".equals(shown.getString("PART"))) {
        JsonObject part = new JsonObject();
        part.addProperty("part", shown.getString("PART").toLowerCase(Locale.ROOT));
        part.addProperty("text", shown.getString("TEXT"));
        explanation.add(part);
      }
    }
  }

  private static Translation shown(Session session) throws SQLException {
    Translation translation = translation(session);
    if (translation == null) {
      throw new SQLException("The driver tells no translation", "58000");
    }
    return translation;
  }

  /** What the statement's last execution was translated to; null if it was not. */
  static @Nullable Translation translation(Session session) throws SQLException {
    return session.statement().unwrap(NlStatement.class).lastTranslation().orElse(null);
  }

  /** What callers are told about a request. */
  static JsonObject about(Context ctx, Session session) {
    JsonObject json = new JsonObject();
    json.addProperty("request_id", RequestId.of(ctx));
    json.addProperty("database", session.database().name());
    return json;
  }

  /** Adds what callers are told about a translation. */
  static void tell(JsonObject json, Translation translation) {
    json.addProperty("id", translation.id());
    json.addProperty("question", translation.question());
    json.addProperty("sql", translation.sql());
    addConfidence(json, translation.confidence());
    json.addProperty("model", translation.model());
    json.addProperty("tries", translation.tries());
    json.add("warnings", list(translation.notes()));
    json.add("examples", list(translation.examples()));
    JsonArray readings = new JsonArray();
    for (Reading reading : translation.readings()) {
      JsonObject other = new JsonObject();
      other.addProperty("sql", reading.sql());
      addConfidence(other, reading.confidence());
      readings.add(other);
    }
    json.add("readings", readings);
  }

  private static void addConfidence(JsonObject json, double confidence) {
    if (Double.isNaN(confidence)) {
      json.add("confidence", JsonNull.INSTANCE);
    } else {
      json.addProperty("confidence", confidence);
    }
  }

  static JsonArray list(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  /** Counts a translation. */
  void count(Translation translation) {
    if (translation.tries() == 0) {
      meters.counter("nl.questions.remembered").increment();
    } else {
      meters.counter("nl.tokens.generated").increment(translation.tokens());
      meters.counter("nl.questions.repairs").increment(translation.tries() - 1.0);
    }
    if (!Double.isNaN(translation.confidence())) {
      DistributionSummary.builder("nl.question.confidence")
          .description("confidence of answers, from 0 to 1")
          .serviceLevelObjectives(0.2, 0.4, 0.6, 0.8, 0.9)
          .register(meters)
          .record(translation.confidence());
    }
  }

  /** Answers a request that has been read. */
  @FunctionalInterface
  interface Answering {
    void run() throws SQLException, IOException;
  }

  /** Answers a request; if that fails, the audit log has the code of the error. */
  static void audited(Context ctx, Session session, String asked, Answering answering)
      throws SQLException, IOException {
    try {
      answering.run();
    } catch (SQLException e) {
      audit(ctx, session, asked, Problems.of(e).code());
      throw e;
    } catch (ProblemException e) {
      audit(ctx, session, asked, e.problem().code());
      throw e;
    }
  }

  private static void audit(Context ctx, Session session, String asked, String code) {
    line(ctx, session, asked).addKeyValue("code", code).log("failed");
  }

  private static LoggingEventBuilder line(Context ctx, Session session, String asked) {
    return AUDIT
        .atInfo()
        .addKeyValue("request_id", RequestId.of(ctx))
        .addKeyValue("caller", AccessControl.caller(ctx).name())
        .addKeyValue("route", ctx.path())
        .addKeyValue("database", session.database().name())
        .addKeyValue("asked", asked)
        .addKeyValue("millis", session.phases().totalMillis());
  }

  /**
   * Writes the audit log's line of a request. Rows are counted, never told.
   *
   * @param sql the SQL, or empty where there is none
   * @param rows rows that were sent; -1 where nothing ran
   */
  static void audit(Context ctx, Session session, String asked, String sql, long rows) {
    line(ctx, session, asked)
        .addKeyValue("sql", sql)
        .addKeyValue("rows", rows)
        .log(rows < 0 ? "asked" : "executed");
  }
}
