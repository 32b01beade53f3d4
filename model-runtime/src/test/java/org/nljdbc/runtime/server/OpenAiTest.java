package org.nljdbc.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.runtime.server.security.ApiKeys;
import org.nljdbc.spi.AnswerConstraint;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.Prompt;
import org.nljdbc.spi.Prompt.Message;
import org.nljdbc.spi.Prompt.Role;
import org.nljdbc.spi.Sampling;

/** OpenAI's protocol, as its clients see it. */
class OpenAiTest extends ServerTest {

  private static final String TEXTS = "v1/completions";
  private static final String CHATS = "v1/chat/completions";

  /** A request to either endpoint, with single quotes in place of double ones. */
  private Answer ask(String path, String more) throws Exception {
    String prompt =
        path.equals(TEXTS)
            ? "'prompt': 'say hello'"
            : "'messages': [{'role': 'user', 'content': 'say hello'}]";
    return post(path, ("{" + prompt + more + "}").replace('\'', '"'));
  }

  private JsonObject answered(String path, String more) throws Exception {
    Answer answer = ask(path, more);
    assertEquals(200, answer.status(), answer.text());
    return answer.json();
  }

  private static JsonObject choice(JsonObject answer, int index) {
    JsonObject choice = answer.getAsJsonArray("choices").get(index).getAsJsonObject();
    assertEquals(index, choice.get("index").getAsInt());
    return choice;
  }

  private GenerationRequest last() {
    return model.asked.get(model.asked.size() - 1);
  }

  static void assertError(int status, String type, String code, Answer answer) {
    assertEquals(status, answer.status(), answer.text());
    assertEquals("application/json", answer.header("content-type"));
    JsonObject error = answer.json().getAsJsonObject("error");
    assertEquals(type, error.get("type").getAsString(), answer.text());
    assertEquals(code, error.get("code").getAsString(), answer.text());
    assertFalse(error.get("message").getAsString().isBlank());
    assertFalse(answer.header("x-request-id").isEmpty());
  }

  @Test
  void theModelIsListed() throws Exception {
    JsonObject list = get("v1/models").json();
    assertEquals("list", list.get("object").getAsString());
    JsonObject entry = list.getAsJsonArray("data").get(0).getAsJsonObject();
    assertEquals(model.name, entry.get("id").getAsString());
    assertEquals("model", entry.get("object").getAsString());
    assertEquals(1 << 20, entry.get("max_model_len").getAsInt());
    JsonObject own = entry.getAsJsonObject("nljdbc");
    assertEquals(model.name, own.get("fingerprint").getAsString());
    assertEquals("direct", own.get("prompt_profile").getAsString());
    assertEquals(8, own.getAsJsonObject("calibration").get("slope").getAsDouble());
    assertTrue(own.get("greedy_first").getAsBoolean());
    assertEquals(entry, get("v1/models/" + model.name).json());
    assertError(404, "invalid_request_error", "model_not_found", get("v1/models/other"));
  }

  /** A model elsewhere may not tell. */
  @Test
  void tokensThatWereKnownAreToldAsFarAsTheModelTells() throws Exception {
    model.answer("hello", "world");
    model.reused = 2;
    JsonObject usage = answered(TEXTS, "").getAsJsonObject("usage");
    assertEquals("{\"cached_tokens\":2}", usage.get("prompt_tokens_details").toString());
    model.reused = Generation.NOT_TOLD;
    assertFalse(answered(TEXTS, "").getAsJsonObject("usage").has("prompt_tokens_details"));
  }

  @Test
  void aTextIsContinued() throws Exception {
    model.answer("hello", "world");
    JsonObject json = answered(TEXTS, ", 'model': '" + model.name + "', 'temperature': 0");
    assertTrue(json.get("id").getAsString().matches("cmpl-[0-9a-f]{32}"), json::toString);
    assertEquals("text_completion", json.get("object").getAsString());
    assertEquals(model.name, json.get("model").getAsString());
    assertEquals("world", choice(json, 0).get("text").getAsString());
    assertEquals("stop", choice(json, 0).get("finish_reason").getAsString());
    assertTrue(choice(json, 0).get("logprobs").isJsonNull());
    JsonObject usage = json.getAsJsonObject("usage");
    assertEquals(3, usage.get("prompt_tokens").getAsInt());
    assertEquals(10, usage.get("completion_tokens").getAsInt());
    assertEquals(13, usage.get("total_tokens").getAsInt());
    assertEquals("{\"cached_tokens\":0}", usage.get("prompt_tokens_details").toString());
    assertEquals(Prompt.ofText("say hello"), last().prompt());
    assertEquals(16, last().maxTokens());
    assertNull(last().sampling());
    assertNotNull(last().deadline());
  }

