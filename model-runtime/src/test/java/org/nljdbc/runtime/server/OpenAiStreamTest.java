package org.nljdbc.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Answers of OpenAI's protocol that are sent as they grow. */
class OpenAiStreamTest extends ServerTest {

  private static final String HELLO = "{\"prompt\": \"hello\", \"stream\": true";

  private List<JsonObject> events(String path, String body, boolean whole) throws Exception {
    Answer answer = post(path, body);
    assertEquals(200, answer.status(), answer.text());
    assertEquals("text/event-stream;charset=utf-8", answer.header("content-type").replace(" ", ""));
    List<JsonObject> events = new ArrayList<>();
    for (String line : answer.text().split("\n\n")) {
      assertTrue(line.startsWith("data: "), answer.text());
      if (!line.equals("data: [DONE]")) {
        events.add(JsonParser.parseString(line.substring(6)).getAsJsonObject());
      }
    }
    assertEquals(whole, answer.text().endsWith("\n\ndata: [DONE]\n\n"), answer.text());
    return events;
  }

  private static JsonObject choice(JsonObject event) {
    return event.getAsJsonArray("choices").get(0).getAsJsonObject();
  }

  @Test
  void aTextGrows() throws Exception {
    model.answer("hello", "wonderful");
    List<JsonObject> events = events("v1/completions", HELLO + "}", true);
    assertEquals(3, events.size(), events::toString);
    assertEquals("wonde", choice(events.get(0)).get("text").getAsString());
    assertTrue(choice(events.get(0)).get("finish_reason").isJsonNull());
    assertEquals("rful", choice(events.get(1)).get("text").getAsString());
    assertEquals("stop", choice(events.get(2)).get("finish_reason").getAsString());
    assertEquals(1, events.stream().map(event -> event.get("id")).distinct().count());
    assertFalse(events.get(0).has("usage"));
  }

  @Test
  void severalConversationsGrow() throws Exception {
    model.answer("hello", "wonderful|||other");
    List<JsonObject> events =
        events(
            "v1/chat/completions",
            "{\"messages\": [{\"role\": \"user\", \"content\": \"hello\"}], \"n\": 2,"
                + " \"logprobs\": true, \"stream\": true,"
                + " \"stream_options\": {\"include_usage\": true}}",
            true);
    StringBuilder[] texts = {new StringBuilder(), new StringBuilder()};
    int[] ends = {0, 0};
    int[] begins = {0, 0};
    for (JsonObject event : events.subList(0, events.size() - 1)) {
      assertEquals("chat.completion.chunk", event.get("object").getAsString());
      assertTrue(event.get("usage").isJsonNull());
      JsonObject choice = choice(event);
      int index = choice.get("index").getAsInt();
      JsonObject delta = choice.getAsJsonObject("delta");
      begins[index] += delta.has("role") ? 1 : 0;
      texts[index].append(delta.get("content").getAsString());
      if (!choice.get("finish_reason").isJsonNull()) {
        ends[index]++;
        assertEquals(
            1, choice.getAsJsonObject("logprobs").getAsJsonArray("content").size(), "its tokens");
      }
    }
    assertEquals("wonderful other", texts[0] + " " + texts[1]);
    assertEquals("1 1 1 1", begins[0] + " " + begins[1] + " " + ends[0] + " " + ends[1]);
    JsonObject last = events.get(events.size() - 1);
    assertTrue(last.getAsJsonArray("choices").isEmpty());
    assertEquals(20, last.getAsJsonObject("usage").get("completion_tokens").getAsInt());
  }

  @Test
  void anErrorBeforeTheFirstWordHasItsStatus() throws Exception {
    OpenAiTest.assertError(
        503, "server_error", "model_failed", post("v1/completions", HELLO + "}"));
  }

  @Test
  void anErrorInTheMiddleIsAnEvent() throws Exception {
    model.answer("hello", "endlesswonderful");
    List<JsonObject> events = events("v1/completions", HELLO + ", \"timeout_seconds\": 1}", false);
    assertEquals("wonde", choice(events.get(0)).get("text").getAsString());
    JsonObject error = events.get(1).getAsJsonObject("error");
    assertEquals("deadline_exceeded", error.get("code").getAsString());
  }

  @Test
  void aCallerThatGoesCancelsItsRequest() throws Exception {
    model.answer("hello", "endlesswonderful");
    String body = HELLO + "}";
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket
          .getOutputStream()
          .write(
              ("POST /v1/completions HTTP/1.1\r\nHost: localhost\r\n"
                      + "Content-Type: application/json\r\nContent-Length: "
                      + body.length()
                      + "\r\n\r\n"
                      + body)
                  .getBytes(StandardCharsets.US_ASCII));
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      String line = reader.readLine();
      while (!line.startsWith("data: ")) {
        line = reader.readLine();
      }
      assertTrue(line.contains("wonde"), line); // before the model has ended
    }
    assertTrue(model.endlessCancelled.await(20, TimeUnit.SECONDS));
  }
}
