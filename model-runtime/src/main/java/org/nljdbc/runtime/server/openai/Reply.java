package org.nljdbc.runtime.server.openai;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Locale;
import java.util.UUID;
import org.nljdbc.spi.Candidate;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.ModelInfo;

/** Writes the answer to one request as JSON, whole or in the parts of a stream. */
final class Reply {

  private final Endpoint endpoint;
  private final Order order;
  private final ModelInfo info;
  private final String id;
  private final long created = System.currentTimeMillis() / 1000;

  Reply(Endpoint endpoint, Order order, ModelInfo info) {
    this.endpoint = endpoint;
    this.order = order;
    this.info = info;
    this.id = endpoint.idPrefix() + UUID.randomUUID().toString().replace("-", "");
  }

  /** The whole answer. */
  JsonObject whole(Generation generation) {
    JsonArray choices = new JsonArray();
    for (Candidate candidate : generation.candidates()) {
      JsonObject choice = choice(choices.size());
      endpoint.text(choice, candidate.text());
      end(choice, candidate);
      choices.add(choice);
    }
    JsonObject json = about();
    json.add("choices", choices);
    json.add("usage", usage(generation));
    return json;
  }

  /** What a choice begins with in a stream. */
  JsonObject beginning(int index) {
    JsonObject choice = open(index, "");
    choice.getAsJsonObject("delta").addProperty("role", "assistant");
    return part(choice);
  }

  /** More of a choice's text. */
  JsonObject piece(int index, String text) {
    return part(open(index, text));
  }

  /** The end of a choice: why, and its tokens, which are known only now. */
  JsonObject ending(int index, Candidate candidate) {
    JsonObject choice = open(index, "");
    end(choice, candidate);
    return part(choice);
  }

  /** What all cost, at the end of a stream. */
  JsonObject cost(Generation generation) {
    JsonObject json = about();
    json.add("choices", new JsonArray());
    json.add("usage", usage(generation));
    return json;
  }

  private JsonObject open(int index, String text) {
    JsonObject choice = choice(index);
    endpoint.piece(choice, text);
    choice.add("logprobs", JsonNull.INSTANCE);
    choice.add("finish_reason", JsonNull.INSTANCE);
    return choice;
  }

  private JsonObject part(JsonObject choice) {
    JsonArray choices = new JsonArray();
    choices.add(choice);
    JsonObject json = about();
    json.add("choices", choices);
    if (order.usage()) {
      json.add("usage", JsonNull.INSTANCE);
    }
    return json;
  }

  private static JsonObject choice(int index) {
    JsonObject choice = new JsonObject();
    choice.addProperty("index", index);
    return choice;
  }

  private void end(JsonObject choice, Candidate candidate) {
    boolean told = order.scores() >= 0 && !candidate.scores().isEmpty();
    choice.add("logprobs", told ? endpoint.scores(candidate, order.scores()) : JsonNull.INSTANCE);
    choice.addProperty("finish_reason", candidate.finish().name().toLowerCase(Locale.ROOT));
    if (candidate.unconstrained()) {
      choice.addProperty("unconstrained", true);
    }
  }

  private JsonObject about() {
    JsonObject json = new JsonObject();
    json.addProperty("id", id);
    json.addProperty("object", endpoint.object(order.stream()));
    json.addProperty("created", created);
    json.addProperty("model", info.id());
    json.addProperty("system_fingerprint", info.fingerprint());
    return json;
  }

  private static JsonObject usage(Generation generation) {
    int prompt = generation.promptTokens();
    int generated = generation.generatedTokens();
    JsonObject usage = new JsonObject();
    usage.addProperty("prompt_tokens", prompt);
    usage.addProperty("completion_tokens", generated);
    usage.addProperty("total_tokens", prompt + generated);
    if (generation.reusedTokens() >= 0) {
      JsonObject details = new JsonObject();
      details.addProperty("cached_tokens", generation.reusedTokens());
      usage.add("prompt_tokens_details", details);
    }
    return usage;
  }
}
