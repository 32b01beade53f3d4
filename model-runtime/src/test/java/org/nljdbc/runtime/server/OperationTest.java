package org.nljdbc.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What those who run the server see. */
class OperationTest extends ServerTest {

  @Test
  void theDocumentHasExactlyTheRoutes() throws Exception {
    JsonObject document = get("openapi.json").json();
    assertEquals("3.1.0", document.get("openapi").getAsString());
    Set<String> described = new TreeSet<>();
    document
        .getAsJsonObject("paths")
        .asMap()
        .forEach(
            (path, operations) ->
                operations
                    .getAsJsonObject()
                    .keySet()
                    .forEach(
                        method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    Set<String> served = new TreeSet<>();
    server.allRoutes().forEach(route -> served.add(route.method() + " " + route.path()));
    assertEquals(served, described);
  }

  @Test
  void theDocumentRefersToWhatItHas() throws Exception {
    JsonObject document = get("openapi.json").json();
    check(document, document);
  }

  private static void check(JsonObject document, JsonElement part) {
    if (part.isJsonArray()) {
      part.getAsJsonArray().forEach(each -> check(document, each));
    } else if (part.isJsonObject()) {
      part.getAsJsonObject()
          .asMap()
          .forEach(
              (name, value) -> {
                if (name.equals("$ref")) {
                  JsonElement at = document;
                  for (String step : value.getAsString().substring(2).split("/", -1)) {
                    at = at.getAsJsonObject().get(step);
                    assertTrue(at != null, value::getAsString);
                  }
                }
                check(document, value);
              });
    }
  }

  /** What each answer has is what the document says of it. */
  @Test
  void answersAreAsTheDocumentSays() throws Exception {
    model.answer("names", "SELECT name FROM customers");
    JsonObject schemas =
        get("openapi.json").json().getAsJsonObject("components").getAsJsonObject("schemas");
    assertMembers(schemas, "Translation", ask("names").json());
    assertMembers(
        schemas,
        "Explanation",
        post("api/v1/explain", body("question", "names").toString()).json());
    assertMembers(schemas, "Answer", execute("question", "names").json(), "rows");
    assertMembers(
        schemas, "Validation", post("api/v1/validate", body("sql", "SELECT 1").toString()).json());
    assertMembers(schemas, "Schema", get("api/v1/schema").json());
    assertMembers(schemas, "Model", get("api/v1/models/info").json());
    assertMembers(schemas, "Health", get("health").json());
    assertMembers(schemas, "Ready", get("health/ready").json());
    assertMembers(schemas, "Problem", get("nowhere").json());
  }

  private static void assertMembers(
      JsonObject schemas, String name, JsonObject answer, String... more) {
    JsonObject schema = schemas.getAsJsonObject(name);
    Set<String> known = new TreeSet<>(schema.getAsJsonObject("properties").keySet());
    known.addAll(Set.of(more));
    assertTrue(known.containsAll(answer.keySet()), () -> name + ": " + answer.keySet());
    for (JsonElement required : schema.getAsJsonArray("required")) {
      assertTrue(answer.has(required.getAsString()), () -> name + " lacks " + required);
    }
  }

  @Test
  void thePageMayDoNothingButCallTheServer() throws Exception {
    Answer page = get("");
    assertEquals(200, page.status());
    String policy = page.header("content-security-policy");
    assertTrue(policy.contains("default-src 'none'"), policy);
    String nonce = policy.replaceAll(".*script-src 'nonce-([^']+)'.*", "$1");
    assertTrue(page.text().contains("<script nonce=\"" + nonce + "\">"));
    assertFalse(page.text().contains("NONCE"));
    assertFalse(page.text().matches("(?s).*(src|href)=\"https?:.*"), "nothing from elsewhere");
  }

  @Test
  void figuresAreThere() throws Exception {
    model.answer("names", "SELECT name FROM customers");
    ask("names");
    execute("question", "names");
    ask("delete all customers");
    String figures = get("metrics").text();
    for (String figure :
        new String[] {
          "nl_http_requests_seconds_count{code=\"ok\",method=\"POST\",route=\"/api/v1/query\",status=\"200\"} 1",
          "code=\"not_supported\"",
          "nl_question_phase_seconds_bucket{phase=\"translate\"",
          "nl_question_phase_seconds_count{phase=\"execute\"}",
          "nl_tokens_generated_total 10.0",
          "nl_questions_remembered_total 1.0",
          "nl_question_confidence_count 2",
          "nl_questions_running 0.0",
          "hikaricp_connections_active{pool=\"shop\"}",
          "jvm_memory_used_bytes"
        }) {
      assertTrue(figures.contains(figure), () -> figure + " in " + figures);
    }
  }

  @Test
  void healthTellsEachDatabase() throws Exception {
    while (get("health").json().toString().contains("unknown")) {
      Thread.sleep(20);
    }
    JsonObject health = get("health").json();
    assertEquals("up", health.get("status").getAsString());
    JsonObject shop = health.getAsJsonArray("databases").get(0).getAsJsonObject();
    assertEquals("up", shop.get("status").getAsString());
    assertEquals(
        "closed",
        shop.getAsJsonArray("pools").get(0).getAsJsonObject().get("circuit").getAsString());
  }

  @Test
  void anotherModelTakesOver() throws Exception {
    assertEquals(model.name, get("api/v1/models/info").json().get("id").getAsString());
    ScriptedModel other = new ScriptedModel().answer("names", "SELECT id FROM customers");
    Answer failed = post("api/v1/models/reload", body("model", "server-script:none").toString());
    assertProblem(503, "model_failed", failed);
    assertEquals(model.name, get("api/v1/models/info").json().get("id").getAsString());

    Answer reloaded = post("api/v1/models/reload", body("model", other.name).toString());
    assertEquals(200, reloaded.status(), reloaded.text());
    assertEquals(other.name, reloaded.json().get("id").getAsString());
    assertEquals(other.name, ask("names").json().get("model").getAsString());
    assertProblem(400, "invalid_request", post("api/v1/models/reload", "{\"threads\": -1}"));
  }

  @Test
  void errorsAreUtf8() throws Exception {
    Answer answer = get("api/v1/schema?database=%C3%BFl%E6%97%A5");
    assertProblem(404, "not_found", answer);
    assertTrue(answer.text().contains("\u00ffl\u65e5"), answer.text());
  }

  @Test
  void wrongMethodsAreToldTheRightOnes() throws Exception {
    Answer answer = delete("api/v1/databases");
    assertProblem(405, "method_not_allowed", answer);
    assertTrue(answer.header("allow").contains("GET"), answer.header("allow"));
    assertTrue(answer.header("allow").contains("POST"), answer.header("allow"));
    assertEquals("POST", get("api/v1/query").header("allow"));
  }

  private Answer head(String path) throws Exception {
    return send(request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()).build());
  }

  /** The same as GET, without the body. */
  @Test
  void headIsGetWithoutItsBody() throws Exception {
    Answer schema = head("api/v1/schema");
    assertEquals(200, schema.status());
    assertEquals("", schema.text());
    assertEquals("application/json", schema.header("content-type"));
    assertEquals(404, head("api/v1/schema?database=other").status());
    assertEquals(405, head("api/v1/query").status());
  }

  @Test
  void bodiesThatCannotBeReadAreRefusedAsSuch() throws Exception {
    HttpRequest.Builder request =
        request("api/v1/validate")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"sql\": \"SELECT 1\"}"));
    assertEquals(200, send(request.setHeader("Content-Encoding", "identity").build()).status());
    Answer refused = send(request.setHeader("Content-Encoding", "gzip").build());
    assertProblem(415, "unsupported_media_type", refused);
    assertEquals("identity", refused.header("accept-encoding"));
    Answer twice = post("api/v1/validate", "{\"sql\": \"SELECT 1\", \"sql\": \"SELECT 2\"}");
    assertProblem(400, "malformed_json", twice);
    assertTrue(twice.text().contains("$.sql"), twice.text());
    Answer empty = post("api/v1/validate", "");
    assertProblem(400, "malformed_json", empty);
    assertTrue(empty.text().contains("it is empty"), empty.text());
  }

  /** They never get to a route. */
  @ParameterizedTest
  @CsvSource({
    "400, GET /%zz HTTP/1.1~Host: localhost",
    "400, GET /health/live HTTP/1.1",
    "400, POST / HTTP/1.1~Host: localhost~Content-Length: 1~Content-Length: 2",
    "400, DELETE /health HTTP/1.1",
    "417, POST / HTTP/1.1~Host: localhost~Expect: magic~Content-Length: 0",
    "417, OPTIONS / HTTP/1.1~Host: localhost~Expect: magic",
    "431, DELETE /health HTTP/1.1~Host: localhost~X-Long: LONG",
    "505, GET / HTTP/9.9~Host: localhost"
  })
  void requestsThatAreNoHttpGetAnErrorLikeOthers(int status, String lines) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(10_000);
      String text = lines.replace("~", "\r\n").replace("LONG", "x".repeat(9 << 10));
      text += "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(all.startsWith("HTTP/1.1 " + status), all);
      assertTrue(all.contains("application/problem+json"), all);
      assertTrue(all.contains("\"code\":\"bad_request\""), all);
    }
  }

  @Test
  void modelsHaveNames() throws Exception {
    assertProblem(
        400, "invalid_request", post("api/v1/models/reload", body("model", "").toString()));
  }
}
