package org.nljdbc.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A question's SQL, and SQL that is looked at. */
class QueryTest extends ServerTest {

  private static final String NAMES = "SELECT name FROM customers";

  @Test
  void aQuestionGetsItsSql() throws Exception {
    model.answer("names", NAMES);
    headers.put("X-Request-Id", "mine-1");
    Answer first = ask("names of all");
    assertEquals(200, first.status(), first.text());
    JsonObject json = first.json();
    assertEquals(NAMES, json.get("sql").getAsString());
    assertEquals("names of all", json.get("question").getAsString());
    assertEquals("shop", json.get("database").getAsString());
    assertEquals("SQLite", json.get("dialect").getAsString());
    assertEquals(1, json.get("tries").getAsInt());
    double confidence = json.get("confidence").getAsDouble();
    assertTrue(confidence > 0 && confidence < 1, first.text());
    assertTrue(json.getAsJsonObject("timings").has("translate_ms"), first.text());
    assertEquals("mine-1", json.get("request_id").getAsString());
    assertEquals("mine-1", first.header("x-request-id"));

    JsonObject again = ask("names of all").json();
    assertEquals(0, again.get("tries").getAsInt());
    assertEquals(json.get("id"), again.get("id"));
  }

  @Test
  void aRequestIdThatIsNoIdIsReplaced() throws Exception {
    headers.put("X-Request-Id", "a b\"c");
    Answer answer = get("health/live");
    assertTrue(answer.header("x-request-id").matches("[0-9a-f-]{36}"), answer.headers()::toString);
  }

  @Test
  void apostrophesAndSqlInAQuestionAreItsText() throws Exception {
    model.answer("it''s", NAMES).answer("it's", NAMES);
    assertEquals(200, ask("it's; DELETE FROM customers; --").status());
  }

  @Test
  void aPlanIsAPage() throws Exception {
    model.answer("names", NAMES);
    Answer answer = post("api/v1/explain", body("question", "names").toString());
    assertEquals(200, answer.status(), answer::text);
    assertEquals(NAMES, answer.json().get("sql").getAsString());
    String html = answer.json().get("html").getAsString();
    assertTrue(html.contains("<svg") && html.contains("SCAN"), html);
    assertProblem(
        400,
        "invalid_request",
        post("api/v1/explain", "{\"question\": \"names\", \"dialect\": \"h2\"}"));
    assertProblem(
        422,
        "low_confidence",
        post(
            "api/v1/explain", "{\"question\": \"names\", \"options\": {\"min_confidence\": 100}}"));
    assertProblem(
        422,
        "not_supported",
        post("api/v1/explain", body("question", "what tables are there?").toString()));
  }

  @Test
  void whatMendsAnAnswerIsAWarning() throws Exception {
    model.answer("names", "SELECT Na_me FROM customers");
    JsonObject json = ask("names").json();
    assertEquals(NAMES, json.get("sql").getAsString());
    assertEquals(1, json.getAsJsonArray("warnings").size(), json::toString);
    assertEquals(0, json.getAsJsonArray("readings").size(), json::toString);
  }

  @Test
  void whatIsNoQuestionForSqlIsRefused() throws Exception {
    assertProblem(422, "not_supported", ask("delete all customers"));
    assertProblem(422, "not_supported", ask("what tables are there?"));
    assertProblem(422, "no_sql_found", ask("hello"));
    model.answer("nonsense", "SELECT nothing FROM nowhere");
    Answer none = ask("nonsense");
    assertProblem(422, "no_sql_found", none);
    assertEquals("42000", none.json().get("sqlstate").getAsString());
    assertProblem(503, "model_failed", ask("not in the script"));
  }