  @Test
  void aConversationIsContinued() throws Exception {
    model.answer("second", "I am well");
    Answer answer =
        post(
            CHATS,
            """
            {"messages": [
               {"role": "developer", "content": "Be brief."},
               {"role": "user", "content": "first", "name": "ann"},
               {"role": "assistant", "content": "ok", "refusal": null, "annotations": []},
               {"role": "user", "content": [{"type": "text", "text": "the "},
                                            {"type": "text", "text": "second"}]}],
             "tools": [], "tool_choice": "none", "response_format": {"type": "text"},
             "user": "ann", "metadata": {"a": "b"}, "keep_prefix": true}
            """);
    assertEquals(200, answer.status(), answer.text());
    JsonObject json = answer.json();
    assertTrue(json.get("id").getAsString().matches("chatcmpl-[0-9a-f]{32}"), json::toString);
    assertEquals("chat.completion", json.get("object").getAsString());
    JsonObject message = choice(json, 0).getAsJsonObject("message");
    assertEquals("assistant", message.get("role").getAsString());
    assertEquals("I am well", message.get("content").getAsString());
    assertEquals(
        new Prompt(
            List.of(
                new Message(Role.SYSTEM, "Be brief."),
                new Message(Role.USER, "first"),
                new Message(Role.ASSISTANT, "ok"),
                new Message(Role.USER, "the second")),
            ""),
        last().prompt());
    assertEquals((1 << 20) - model.countTokens(last().prompt()), last().maxTokens());
    assertTrue(last().keepPrefix());
  }

  @Test
  void whatARequestSaysReachesTheModel() throws Exception {
    model.answer("hello", "a|||b|||c");
    JsonObject json =
        answered(
            TEXTS,
            ", 'n': 2, 'best_of': 2, 'max_tokens': 7, 'temperature': 0.5, 'top_p': 0.25,"
                + " 'top_k': 3, 'min_p': 0.125, 'seed': -9007199254740993, 'stop': ['x', 'yz']");
    assertEquals(2, json.getAsJsonArray("choices").size());
    assertEquals("b", choice(json, 1).get("text").getAsString());
    assertEquals(20, json.getAsJsonObject("usage").get("completion_tokens").getAsInt());
    assertEquals(7, last().maxTokens());
    assertEquals(List.of("x", "yz"), last().stop());
    assertEquals(new Sampling(0.5, 3, 0.25, 0.125, -9007199254740993L, false), last().sampling());

    answered(CHATS, ", 'max_completion_tokens': 9, 'max_tokens': 8, 'stop': 'x', 'top_p': 0");
    assertEquals(9, last().maxTokens());
    assertEquals(List.of("x"), last().stop());
    answered(CHATS, ", 'max_tokens': 8");
    assertEquals(8, last().maxTokens());
    assertEquals(GenerationRequest.NO_SCORES, last().scores());
  }

  @Test
  void probabilitiesAreTold() throws Exception {
    model.answer("hello", "h\u00e9 y");
    JsonObject text = choice(answered(TEXTS, ", 'logprobs': 2"), 0).getAsJsonObject("logprobs");
    assertEquals(text.getAsJsonArray("tokens").size(), text.getAsJsonArray("top_logprobs").size());
    assertEquals(-0.01, text.getAsJsonArray("token_logprobs").get(0).getAsDouble());
    JsonObject top = text.getAsJsonArray("top_logprobs").get(0).getAsJsonObject();
    assertEquals(-5, top.get("?").getAsDouble());
    JsonArray offsets = text.getAsJsonArray("text_offset");
    assertEquals(0, offsets.get(0).getAsInt());
    assertTrue(offsets.get(1).getAsInt() > 0);
    JsonObject none = choice(answered(TEXTS, ", 'logprobs': 0"), 0).getAsJsonObject("logprobs");
    assertTrue(none.get("top_logprobs").isJsonNull());

    JsonObject chat =
        choice(answered(CHATS, ", 'logprobs': true, 'top_logprobs': 1"), 0)
            .getAsJsonObject("logprobs");
    JsonObject first = chat.getAsJsonArray("content").get(0).getAsJsonObject();
    assertEquals("h", first.get("token").getAsString());
    assertEquals("[104]", first.get("bytes").toString());
    assertEquals(1, first.getAsJsonArray("top_logprobs").size());
  }

