package org.nljdbc.runtime.server.openai;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import org.nljdbc.runtime.config.Fields;
import org.nljdbc.runtime.config.InvalidFieldException;
import org.nljdbc.runtime.server.config.Limits;
import org.nljdbc.spi.Candidate;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.Prompt;
import org.nljdbc.spi.TokenScore;

/**
 * {@code /v1/completions}: a text is continued as it is, or a conversation whose answer has been
 * begun by the caller.
 */
final class TextEndpoint implements Endpoint {

  /** What OpenAI gives a request that names no number. */
  private static final int USUAL_TOKENS = 16;

  @Override
  public String idPrefix() {
    return "cmpl-";
  }

  @Override
  public String object(boolean stream) {
    return "text_completion";
  }

  @Override
  public Order read(Fields fields, Limits limits, Constraints constraints) {
    Prompt prompt =
        fields.has("messages") ? ChatEndpoint.begun(fields) : Prompt.ofText(prompt(fields));
    int tokens = Options.tokens(fields, "max_tokens", USUAL_TOKENS);
    int scores =
        fields.has("logprobs")
            ? fields.integer("logprobs", 0, 0, GenerationRequest.MAX_SCORES)
            : GenerationRequest.NO_SCORES;
    Unsupported.check(fields, "echo", "false"::equals);
    Unsupported.check(fields, "suffix", "\"\""::equals);
    return Options.read(fields, prompt, tokens, scores, limits, constraints, null);
  }

  /** A text, alone or as the only one of a list. */
  static String prompt(Fields fields) {
    JsonElement value = fields.get("prompt");
    boolean list = value instanceof JsonArray;
    if (value instanceof JsonArray array && array.size() == 1) {
      value = array.get(0);
    }
    if (value instanceof JsonPrimitive text && text.isString() && !text.getAsString().isEmpty()) {
      return text.getAsString();
    }
    throw new InvalidFieldException(
        "prompt",
        "must be one text that is not empty"
            + (list ? "; several texts, or tokens, are not supported" : ""));
  }

  @Override
  public void text(JsonObject choice, String text) {
    choice.addProperty("text", text);
  }

  @Override
  public void piece(JsonObject choice, String text) {
    text(choice, text);
  }

  @Override
  public boolean beginsEmpty() {
    return false;
  }

  @Override
  public JsonElement scores(Candidate candidate, int likeliest) {
    JsonArray tokens = new JsonArray();
    JsonArray probabilities = new JsonArray();
    JsonArray offsets = new JsonArray();
    JsonArray top = new JsonArray();
    int offset = 0;
    for (TokenScore score : candidate.scores()) {
      tokens.add(score.text());
      probabilities.add(score.logProbability());
      offsets.add(offset);
      offset += score.text().length();
      JsonObject others = new JsonObject();
      for (TokenScore.Alternative other : score.likeliest()) {
        if (!others.has(other.text())) { // tokens without text share a name; the likeliest is first
          others.addProperty(other.text(), other.logProbability());
        }
      }
      top.add(others);
    }
    JsonObject json = new JsonObject();
    json.add("tokens", tokens);
    json.add("token_logprobs", probabilities);
    json.add("top_logprobs", likeliest > 0 ? top : JsonNull.INSTANCE);
    json.add("text_offset", offsets);
    return json;
  }
}
