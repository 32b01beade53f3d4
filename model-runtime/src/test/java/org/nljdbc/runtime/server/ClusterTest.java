package org.nljdbc.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nljdbc.memory.LockFile;
import org.nljdbc.runtime.server.cache.PinExchange;
import org.nljdbc.runtime.server.cache.RedisLink;
import org.nljdbc.translate.Registry;
import redis.embedded.RedisServer;

/** Several servers behind one address, with a real Redis between them. */
class ClusterTest extends ServerTest {

  private static final String NAMES = "SELECT name FROM customers ORDER BY id";
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  private int port;

  @SuppressWarnings("NullAway.Init") // set before each test
  private RedisServer redis;

  @BeforeEach
  void startRedis() throws IOException {
    port = freePort();
    redis = redis();
    redis.start();
  }

  @AfterEach
  void stopRedis() throws IOException {
    redis.stop();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private RedisServer redis() throws IOException {
    return RedisServer.newRedisServer()
        .port(port)
        .bind("127.0.0.1")
        .setting("save \"\"")
        .setting("requirepass secret")
        .setting("dir " + folder)
        .build();
  }

  /** Another server: it has the settings, and nothing of what this process remembers. */
  private void startAnother() throws Exception {
    start(
        "cluster: {redis: \"redis://default:secret@127.0.0.1:"
            + port
            + "/1\", hours: 1, slowMillis: 500}");
    Registry.shared().release();
  }

  private double figure(String result) throws Exception {
    return get("metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith("nl_cache_requests_total{result=\"" + result + "\"}"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void whatOneServerWasAskedTheOthersKnow() throws Exception {
    model.answer("names of all", NAMES);
    startAnother();
    Answer first = ask("names of all");
    assertEquals(200, first.status(), first.text());
    assertEquals(1, first.json().get("tries").getAsInt());
    assertEquals(1, figure("miss"));

    startAnother();
    Answer second = ask("names of all");
    assertEquals(200, second.status(), second.text());
    assertEquals(0, second.json().get("tries").getAsInt());
    assertEquals(first.json().get("id"), second.json().get("id"));
    assertEquals(first.json().get("confidence"), second.json().get("confidence"));
    assertEquals(1, figure("hit"));
    assertEquals(1, model.asked.size());
    assertEquals(3, rows(execute("question", "names of all")).size());
  }

  @Test
  void aCacheThatHasGoneIsNoFailure() throws Exception {
    model.answer("names of all", NAMES).answer("cities", "SELECT city FROM cities");
    startAnother();
    redis.stop();
    for (int i = 0; i < 5; i++) {
      Registry.shared().release();
      Answer answer = ask("names of all");
      assertEquals(200, answer.status(), answer.text());
    }
    assertEquals(5, model.asked.size());
    // The circuit is opened by questions, or by the exchange of pins before them.
    assertTrue(figure("skipped") >= 1, () -> "skipped");

    // And it is found again.
    redis = redis();
    redis.start();
    while (figure("hit") == 0) {
      Registry.shared().release();
      assertEquals(200, ask("cities").status());
      Thread.sleep(100);
    }
  }

  @Test
  void aWrongPasswordIsNoFailureEither() throws Exception {
    model.answer("names of all", NAMES);
    start("cluster: {redis: \"redis://default:other@127.0.0.1:" + port + "\"}");
    Registry.shared().release();
    assertEquals(200, ask("names of all").status());
    assertTrue(figure("failed") + figure("skipped") >= 1, () -> "failed");
  }

  /** Another machine, of which only the lock file matters. */
  private final class Other implements AutoCloseable {
    final Path path = folder.resolve("other.lock");
    private final RedisLink link =
        new RedisLink(
            URI.create("redis://default:secret@127.0.0.1:" + port + "/1"), Duration.ofMillis(500));
    private final PinExchange exchange =
        new PinExchange(link, Map.of("*", LockFile.of(path.toString())), new SimpleMeterRegistry());

    /** What somebody at that machine does. */
    void run(String statement) throws SQLException {
      try (Connection connection =
              DriverManager.getConnection(
                  "jdbc:nl:sqlite:" + shop() + "?nl.lockFile=" + path + "&nl.model=" + model.name);
          Statement here = connection.createStatement()) {
        here.execute(statement);
      }
    }

    String text() throws IOException {
      return Files.exists(path) ? Files.readString(path) : "";
    }

    @Override
    public void close() {
      exchange.close();
      link.close();
    }
  }

  private String sql(String question) throws Exception {
    Answer answer = ask(question);
    assertEquals(200, answer.status(), answer.text());
    return answer.json().get("sql").getAsString();
  }

  private void pin(String question, String sql) throws Exception {
    JsonObject said = body("question", question, "verdict", "right", "sql", sql);
    Answer answer = post("api/v1/feedback", said.toString());
    assertEquals(200, answer.status(), answer.text());
  }

  /** Within seconds; where it never comes the test's own time is up. */
  private static void await(Callable<Boolean> what) throws Exception {
    while (!what.call()) {
      Thread.sleep(20);
    }
  }

  @Test
  void whatIsSaidAtOneServerCountsAtTheOthers() throws Exception {
    model.answer("names of all", "SELECT name FROM customers");
    startAnother();
    try (Other other = new Other()) {
      pin("names of all", NAMES);
      await(() -> other.text().contains(NAMES));

      other.run("NL PIN 'names of all' AS 'SELECT id FROM customers'");
      await(() -> sql("names of all").equals("SELECT id FROM customers"));
      assertEquals(0, model.asked.size());

      other.run("NL FEEDBACK DOWN 'names of all'");
      await(() -> sql("names of all").equals("SELECT name FROM customers"));

      // What a server remembers is rejected at another.
      other.run("NL: names of all");
      other.run("NL FEEDBACK DOWN 'names of all'");
      await(() -> ask("names of all").status() == 422); // the model knows no other answer
    }
  }

  @Test
  void pinsCountAlsoWhileWhatIsSharedIsAway() throws Exception {
    startAnother();
    try (Other other = new Other()) {
      pin("names of all", NAMES);
      await(() -> other.text().contains("names of all"));
      redis.stop();
      assertEquals(NAMES, sql("names of all"));
      pin("cities", "SELECT city FROM cities");
      assertEquals("SELECT city FROM cities", sql("cities"));
      await(() -> get("metrics").text().contains("nl_pins_exchanges_total{result=\"skipped\"}"));

      // It has lost everything when it comes back, and nobody else has.
      redis = redis();
      redis.start();
      await(() -> other.text().contains("SELECT city"));
      assertEquals(NAMES, sql("names of all"));
      assertTrue(other.text().contains("names of all"), "still pinned there");
    }
  }

  @Test
  void oneThatIsSlowIsLeftAlone() throws Exception {
    for (String question : List.of("a", "b", "c", "d", "e", "f")) {
      model.answer(question, NAMES);
    }
    try (SlowWay slow = new SlowWay(port, Duration.ofMillis(200))) {
      start("cluster: {redis: \"redis://default:secret@127.0.0.1:" + slow.port() + "\"}");
      for (String question : List.of("a", "b", "c", "d", "e", "f")) {
        assertEquals(NAMES, sql(question));
      }
      assertTrue(figure("skipped") >= 1, () -> "it is asked all the same");
      assertEquals(0, figure("failed"));
    }
  }

  @Test
  void pagesGoOnAtAnyServerWithTheKey() throws Exception {
    start("cluster: {key: " + KEY + "}");
    String next = next();
    start("cluster: {key: " + KEY + "}");
    assertEquals("[[\"\"],[\"Cy\"]]", rows(execute("cursor", next, "max_rows", 2)).toString());
    start("cluster: {key: " + KEY.replace('0', 'x') + "}");
    assertProblem(400, "invalid_request", execute("cursor", next));
    start("");
    assertProblem(400, "invalid_request", execute("cursor", next));
  }

  private String next() throws Exception {
    Answer page = execute("sql", NAMES, "max_rows", 1);
    assertEquals(1, rows(page).size());
    return page.json().get("next_cursor").getAsString();
  }
}