  @Test
  void anAnswerThatHadToLeaveItsGrammarIsNone() throws Exception {
    model.answer("hello", "left");
    for (String stream : List.of("false", "true")) {
      String more = ", 'grammar': 'root ::= [a-y]+', 'stream': " + stream;
      assertError(422, "invalid_request_error", "grammar_not_met", ask(CHATS, more));
    }
    model.answer("hello", "left|||yes");
    JsonObject two = answered(CHATS, ", 'grammar': 'root ::= [a-y]+', 'n': 2");
    assertEquals(1, two.getAsJsonArray("choices").size());
  }

  @Test
  void aGrammarReachesTheModel() throws Exception {
    model.answer("hello", "yes");
    answered(TEXTS, ", 'grammar': 'root ::= [a-y]+'");
    AnswerConstraint constraint = last().constraint();
    assertNotNull(constraint);
    assertTrue(constraint.allows("say helloyes"));
    assertFalse(constraint.allows("say helloz"));
    answered(CHATS, ", 'grammar': 'root ::= [a-y]+'");
    AnswerConstraint chat = last().constraint();
    assertNotNull(chat);
    assertTrue(chat.allowsEnd("yes"));
    assertFalse(chat.allows("z"));
  }

  @Test
  void answersMayHaveToBeJson() throws Exception {
    model.answer("hello", "{}");
    answered(CHATS, ", 'response_format': {'type': 'json_object'}");
    AnswerConstraint any = last().constraint();
    assertNotNull(any);
    assertTrue(any.allowsEnd("{\"a\": [1, null]}\n"));
    assertFalse(any.allows("Here"));

    answered(
        CHATS,
        ", 'response_format': {'type': 'json_schema', 'json_schema': {'name': 'count', 'strict':"
            + " true, 'schema': {'type': 'object', 'properties': {'count': {'type': 'integer'}},"
            + " 'required': ['count'], 'additionalProperties': false}}}");
    AnswerConstraint count = last().constraint();
    assertNotNull(count);
    assertTrue(count.allowsEnd("{\"count\": 5}"));
    assertFalse(count.allows("{\"a"));

    model.answer("hello", "left");
    String more = ", 'response_format': {'type': 'json_object'}";
    assertError(422, "invalid_request_error", "grammar_not_met", ask(CHATS, more));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "v1/completions | , 'prompt': '' | prompt",
        "v1/completions | , 'prompt': ['a', 'b'] | prompt",
        "v1/completions | , 'prompt': [1, 2] | prompt",
        "v1/completions | , 'max_tokens': 0 | max_tokens",
        "v1/completions | , 'logprobs': 21 | logprobs",
        "v1/completions | , 'logprobs': true | logprobs",
        "v1/completions | , 'echo': true | echo",
        "v1/completions | , 'suffix': 'x' | suffix",
        "v1/completions | , 'best_of': 3 | best_of",
        "v1/completions | , 'grammar': 'root ::= [' | grammar",
        "v1/completions | , 'grammar': 'other ::= [a]' | grammar",
        "v1/completions | , 'messages': [] | messages",
        "v1/chat/completions | , 'messages': [] | messages",
        "v1/chat/completions | , 'messages': [{'role': 'tool', 'content': 'x'}] | messages[0].role",
        "v1/chat/completions | , 'messages': [{'role': 'user'}] | messages[0].content",
        "v1/chat/completions | , 'messages': [{'role': 'user', 'content': [{'type': 'image_url',"
            + " 'image_url': {}}]}] | messages[0].content[0].type",
        "v1/chat/completions | , 'top_logprobs': 1 | top_logprobs",
        "v1/chat/completions | , 'tools': [{}] | tools",
        "v1/chat/completions | , 'response_format': {'type': 'xml'} | response_format.type",
        "v1/chat/completions | , 'response_format': {'type': 'json_schema', 'json_schema': {'name':"
            + " 'x'}} | response_format.json_schema.schema",
        "v1/chat/completions | , 'response_format': {'type': 'json_schema', 'json_schema': {'schema':"
            + " {'type': 'string', 'pattern': 'x'}}} | response_format.json_schema.schema.pattern",
        "v1/chat/completions | , 'response_format': {'type': 'json_object'}, 'grammar': 'root ::="
            + " [a]' | response_format",
        "v1/completions | , 'response_format': {'type': 'json_object'} | response_format",
        "v1/chat/completions | , 'n': 9 | n",
        "v1/chat/completions | , 'temperature': 2.5 | temperature",
        "v1/chat/completions | , 'frequency_penalty': 0.5 | frequency_penalty",
        "v1/chat/completions | , 'logit_bias': {'1': 5} | logit_bias",
        "v1/chat/completions | , 'seed': 1.5 | seed",
        "v1/chat/completions | , 'stop': [''] | stop",
        "v1/chat/completions | , 'stream_options': {'include_usage': true} | stream_options",
        "v1/chat/completions | , 'mesages': [] | mesages",
      })
  void whatIsNotValidOrNotThereIsRefused(String path, String more, String field) throws Exception {
    model.answer("hello", "world");
    Answer answer =
        more.contains("'prompt'") || more.contains("'messages': [") && path.equals(CHATS)
            ? post(path, ("{" + more.substring(2) + "}").replace('\'', '"'))
            : ask(path, more);
    assertError(400, "invalid_request_error", "invalid_request", answer);
    JsonObject error = answer.json().getAsJsonObject("error");
    assertEquals(field, error.get("param").getAsString(), answer.text());
    assertTrue(model.asked.isEmpty());
  }

  @Test
  void errorsHaveOpenAisForm() throws Exception {
    assertError(404, "invalid_request_error", "model_not_found", ask(TEXTS, ", 'model': 'x'"));
    assertError(400, "invalid_request_error", "malformed_json", post(TEXTS, "{"));
    assertError(404, "invalid_request_error", "not_found", get("v1/nothing"));
    assertError(405, "invalid_request_error", "method_not_allowed", get(TEXTS));
    assertError(503, "server_error", "model_failed", ask(CHATS, ""));
    HttpRequest text =
        request(TEXTS)
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    assertError(415, "invalid_request_error", "unsupported_media_type", send(text));
  }

  @Test
  void callersNeedARoleAndHaveTheirShare() throws Exception {
    String key = ApiKeys.generate();
    start(
        """
        security:
          keys: [{name: ann, sha256: "%s", roles: [ask]}]
          requestsPerMinute: 2
          burst: 2
        """
            .formatted(java.util.HexFormat.of().formatHex(ApiKeys.digest(key))));
    model.answer("hello", "world");
    assertError(401, "authentication_error", "unauthenticated", ask(TEXTS, ""));
    headers.put("Authorization", "Bearer " + key);
    assertEquals(200, ask(TEXTS, "").status());
    assertEquals(200, get("v1/models").status());
    Answer refused = ask(CHATS, "");
    assertError(429, "rate_limit_error", "rate_limited", refused);
    assertFalse(refused.header("retry-after").isEmpty());
  }

  @Test
  void requestsShareThePlacesOfQuestions() throws Exception {
    start("limits: {concurrent: 1, queued: 0}");
    model.answer("hello", "endlessworld").answer("names", "SELECT name FROM customers");
    CompletableFuture<HttpResponse<String>> first =
        client.sendAsync(
            posted(TEXTS, "{\"prompt\": \"hello\"}"), HttpResponse.BodyHandlers.ofString());
    assertTrue(model.endlessBegan.await(20, TimeUnit.SECONDS));
    assertError(503, "server_error", "overloaded", ask(CHATS, ""));
    assertProblem(503, "overloaded", ask("names"));
    model.released.countDown();
    assertEquals(200, first.get(20, TimeUnit.SECONDS).statusCode());
    assertEquals(200, ask("names").status());
    String figures = get("metrics").text();
    assertTrue(figures.contains("nl_question_phase_seconds_count{phase=\"generate\"} 1"), figures);
    assertTrue(figures.contains("nl_tokens_generated_total 20.0"), figures);
  }

  @Test
  void aRequestEndsAtItsDeadline() throws Exception {
    model.answer("hello", "endlessworld");
    assertError(504, "server_error", "deadline_exceeded", ask(TEXTS, ", 'timeout_seconds': 1"));
  }

  @Test
  void theEndCancelsWhatTakesTooLong() throws Exception {
    start("limits: {drainSeconds: 0}");
    model.answer("hello", "endlessworld");
    CompletableFuture<HttpResponse<String>> running =
        client.sendAsync(
            posted(TEXTS, "{\"prompt\": \"hello\"}"), HttpResponse.BodyHandlers.ofString());
    assertTrue(model.endlessBegan.await(20, TimeUnit.SECONDS));
    server.close();
    assertTrue(model.endlessCancelled.await(20, TimeUnit.SECONDS));
    HttpResponse<String> answer = running.get(20, TimeUnit.SECONDS);
    assertEquals(503, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("shutting_down"), answer.body());
  }
}
