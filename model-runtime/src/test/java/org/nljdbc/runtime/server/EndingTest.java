package org.nljdbc.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Questions that end early, and those that do not fit. */
class EndingTest extends ServerTest {

  private static final String NAMES = "SELECT name FROM customers";

  private HttpRequest endless() {
    model.answer("endless", "endless" + NAMES);
    return posted("api/v1/query", body("question", "an endless one").toString());
  }

  private CompletableFuture<HttpResponse<String>> sendEndless() throws InterruptedException {
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(endless(), HttpResponse.BodyHandlers.ofString());
    assertTrue(model.endlessBegan.await(20, TimeUnit.SECONDS));
    return answer;
  }

  @Test
  void aCallerThatGoesCancelsItsQuestion() throws Exception {
    model.answer("endless", "endless" + NAMES);
    String body = body("question", "an endless one").toString();
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket
          .getOutputStream()
          .write(
              ("POST /api/v1/query HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                      + "Content-Length: "
                      + body.length()
                      + "\r\n\r\n"
                      + body)
                  .getBytes(StandardCharsets.US_ASCII));
      assertTrue(model.endlessBegan.await(20, TimeUnit.SECONDS));
    }
    assertTrue(model.endlessCancelled.await(20, TimeUnit.SECONDS));
  }

  @Test
  void aConnectionThatStaysAnswersTheNextRequest() throws Exception {
    model.answer("names", NAMES);
    for (int i = 0; i < 20; i++) {
      assertEquals(200, ask("names").status());
    }
  }

  @Test
  void aQuestionEndsAtItsDeadline() throws Exception {
    endless();
    Answer answer =
        post(
            "api/v1/query",
            "{\"question\": \"an endless one\", \"options\": {\"timeout_seconds\": 1}}");
    assertProblem(504, "deadline_exceeded", answer);
  }

  @Test
  void sqlEndsAtItsDeadlineEvenIfTheDatabaseHasNone() throws Exception {
    String sql =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n";
    Answer answer =
        post(
            "api/v1/query/execute",
            "{\"sql\": \"" + sql + "\", \"options\": {\"timeout_seconds\": 1}}");
    assertProblem(504, "deadline_exceeded", answer);
    assertEquals("[[3]]", rows(execute("sql", "SELECT COUNT(*) FROM customers")).toString());
  }

  @Test
  void oneQuestionTooManyIsRefused() throws Exception {
    start("limits: {concurrent: 1, queued: 0}");
    model.answer("names", NAMES);
    CompletableFuture<HttpResponse<String>> first = sendEndless();
    Answer refused = ask("names");
    assertProblem(503, "overloaded", refused);
    assertEquals("1", refused.header("retry-after"));
    model.released.countDown();
    assertEquals(200, first.get(20, TimeUnit.SECONDS).statusCode());
    assertEquals(200, ask("names").status());
  }

  @Test
  void aQuestionThatWaitsHasItsTurn() throws Exception {
    start("limits: {concurrent: 1, queued: 1}");
    model.answer("names", NAMES);
    CompletableFuture<HttpResponse<String>> first = sendEndless();
    CompletableFuture<HttpResponse<String>> second =
        client.sendAsync(
            posted("api/v1/query", body("question", "names").toString()),
            HttpResponse.BodyHandlers.ofString());
    while (!get("metrics").text().contains("nl_questions_waiting 1.0")) {
      Thread.sleep(10);
    }
    assertFalse(second.isDone());
    model.released.countDown();
    assertEquals(200, first.get(20, TimeUnit.SECONDS).statusCode());
    assertEquals(200, second.get(20, TimeUnit.SECONDS).statusCode());
  }

  @Test
  void theEndWaitsForQuestionsAndTakesNoMore() throws Exception {
    CompletableFuture<HttpResponse<String>> running = sendEndless();
    CompletableFuture<Void> ended = CompletableFuture.runAsync(server::close);
    Answer refused = ask("names");
    while (refused.status() != 503) {
      refused = ask("names");
    }
    assertProblem(503, "shutting_down", refused);
    assertEquals(200, get("health/live").status());
    assertEquals(503, get("health/ready").status());
    assertFalse(ended.isDone());
    model.released.countDown();
    assertEquals(200, running.get(20, TimeUnit.SECONDS).statusCode());
    ended.get(20, TimeUnit.SECONDS);
  }

  @Test
  void theEndCancelsWhatTakesTooLong() throws Exception {
    start("limits: {drainSeconds: 0}");
    CompletableFuture<HttpResponse<String>> running = sendEndless();
    server.close();
    assertTrue(model.endlessCancelled.await(20, TimeUnit.SECONDS));
    HttpResponse<String> answer = running.get(20, TimeUnit.SECONDS);
    assertEquals(503, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("shutting_down"), answer.body());
  }

  @Test
  void closingTwiceIsClosingOnce() throws IOException {
    server.close();
    server.close();
  }
}
