package org.nljdbc.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.runtime.server.security.ApiKeys;

/** The log of a server in a process of its own, as programs read it, and its traces. */
@Timeout(120)
class ServeLogTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PASSWORD = "s3cr3t-of-a-test";

  @TempDir Path folder;

  private Process serve(String key, String format, Map<String, String> variables) throws Exception {
    Path database = folder.resolve("shop.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE pets (id int PRIMARY KEY, name text)");
    }
    Path config =
        Files.writeString(
            folder.resolve("nl.yaml"),
            """
            port: 0
            preload: false
            databases:
              - {name: shop, url: "jdbc:sqlite:%s", user: reader, password: "${SECRET}"}
            security: {keys: [{name: ann, sha256: "%s", roles: [ask]}]}
            """
                .formatted(database, HexFormat.of().formatHex(ApiKeys.digest(key))));
    ProcessBuilder program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(variables.isEmpty() ? "opentelemetry-sdk" : "nothing"),
                Nl.class.getName(),
                "serve",
                "--log-format",
                format,
                "--config",
                config.toString())
            .redirectError(folder.resolve("log").toFile());
    program.environment().put("SECRET", PASSWORD);
    program.environment().put("NL_LOG_LEVEL", "debug");
    program.environment().putAll(variables);
    return program.start();
  }

  /** An SDK that is there but not switched on would say so, in a line of its own. */
  private static String classPath(String without) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains(without))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static HttpResponse<String> validate(String address, String key, String sql)
      throws IOException, InterruptedException {
    JsonObject body = new JsonObject();
    body.addProperty("database", "shop");
    body.addProperty("sql", sql);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address).resolve("api/v1/validate"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + key)
            .header("X-Request-Id", "request-1")
            .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Lines of the log; what the JVM itself says of native libraries is none. */
  private List<JsonObject> lines() throws IOException {
    List<JsonObject> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("log"))) {
      if (!line.isEmpty() && !line.startsWith("WARNING: ") && !line.startsWith("Picked up ")) {
        assertTrue(line.startsWith("{"), line);
        JsonElement json = JsonParser.parseString(line);
        assertTrue(json.isJsonObject(), line);
        lines.add(json.getAsJsonObject());
      }
    }
    return lines;
  }

  @Test
  void eachLineIsAnObjectThatLeadsBackToItsRequest() throws Exception {
    String key = ApiKeys.generate();
    ask(key, serve(key, "json", Map.of()));
    JsonObject audit =
        lines().stream()
            .filter(line -> line.get("loggerName").getAsString().equals("org.nljdbc.audit"))
            .findFirst()
            .orElseThrow();
    assertTrue(audit.get("timestamp").getAsLong() > 0, audit::toString);
    assertEquals("INFO", audit.get("level").getAsString());
    assertEquals("asked", audit.get("formattedMessage").getAsString());
    assertEquals("request-1", audit.getAsJsonObject("mdc").get("requestId").getAsString());
    assertEquals(TRACE, audit.getAsJsonObject("mdc").get("traceId").getAsString());
    JsonArray pairs = audit.getAsJsonArray("kvpList");
    assertTrue(pairs.toString().contains("SELECT name\\nFROM pets"), pairs::toString);
    String all = log();
    assertFalse(all.contains(PASSWORD) || all.contains(key), all);
    assertFalse(all.contains("Bearer"), all);
  }

  /** Asks a server once with its key and once with another, and ends it. */
  private void ask(String key, Process process) throws IOException, InterruptedException {
    try (BufferedReader said = process.inputReader()) {
      String begun = Objects.requireNonNullElse(said.readLine(), "nothing");
      assertTrue(begun.contains("http"), this::log);
      String address = begun.substring(begun.indexOf("http"));
      HttpResponse<String> answer = validate(address, key, "SELECT name\nFROM pets");
      assertEquals(200, answer.statusCode(), answer::body);
      assertEquals(401, validate(address, key + "x", "SELECT 1").statusCode());
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  /** The program is the whole process, so it lets OpenTelemetry set itself up. */
  @Test
  void anSdkOnTheClassPathSetsItselfUp() throws Exception {
    String key = ApiKeys.generate();
    Map<String, String> variables =
        Map.of(
            "OTEL_JAVA_GLOBAL_AUTOCONFIGURE_ENABLED", "true",
            "OTEL_TRACES_EXPORTER", "logging",
            "OTEL_METRICS_EXPORTER", "none",
            "OTEL_LOGS_EXPORTER", "none");
    ask(key, serve(key, "text", variables));
    assertTrue(log().contains("'POST /api/v1/validate' : " + TRACE), this::log);
    assertTrue(log().contains("[request-1 " + TRACE + "]"), this::log);
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
