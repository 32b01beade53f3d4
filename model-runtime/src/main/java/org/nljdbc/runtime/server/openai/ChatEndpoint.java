package org.nljdbc.runtime.server.openai;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.nljdbc.runtime.config.Fields;
import org.nljdbc.runtime.config.InvalidFieldException;
import org.nljdbc.runtime.server.config.Limits;
import org.nljdbc.spi.Candidate;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.Prompt;
import org.nljdbc.spi.Prompt.Message;
import org.nljdbc.spi.Prompt.Role;
import org.nljdbc.spi.TokenScore;

/** {@code /v1/chat/completions}: a conversation in the form that the model was trained on. */
final class ChatEndpoint implements Endpoint {

  private static final List<String> ROLES = List.of("system", "developer", "user", "assistant");

  @Override
  public String idPrefix() {
    return "chatcmpl-";
  }

  @Override
  public String object(boolean stream) {
    return stream ? "chat.completion.chunk" : "chat.completion";
  }

  @Override
  public Order read(Fields fields, Limits limits, Constraints constraints) {
    Prompt prompt = new Prompt(messages(fields), "");
    int older = Options.tokens(fields, "max_tokens", 0);
    int tokens = Options.tokens(fields, "max_completion_tokens", older);
    boolean scored = fields.flag("logprobs", false);
    int likeliest = fields.integer("top_logprobs", 0, 0, GenerationRequest.MAX_SCORES);
    if (likeliest > 0 && !scored) {
      throw new InvalidFieldException("top_logprobs", "is for requests with logprobs: true");
    }
    for (String list : new String[] {"tools", "functions"}) {
      Unsupported.check(fields, list, "[]"::equals);
    }
    for (String call : new String[] {"tool_choice", "function_call"}) {
      Unsupported.check(fields, call, value -> value.matches("\"(none|auto)\""));
    }
    fields.get("parallel_tool_calls"); // without tools it means nothing
    Unsupported.check(fields, "modalities", "[\"text\"]"::equals);
    int scores = scored ? likeliest : GenerationRequest.NO_SCORES;
    String format = ResponseFormat.grammar(fields);
    return Options.read(fields, prompt, tokens, scores, limits, constraints, format);
  }

  /** A conversation, and what its answer begins with where the caller has begun it. */
  static Prompt begun(Fields fields) {
    return new Prompt(messages(fields), fields.text("answer_prefix", ""));
  }

  /** The messages of a request; at least one. */
  static List<Message> messages(Fields fields) {
    List<Message> messages = new ArrayList<>();
    for (Fields each : fields.objects("messages")) {
      String role = each.choice("role", "", ROLES);
      each.optionalText("name");
      // Clients send an answer back with all that it had.
      for (String empty :
          new String[] {"refusal", "annotations", "tool_calls", "function_call", "audio"}) {
        Unsupported.check(each, empty, "[]"::equals);
      }
      messages.add(new Message(role(role), content(each)));
      each.done();
    }
    if (messages.isEmpty()) {
      throw new InvalidFieldException("messages", "must be a list of at least one message");
    }
    return messages;
  }

  private static Role role(String name) {
    return switch (name) {
      case "user" -> Role.USER;
      case "assistant" -> Role.ASSISTANT;
      default -> Role.SYSTEM;
    };
  }

  /** A text, or parts of type text. */
  private static String content(Fields message) {
    JsonElement content = message.get("content");
    if (content == null) {
      throw new InvalidFieldException(message.at("content"), "is missing");
    }
    if (!content.isJsonArray()) {
      return message.text("content", "");
    }
    StringBuilder text = new StringBuilder();
    for (Fields part : message.objects("content")) {
      part.choice("type", "", List.of("text"));
      text.append(part.text("text", ""));
      part.done();
    }
    return text.toString();
  }

  @Override
  public void text(JsonObject choice, String text) {
    JsonObject message = new JsonObject();
    message.addProperty("role", "assistant");
    message.addProperty("content", text);
    message.add("refusal", JsonNull.INSTANCE);
    choice.add("message", message);
  }

  @Override
  public void piece(JsonObject choice, String text) {
    JsonObject delta = new JsonObject();
    delta.addProperty("content", text);
    choice.add("delta", delta);
  }

  @Override
  public boolean beginsEmpty() {
    return true;
  }

  @Override
  public JsonElement scores(Candidate candidate, int likeliest) {
    JsonArray content = new JsonArray();
    for (TokenScore score : candidate.scores()) {
      JsonObject token = token(score.text(), score.logProbability());
      JsonArray top = new JsonArray();
      score.likeliest().forEach(other -> top.add(token(other.text(), other.logProbability())));
      token.add("top_logprobs", top);
      content.add(token);
    }
    JsonObject json = new JsonObject();
    json.add("content", content);
    json.add("refusal", JsonNull.INSTANCE);
    return json;
  }

  private static JsonObject token(String text, double logProbability) {
    JsonObject token = new JsonObject();
    token.addProperty("token", text);
    token.addProperty("logprob", logProbability);
    JsonArray bytes = new JsonArray();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      bytes.add(each & 0xff);
    }
    token.add("bytes", bytes);
    return token;
  }
}
