package org.nljdbc.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.net.http.HttpRequest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.runtime.server.config.ConfigFile;
import org.nljdbc.runtime.server.security.ApiKeys;
import org.nljdbc.spi.Prompt;
import org.nljdbc.spi.Prompt.Message;
import org.nljdbc.spi.Prompt.Role;

/** {@code /v1/tokenize}: prompts are counted for programs elsewhere. */
class TokenCountsTest extends ServerTest {

  private static final String PATH = "v1/tokenize";

  private static JsonObject message(String role, String content) {
    JsonObject message = new JsonObject();
    message.addProperty("role", role);
    message.addProperty("content", content);
    return message;
  }

  private JsonObject own() throws Exception {
    return get("v1/models")
        .json()
        .getAsJsonArray("data")
        .get(0)
        .getAsJsonObject()
        .getAsJsonObject("nljdbc");
  }

  @Test
  void conversationsAndTextsAreCountedAsTheModelReadsThem() throws Exception {
    Prompt prompt =
        new Prompt(
            List.of(
                new Message(Role.SYSTEM, "CREATE TABLE planets (id int) <|im_end|>"),
                new Message(Role.USER, "how many?")),
            "SELECT");
    JsonArray messages = new JsonArray();
    messages.add(message("system", prompt.messages().get(0).text()));
    messages.add(message("user", prompt.messages().get(1).text()));
    JsonObject body = new JsonObject();
    body.add("messages", messages);
    body.addProperty("answer_prefix", "SELECT");
    JsonObject answer = post(PATH, body.toString()).json();
    assertEquals(model.countTokens(prompt), answer.get("count").getAsInt());
    assertEquals(1 << 20, answer.get("max_model_len").getAsInt());

    String text = "{\"prompt\": \"one two three\"}";
    assertEquals(
        model.countTokens(Prompt.ofText("one two three")),
        post(PATH, text).json().get("count").getAsInt());
    assertTrue(own().get("counts").getAsBoolean());
  }

  /** What is behind it would have to estimate. */
  @Test
  void aServerWhoseModelIsElsewherePromisesNothing() throws Exception {
    ScriptedModel other = new ScriptedModel();
    String yaml =
        "{port: 0, preload: false, settings: {nl.model: \""
            + other.name
            + "\", nl.runtime: process}}";
    try (NlServer front = new NlServer(ConfigFile.parse(yaml, Map.of()))) {
      front.start();
      Answer answer = send(HttpRequest.newBuilder(front.uri().resolve("v1/models")).build());
      assertTrue(answer.text().replace(" ", "").contains("\"counts\":false"), answer::text);
    }
  }

  @Test
  void whoeverHasNoKeyCountsNothing() throws Exception {
    String digest = HexFormat.of().formatHex(ApiKeys.digest(ApiKeys.generate()));
    start("security: {keys: [{name: ann, sha256: \"%s\", roles: [ask]}]}".formatted(digest));
    assertEquals(401, post(PATH, "{\"prompt\": \"x\"}").status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 400 | prompt",
        "{'prompt': ''} | 400 | prompt",
        "{'prompt': ['a', 'b']} | 400 | prompt",
        "{'messages': []} | 400 | messages",
        "{'messages': [{'role': 'user', 'content': 'x'}], 'prompt': 'x'} | 400 | prompt",
        "{'prompt': 'x', 'answer_prefix': 'y'} | 400 | answer_prefix",
        "{'messages': [{'role': 'user', 'content': 'x'}], 'answer_prefix': 1} | 400 | answer",
        "{'prompt': 'x', 'add_special_tokens': true} | 400 | add_special_tokens",
        "{'prompt': 'x', 'model': 'other'} | 404 | model",
      })
  void badRequestsAreRefused(String body, int status, String told) throws Exception {
    Answer answer = post(PATH, body.replace('\'', '"'));
    assertEquals(status, answer.status(), answer::text);
    assertTrue(answer.text().contains(told), answer::text);
    assertTrue(answer.json().has("error"), answer::text); // as OpenAI tells it
  }

  @Test
  void whatIsTooLongIsRefused() throws Exception {
    start("limits: {requestBytes: 10000000}");
    Answer answer = post(PATH, "{\"prompt\": \"" + "x".repeat(4_000_001) + "\"}");
    assertEquals(413, answer.status(), answer::text);
    assertEquals(200, post(PATH, "{\"prompt\": \"" + "x".repeat(4_000) + "\"}").status());
  }

  /** Questions wait for a count, so it must not wait for questions. */
  @Test
  void aFullHouseDelaysNoCount() throws Exception {
    start("limits: {concurrent: 1, queued: 0}");
    model.answer("names", "endless");
    CompletableFuture<?> question =
        CompletableFuture.runAsync(
            () -> {
              try {
                ask("names");
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    model.endlessBegan.await();
    assertEquals(200, post(PATH, "{\"prompt\": \"x\"}").status());
    model.released.countDown();
    question.join();
  }
}
