package org.nljdbc.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.runtime.server.config.ConfigFile;
import org.nljdbc.runtime.server.security.ApiKeys;

/** {@code /v1/prefixes}: what prompts begin with, read ahead for programs elsewhere. */
class PrefixesTest extends ServerTest {

  private static final String PATH = "v1/prefixes";
  private static final String BODY =
      "{\"messages\": [{\"role\": \"system\", \"content\": \"CREATE TABLE planets\"}]}";

  /** A hint is no reason to load a model. */
  private void load() throws Exception {
    model.answer("names", "SELECT name FROM customers");
    assertEquals(200, ask("names").status());
    model.prepared.clear();
  }

  private CompletableFuture<HttpResponse<String>> begin() {
    return client.sendAsync(posted(PATH, BODY), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void onlyALoadedModelReads() throws Exception {
    ScriptedModel other = new ScriptedModel();
    String yaml = "{port: 0, preload: false, settings: {nl.model: \"" + other.name + "\"}}";
    try (NlServer cold = new NlServer(ConfigFile.parse(yaml, Map.of()))) {
      cold.start();
      HttpRequest asked =
          HttpRequest.newBuilder(cold.uri().resolve(PATH))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(BODY))
              .build();
      Answer answer = send(asked);
      assertEquals(200, answer.status(), answer::text);
      assertFalse(answer.json().get("read").getAsBoolean());
      assertNull(other.prepared.poll());
    }
    load();
    JsonObject read = post(PATH, BODY).json();
    assertEquals("prefix", read.get("object").getAsString());
    assertTrue(read.get("read").getAsBoolean());
    assertEquals("CREATE TABLE planets", model.prepared.poll(30, TimeUnit.SECONDS));
    assertTrue(
        get("v1/models")
            .json()
            .getAsJsonArray("data")
            .get(0)
            .getAsJsonObject()
            .getAsJsonObject("nljdbc")
            .get("prefixes")
            .getAsBoolean());
  }

  /** It would read nothing: what is behind it belongs to others as well. */
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
      assertEquals(200, answer.status(), answer::text);
      assertTrue(answer.text().replace(" ", "").contains("\"prefixes\":false"), answer::text);
    }
  }

  @Test
  void whoeverHasNoKeyReadsNothing() throws Exception {
    String digest = HexFormat.of().formatHex(ApiKeys.digest(ApiKeys.generate()));
    start("security: {keys: [{name: ann, sha256: \"%s\", roles: [ask]}]}".formatted(digest));
    assertEquals(401, post(PATH, BODY).status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 400 | messages",
        "{'messages': []} | 400 | messages",
        "{'messages': [{'role': 'oracle', 'content': 'x'}]} | 400 | role",
        "{'messages': [{'role': 'user', 'content': 'x'}], 'max_tokens': 1} | 400 | max_tokens",
        "{'messages': [{'role': 'user', 'content': 'x'}], 'timeout_seconds': 0} | 400 | timeout",
        "{'messages': [{'role': 'user', 'content': 'x'}], 'model': 'other'} | 404 | model",
      })
  void badRequestsAreRefused(String body, int status, String told) throws Exception {
    load();
    Answer answer = post(PATH, body.replace('\'', '"'));
    assertEquals(status, answer.status(), answer::text);
    assertTrue(answer.text().contains(told), answer::text);
  }

  @Test
  void itEndsWhenTheCallerGoes() throws Exception {
    load();
    model.preparesForLong = true;
    CompletableFuture<HttpResponse<String>> call = begin();
    assertNotNull(model.prepared.poll(30, TimeUnit.SECONDS));
    call.cancel(true);
    assertTrue(model.prepareCancelled.await(30, TimeUnit.SECONDS));
  }

  /** Nobody waits half a minute for the end of what nobody has asked for. */
  @Test
  void itEndsAtOnceWhenTheServerEnds() throws Exception {
    load();
    model.preparesForLong = true;
    CompletableFuture<HttpResponse<String>> call = begin();
    assertNotNull(model.prepared.poll(30, TimeUnit.SECONDS));
    server.close();
    assertTrue(model.prepareCancelled.await(10, TimeUnit.SECONDS));
    assertEquals(503, call.get(30, TimeUnit.SECONDS).statusCode());
  }

  /** As many as there are take no place from a question. */
  @Test
  void questionsDoNotWaitForIt() throws Exception {
    start("limits: {concurrent: 1, queued: 0}");
    load();
    model.preparesForLong = true;
    List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      calls.add(begin());
      assertNotNull(model.prepared.poll(30, TimeUnit.SECONDS));
    }
    Answer more = post(PATH, BODY);
    assertEquals(503, more.status(), more::text);
    model.answer("cities", "SELECT city FROM cities");
    assertEquals(200, ask("cities").status());
    calls.forEach(call -> call.cancel(true));
    assertTrue(model.prepareCancelled.await(30, TimeUnit.SECONDS));
  }
}