  @Test
  void anUnsureAnswerIsRefusedOnRequest() throws Exception {
    model.answer("names", NAMES);
    Answer answer =
        post("api/v1/query", "{\"question\": \"names\", \"options\": {\"min_confidence\": 100}}");
    assertProblem(422, "low_confidence", answer);
    assertEquals(NAMES, answer.json().get("sql").getAsString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{} | invalid_request | question",
        "{\"question\": \" \"} | invalid_request | question",
        "{\"question\": 5} | invalid_request | question",
        "{\"question\": \"x\", \"qestion\": 1} | invalid_request | qestion",
        "{\"question\": \"x\", \"options\": {\"timeout_seconds\": 0}} | invalid_request |"
            + " options.timeout_seconds",
        "{\"question\": \"x\", \"options\": {\"timeout_seconds\": 1.5}} | invalid_request |"
            + " options.timeout_seconds",
        "{\"question\": \"x\", \"options\": []} | invalid_request | options",
        "[] | invalid_request | ~~",
        "{\"question\": 'x'} | malformed_json | -",
        "{\"question\": \"x\"} {} | malformed_json | -",
        "{\"question\": | malformed_json | -",
      })
  void aBodyThatIsNotValidSaysWhere(String body, String code, String field) throws Exception {
    Answer answer = post("api/v1/query", body);
    assertProblem(400, code, answer);
    if (!field.equals("-")) {
      assertEquals(field, answer.json().get("field").getAsString(), answer.text());
    }
  }

  @Test
  void anAnswerMayBeExplained() throws Exception {
    model.answer("names", "SELECT name FROM customers WHERE id = 1");
    JsonObject body = body("question", "names");
    assertFalse(post("api/v1/query", body.toString()).json().has("explanation"));
    body.addProperty("explain", true);
    Answer answer = post("api/v1/query", body.toString());
    assertEquals(200, answer.status(), answer.text());
    assertEquals("SELECT name FROM customers WHERE id = 1", answer.json().get("sql").getAsString());
    JsonArray explanation = answer.json().getAsJsonArray("explanation");
    JsonObject last = explanation.get(explanation.size() - 1).getAsJsonObject();
    assertEquals("plan", last.get("part").getAsString());
    assertTrue(last.get("text").getAsString().contains("customers"), answer.text());
    body.addProperty("explain", "yes");
    assertProblem(400, "invalid_request", post("api/v1/query", body.toString()));
  }

  @Test
  void deeplyNestedJsonIsRefused() throws Exception {
    assertProblem(400, "malformed_json", post("api/v1/query", "[".repeat(100_000)));
  }

  @Test
  void otherMediaTypesAreRefused() throws Exception {
    HttpRequest text =
        request("api/v1/query")
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString("{\"question\": \"x\"}"))
            .build();
    assertProblem(415, "unsupported_media_type", send(text));
  }

  @Test
  void whatIsTooLongIsRefused() throws Exception {
    start("limits: {questionLength: 10, requestBytes: 2000}");
    assertProblem(422, "too_long", ask("eleven char"));
    assertProblem(413, "request_too_large", ask("x".repeat(3000)));
  }

  @Test
  void databasesAndPathsThatAreNotThereAreNotFound() throws Exception {
    Answer answer = post("api/v1/query", body("question", "x", "database", "other").toString());
    assertProblem(404, "not_found", answer);
    assertProblem(404, "not_found", get("api/v2/query"));
    assertProblem(405, "method_not_allowed", get("api/v1/query"));
  }

  @Test
  void sqlIsCheckedWithoutRunningIt() throws Exception {
    JsonObject good = validate("SELECT na_me FROM customers -- all");
    assertTrue(good.get("valid").getAsBoolean(), good::toString);
    assertEquals(NAMES, good.get("sql").getAsString());
    assertEquals(1, good.getAsJsonArray("corrections").size());

    JsonObject write = validate("DELETE FROM customers");
    assertFalse(write.get("valid").getAsBoolean());
    assertFalse(write.get("read_only").getAsBoolean());

    JsonObject unknown = validate("SELECT x FROM nowhere");
    assertFalse(unknown.get("valid").getAsBoolean());
    assertTrue(unknown.get("read_only").getAsBoolean());
    assertEquals("[[3]]", rows(execute("sql", "SELECT COUNT(*) FROM customers")).toString());
  }

  private JsonObject validate(String sql) throws Exception {
    Answer answer = post("api/v1/validate", body("sql", sql).toString());
    assertEquals(200, answer.status(), answer.text());
    return answer.json();
  }
}
