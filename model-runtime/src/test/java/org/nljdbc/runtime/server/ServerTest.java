package org.nljdbc.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.runtime.server.config.ConfigFile;

/** A server of its own for each test, with a SQLite database {@code shop} and a scripted model. */
abstract class ServerTest {

  final ScriptedModel model = new ScriptedModel();
  HttpClient client = HttpClient.newHttpClient();
  final Map<String, String> headers = new HashMap<>();

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  NlServer server;

  /** An answer. */
  record Answer(int status, String text, Map<String, String> headers) {
    JsonObject json() {
      return JsonParser.parseString(text).getAsJsonObject();
    }

    String code() {
      return json().get("code").getAsString();
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  @BeforeEach
  void makeShop() throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + shop());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE cities (id int PRIMARY KEY, city text NOT NULL)");
      statement.execute(
          "CREATE TABLE customers (id int PRIMARY KEY, name text, rating real,"
              + " city_id int REFERENCES cities (id))");
      statement.execute("INSERT INTO cities VALUES (1, 'Paris'), (2, 'Rome')");
      statement.execute(
          "INSERT INTO customers VALUES (1, 'Ann, \"A\"', 1.5, 1), (2, '', null, 2),"
              + " (3, 'Cy', 2.0, 1)");
    }
    start("");
  }

  Path shop() {
    return folder.resolve("shop.db");
  }

  Path lockFile() {
    return folder.resolve("nl.lock");
  }

  /** Starts the server anew with further settings, in YAML. */
  void start(String more) throws SQLException, IOException {
    start(0, more);
  }

  /** Starts the server anew, empty, where the one before was. */
  void startAgain(int port) throws SQLException, IOException {
    start(port, "");
  }

  private void start(int port, String more) throws SQLException, IOException {
    stop();
    String yaml =
        """
        port: %d
        settings: {nl.model: "%s", nl.lockFile: "%s"}
        databases: [{name: shop, url: "jdbc:sqlite:%s", pool: {minimumIdle: 1, maximumSize: 4}}]
        """
            .formatted(port, model.name, lockFile(), shop());
    server = new NlServer(ConfigFile.parse(yaml + more, Map.of("SECRET", "s3cr3t-of-a-test")));
    server.start();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  HttpRequest.Builder request(String path) {
    URI uri = server.uri().resolve(path);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    headers.forEach(request::header);
    return request;
  }

  Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    Map<String, String> all = new HashMap<>();
    response.headers().map().forEach((name, values) -> all.put(name, values.get(0)));
    return new Answer(response.statusCode(), response.body(), all);
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build());
  }

  Answer delete(String path) throws IOException, InterruptedException {
    return send(request(path).DELETE().build());
  }

  Answer post(String path, String body) throws IOException, InterruptedException {
    return send(posted(path, body));
  }

  HttpRequest posted(String path, String body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  Answer ask(String question) throws IOException, InterruptedException {
    return post("api/v1/query", body("question", question).toString());
  }

  static JsonObject body(@Nullable Object... pairs) {
    JsonObject json = new JsonObject();
    for (int i = 0; i < pairs.length; i += 2) {
      Object value = pairs[i + 1];
      if (value instanceof Number number) {
        json.add((String) pairs[i], new JsonPrimitive(number));
      } else {
        json.addProperty((String) pairs[i], (String) value);
      }
    }
    return json;
  }

  Answer execute(@Nullable Object... pairs) throws IOException, InterruptedException {
    return post("api/v1/query/execute", body(pairs).toString());
  }

  static JsonArray rows(Answer answer) {
    assertEquals(200, answer.status(), answer.text());
    return answer.json().getAsJsonArray("rows");
  }

  static void assertProblem(int status, String code, Answer answer) {
    assertEquals(status + " " + code, answer.status() + " " + answer.code(), answer.text());
    assertEquals("application/problem+json", answer.header("content-type"));
    assertEquals(status, answer.json().get("status").getAsInt());
    assertEquals(answer.header("x-request-id"), answer.json().get("request_id").getAsString());
  }

  /** A file with a text. */
  Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
