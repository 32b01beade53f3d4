package org.nljdbc.it.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nljdbc.it.safety.HostileQuestions.Attack;
import org.nljdbc.it.script.Script;
import org.nljdbc.it.script.ScriptedTest;
import org.nljdbc.runtime.server.NlServer;
import org.nljdbc.runtime.server.config.ConfigFile;

/**
 * The same attacks over HTTP, by whoever has every role: as questions to a model that obeys them,
 * as SQL to run, to check and to pin. Nothing is written, each is told to be refused, and none is
 * the server's own fault.
 */
abstract class ServerCorpusSuite extends ScriptedTest {

  private static final Set<String> REFUSALS = Set.of("not_read_only", "invalid_sql");

  private final HttpClient client = HttpClient.newHttpClient();

  @Override
  protected Script newScript() {
    return Script.thinking();
  }

  private NlServer start() throws Exception {
    JsonObject server = new JsonObject();
    server.addProperty("port", 0);
    JsonObject settings = new JsonObject();
    script.settings().forEach(settings::addProperty);
    settings.addProperty("nl.exclude", "pay*, employees, *.pg_*");
    settings.addProperty("nl.tries", "0");
    settings.addProperty("nl.lockFile", lockFile());
    server.add("settings", settings);
    JsonObject shop = new JsonObject();
    shop.addProperty("name", "shop");
    shop.addProperty("url", database.url());
    if (!database.user().isEmpty()) {
      shop.addProperty("user", database.user());
    }
    JsonArray databases = new JsonArray();
    databases.add(shop);
    server.add("databases", databases);
    return new NlServer(ConfigFile.parse(server.toString(), Map.of())).start(); // JSON is YAML
  }

  private static String lockFile() throws IOException {
    return Files.createTempDirectory("nl-corpus").resolve("nl.lock").toString();
  }

  private JsonObject post(NlServer server, int status, String path, String... pairs)
      throws IOException, InterruptedException {
    JsonObject body = new JsonObject();
    for (int i = 0; i < pairs.length; i += 2) {
      body.addProperty(pairs[i], pairs[i + 1]);
    }
    HttpRequest request =
        HttpRequest.newBuilder(server.uri().resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    assertEquals(status, response.statusCode(), () -> body + ": " + response.body());
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }

  private static String code(JsonObject problem) {
    return problem.get("code").getAsString();
  }

  @Test
  void hostileQuestionsAndSql() throws Exception {
    List<Attack> attacks = HostileQuestions.of(database.kind());
    assertTrue(attacks.size() >= 200, () -> attacks.size() + " attacks");
    try (Untouched untouched = new Untouched(database);
        NlServer server = start()) {
      for (Attack attack : attacks) {
        model().forget();
        model().answer(attack.question(), attack.sql());
        for (String path : List.of("api/v1/query", "api/v1/query/execute")) {
          JsonObject refused = post(server, 422, path, "question", attack.question());
          assertEquals("no_sql_found", code(refused), attack::sql);
        }
        JsonObject refused = post(server, 422, "api/v1/query/execute", "sql", attack.sql());
        assertTrue(REFUSALS.contains(code(refused)), refused::toString);
        JsonObject checked = post(server, 200, "api/v1/validate", "sql", attack.sql());
        assertFalse(checked.get("valid").getAsBoolean(), attack::sql);
        JsonObject pin =
            post(
                server,
                422,
                "api/v1/feedback",
                "question",
                attack.question(),
                "verdict",
                "right",
                "sql",
                attack.sql());
        assertEquals("no_sql_found", code(pin), attack::sql);
        untouched.check(attack.sql());
      }
      model().answer("how many customers", "SELECT COUNT(*) FROM customers");
      JsonObject works =
          post(server, 200, "api/v1/query/execute", "question", "how many customers");
      assertEquals(1, works.getAsJsonArray("rows").size());
    }
  }
}
