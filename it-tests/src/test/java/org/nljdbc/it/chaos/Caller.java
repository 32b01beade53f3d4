package org.nljdbc.it.chaos;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nljdbc.it.databases.TestSchema;

/** One of several callers: sends one request after another, and looks closely at the answers. */
final class Caller implements Runnable {

  /** What each request allows itself, in seconds. */
  static final int TIMEOUT_SECONDS = 3;

  private static final Duration LOST = Duration.ofSeconds(30);
  private static final int PAUSE_MILLIS = 15;
  private static final String LINES = "order_id,line_no,product_id,quantity,unit_price";

  private final URI server;
  private final HttpClient client;
  private final List<Shop> shops;
  private final Timeline timeline;
  private final Tally tally;
  private final Random random;
  private volatile boolean ended;
  private int count;

  /**
   * A database that is asked.
   *
   * @param name the server's name for it
   * @param part what fails when it does
   * @param known questions about it
   * @param large the rows of {@link KnownQuestion#LARGE}
   */
  record Shop(String name, Part part, List<KnownQuestion> known, List<String> large) {}

  Caller(
      URI server,
      HttpClient client,
      List<Shop> shops,
      Timeline timeline,
      Tally tally,
      Random random) {
    this.server = server;
    this.client = client;
    this.shops = shops;
    this.timeline = timeline;
    this.tally = tally;
    this.random = random;
  }

  /** Sends no more. */
  void end() {
    ended = true;
  }

