package org.nljdbc.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
    start("cluster: {redis: \"redis://default:secret@127.0.0.1:" + port + "/1\", hours: 1}");
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
    assertTrue(figure("failed") >= 2, () -> "failed");
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
    assertTrue(figure("failed") >= 1, () -> "failed");
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
