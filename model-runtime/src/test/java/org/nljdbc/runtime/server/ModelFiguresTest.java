package org.nljdbc.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.runtime.server.config.ConfigFile;

/** What /metrics says of the embedded model that has answered. */
class ModelFiguresTest {

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  private String shop() throws SQLException {
    String shop = "sqlite:" + folder.resolve("shop.db");
    try (Connection connection = DriverManager.getConnection("jdbc:" + shop);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, city TEXT, country TEXT)");
      statement.execute(
          "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES"
              + " customers (id), order_date TEXT, amount REAL)");
    }
    return shop;
  }

  private String send(NlServer server, String path, String body)
      throws IOException, InterruptedException {
    URI uri = server.uri().resolve(path);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (!body.isEmpty()) {
      request
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(body));
    }
    return client.send(request.build(), BodyHandlers.ofString()).body();
  }

  private static OptionalDouble figure(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .findFirst();
  }

  private static double known(String metrics, String name) {
    return figure(metrics, name).orElseThrow(() -> new AssertionError(name + " in " + metrics));
  }

  @Test
  void aModelThatHasAnsweredTellsBatchesPrefixesAndMemory() throws Exception {
    String yaml =
        "{port: 0, settings: {nl.prefixCache: memory},"
            + " databases: [{name: shop, url: \"jdbc:%s\"}]}".formatted(shop());
    try (NlServer server = new NlServer(ConfigFile.parse(yaml, Map.of()))) {
      server.start();
      assertFalse(send(server, "metrics", "").contains("nl_batch_size"), "no model is loaded yet");
      server.load();
      String before = send(server, "metrics", "");
      for (String question : new String[] {"how many customers?", "how many orders in 2023?"}) {
        String answer = send(server, "api/v1/query", "{\"question\": \"%s\"}".formatted(question));
        assertTrue(answer.contains("\"sql\""), answer);
      }
      String after = send(server, "metrics", "");
      double steps = known(after, "nl_batch_size_count");
      assertTrue(steps > known(before, "nl_batch_size_count"), after);
      String several =
          "{\"prompt\": \"Once upon a time\", \"max_tokens\": 8, \"n\": 4, \"temperature\": 0}";
      String answers = send(server, "v1/completions", several);
      assertTrue(answers.contains("\"index\":3"), answers);
      String batches = send(server, "metrics", "");
      double more = known(batches, "nl_batch_size_count");
      double alone = known(batches, "nl_batch_size_bucket{le=\"2.0\"}");
      double grown = known(batches, "nl_batch_size_sum") - known(after, "nl_batch_size_sum");
      assertTrue(more > alone, "three answers besides the first grow together");
      assertTrue(grown > more - steps, batches);

      // The second question reads the schema that the first has read.
      double reused = told(after, "reused") - told(before, "reused");
      double read = told(after, "read") - told(before, "read");
      assertTrue(reused >= 60 && read >= 60, after);
      assertEquals(0, told(after, "untold") - told(before, "untold"));

      for (String part : new String[] {"answers", "prefixes"}) {
        double bytes = known(after, "nl_kv_cache_bytes{part=\"" + part + "\"}");
        assertTrue(bytes > 0, after);
        assertTrue(bytes <= known(after, "nl_kv_cache_limit_bytes{part=\"" + part + "\"}"), after);
      }
      assertFalse(after.contains("nl_device_memory"), "a processor has no memory of its own");
    }
  }

  private static double told(String metrics, String how) {
    return known(metrics, "nl_tokens_prompt_total{how=\"" + how + "\"}");
  }
}