  @Override
  public void run() {
    try {
      while (!ended) {
        one();
        Thread.sleep(random.nextInt(2 * PAUSE_MILLIS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      tally.fault("a caller failed: " + e);
    }
  }

  private void one() throws IOException, InterruptedException {
    Shop shop = shops.get(random.nextInt(shops.size()));
    KnownQuestion known = shop.known.get(random.nextInt(shop.known.size()));
    switch (random.nextInt(10)) {
      case 0, 1 -> query(shop, known.question(), known.sql(), Set.of(shop.part));
      case 2, 3 -> fresh(shop);
      case 4 -> rows(shop, "question", known.question(), known.rows());
      case 5 -> pages(shop, known);
      case 6 -> rows(shop, "sql", KnownQuestion.LARGE, shop.large);
      case 7 -> csv(shop);
      case 8 -> look(shop, known);
      default -> leave(shop);
    }
  }

  private void query(Shop shop, String question, String sql, Set<Part> parts)
      throws InterruptedException {
    JsonObject body = body(shop, "question", question);
    Reply reply = post("api/v1/query", body, parts);
    if (reply != null && reply.isOk()) {
      same(sql, reply.json().get("sql").getAsString(), "SQL of " + question);
    }
  }

  /** A question that nobody has asked before, so that the model has to be. */
  private void fresh(Shop shop) throws InterruptedException {
    String word =
        random
            .ints(10, 'a', 'z' + 1)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    query(
        shop,
        KnownQuestion.NEW + " " + word,
        KnownQuestion.ANSWERS.getOrDefault(KnownQuestion.NEW, ""),
        Set.of(shop.part, Part.MODEL));
  }

  private void rows(Shop shop, String what, String text, List<String> rows)
      throws InterruptedException {
    JsonObject body = body(shop, what, text);
    body.addProperty("max_rows", 100_000);
    Reply reply = post("api/v1/query/execute", body, Set.of(shop.part));
    if (reply != null && reply.isOk()) {
      same(rows, reply.rows(), "rows of " + text);
    }
  }

  private void pages(Shop shop, KnownQuestion known) throws InterruptedException {
    JsonObject body = body(shop, "sql", known.sql());
    body.addProperty("max_rows", 150);
    List<String> all = new ArrayList<>();
    while (true) {
      Reply reply = post("api/v1/query/execute", body, Set.of(shop.part));
      if (reply == null || !reply.isOk()) {
        return;
      }
      all.addAll(reply.rows());
      JsonElement next = reply.json().get("next_cursor");
      if (next == null) {
        break;
      }
      body = new JsonObject();
      body.add("cursor", next);
      body.add("options", options());
    }
    same(known.rows(), all, "pages of " + known.sql());
  }

  private void csv(Shop shop) throws InterruptedException {
    for (KnownQuestion known : shop.known) {
      if (known.sql().contains("order_items")) {
        JsonObject body = body(shop, "sql", known.sql());
        body.addProperty("format", "csv");
        body.addProperty("max_rows", 100_000);
        Reply reply = post("api/v1/query/execute", body, Set.of(shop.part));
        if (reply != null && reply.isOk()) {
          same(known.csv(LINES), reply.text(), "CSV");
        }
      }
    }
  }

  /** What runs nothing: schema, checks, liveness. */
  private void look(Shop shop, KnownQuestion known) throws InterruptedException {
    Reply schema = get("api/v1/schema?database=" + shop.name, Set.of(shop.part));
    if (schema != null && schema.isOk()) {
      Set<String> tables = new TreeSet<>();
      JsonArray all = schema.json().getAsJsonArray("tables");
      all.forEach(table -> tables.add(table.getAsJsonObject().get("name").getAsString()));
      if (!tables.containsAll(TestSchema.TABLES)) {
        tally.fault("tables of " + shop.name + ": " + tables);
      }
    }
    valid(shop, known.sql(), true);
    valid(shop, "DELETE FROM customers", false);
    get("health/live", Set.of());
    post("api/v1/validate", body(shop, "sql", "SELECT nothing FROM nowhere"), Set.of(shop.part));
  }

  private void valid(Shop shop, String sql, boolean valid) throws InterruptedException {
    Reply reply = post("api/v1/validate", body(shop, "sql", sql), Set.of(shop.part));
    if (reply != null && reply.isOk()) {
      same(valid, reply.json().get("valid").getAsBoolean(), "validity of " + sql);
    }
  }

  /** Asks, and goes away in the middle of the answer. */
  private void leave(Shop shop) throws IOException, InterruptedException {
    JsonObject body = body(shop, "sql", KnownQuestion.LARGE);
    body.addProperty("max_rows", 100_000);
    String text = body.toString();
    String head =
        "POST /api/v1/query/execute HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: "
            + text.length()
            + "\r\n\r\n";
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.getOutputStream().write((head + text).getBytes(StandardCharsets.US_ASCII));
      Thread.sleep(random.nextInt(20));
      socket.setSoLinger(random.nextBoolean(), 0);
    }
  }

  private JsonObject body(Shop shop, String what, String text) {
    JsonObject body = new JsonObject();
    body.addProperty("database", shop.name);
    body.addProperty(what, text);
    body.add("options", options());
    return body;
  }

  private static JsonObject options() {
    JsonObject options = new JsonObject();
    options.add("timeout_seconds", new JsonPrimitive(TIMEOUT_SECONDS));
    return options;
  }

  private @Nullable Reply post(String path, JsonObject body, Set<Part> parts)
      throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()));
    return send(request, parts, body.has("format"));
  }

  private @Nullable Reply get(String path, Set<Part> parts) throws InterruptedException {
    return send(HttpRequest.newBuilder(server.resolve(path)), parts, false);
  }

  /** Sends a request and counts what comes of it; null where nothing complete came. */
  private @Nullable Reply send(HttpRequest.Builder builder, Set<Part> parts, boolean mayBreakOff)
      throws InterruptedException {
    String id = Integer.toHexString(System.identityHashCode(this)) + "-" + count++;
    HttpRequest request = builder.header("X-Request-Id", id).timeout(LOST).build();
    int phase = timeline.now();
    long begun = System.nanoTime();
    try {
      Reply reply = Reply.read(client.send(request, BodyHandlers.ofString()), id);
      tally.count(phase, begun, parts, reply.code());
      return reply;
    } catch (Reply.Malformed e) {
      tally.fault(request.uri().getPath() + ": " + e.getMessage());
      return null;
    } catch (IOException e) {
      if (mayBreakOff && timeline.isHit(phase, timeline.now(), parts)) {
        tally.count(phase, begun, parts, Reply.BROKEN_OFF);
      } else {
        String names = timeline.names(phase, timeline.now());
        tally.fault("lost: " + request.uri().getPath() + " in " + names + ": " + e);
      }
      return null;
    }
  }

  private void same(Object expected, Object actual, String what) {
    if (!expected.equals(actual)) {
      tally.fault("wrong " + what + ": " + shortened(actual) + " not " + shortened(expected));
    }
  }

  private static String shortened(Object value) {
    String text = value.toString();
    return text.length() < 300 ? text : text.substring(0, 300) + "...";
  }
}
