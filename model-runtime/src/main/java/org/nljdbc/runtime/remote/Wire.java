package org.nljdbc.runtime.remote;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import org.nljdbc.spi.Prompt;

/** Writes requests as a server understands them. */
final class Wire {

  /** OpenAI takes no more of them for texts, and no more for conversations. */
  private static final int MAX_TEXT_SCORES = 5;

  private static final int MAX_CHAT_SCORES = 20;

  /** A conversation's answer repeats the prefix and may greet. */
  private static final int CHAT_TOKENS = 64;

  private Wire() {}

  /**
   * A request whose answer comes as a stream.
   *
   * @param traits what the server does
   * @param draw what is wanted
   * @param wholeSchema whether the schema of its constraint is sent, not only its name
   * @return the body
   */
  static JsonObject body(Traits traits, Draw draw, boolean wholeSchema) {
    JsonObject body = new JsonObject();
    body.addProperty("model", traits.model());
    TextForm form = traits.form();
    int tokens = draw.maxTokens();
    if (traits.sendsConversation(draw.prompt())) {
      addConversation(draw.prompt(), body);
      body.addProperty("keep_prefix", draw.keepPrefix());
    } else if (form != null) {
      body.addProperty("prompt", form.write(draw.prompt()));
    } else {
      body.add("messages", messages(draw.prompt()));
      tokens += CHAT_TOKENS;
    }
    body.addProperty("stream", true);
    if (draw.timeoutSeconds() > 0) {
      body.addProperty("timeout_seconds", draw.timeoutSeconds());
    }
    SentConstraint constraint = draw.constraint();
    if (constraint != null) {
      body.add("constraint", constraint.json(wholeSchema));
    }
    for (Field field : traits.fields()) {
      add(field, body, draw, tokens, form == null);
    }
    return body;
  }

  /**
   * A request to count a conversation's tokens.
   *
   * @param traits what the server does
   * @param prompt the conversation
   */
  static JsonObject count(Traits traits, Prompt prompt) {
    JsonObject body = new JsonObject();
    body.addProperty("model", traits.model());
    addConversation(prompt, body);
    return body;
  }

  private static void addConversation(Prompt prompt, JsonObject body) {
    body.add("messages", messages(prompt));
    body.addProperty("answer_prefix", prompt.answerPrefix());
  }

  /**
   * A request to read ahead what prompts begin with. The texts are those that prompts will have.
   *
   * @param traits what the server does
   * @param opening the beginning, without an answer
   * @param keepPrefix whether the work on the system messages may be kept on disk
   * @param timeoutSeconds how long the server may work on it
   */
  static JsonObject prefix(Traits traits, Prompt opening, boolean keepPrefix, int timeoutSeconds) {
    JsonArray messages = messages(opening);
    if (!traits.sendsConversation(opening)) {
      for (JsonElement message : messages) {
        JsonObject each = message.getAsJsonObject();
        each.addProperty("content", TextForm.plain(each.get("content").getAsString()));
      }
    }
    JsonObject body = new JsonObject();
    body.addProperty("model", traits.model());
    body.add("messages", messages);
    body.addProperty("keep_prefix", keepPrefix);
    body.addProperty("timeout_seconds", timeoutSeconds);
    return body;
  }

  private static void add(Field field, JsonObject body, Draw draw, int tokens, boolean chat) {
    switch (field) {
      case MAX_TOKENS, MAX_COMPLETION_TOKENS -> body.addProperty(field.wire(), tokens);
      case TEMPERATURE -> {
        body.addProperty(field.wire(), draw.temperature());
        if (draw.topP() < 1) {
          body.addProperty("top_p", draw.topP());
        }
      }
      case SEED -> body.addProperty(field.wire(), draw.seed());
      case N -> {
        if (draw.answers() > 1) {
          body.addProperty(field.wire(), draw.answers());
        }
      }
      case LOGPROBS -> scores(field, body, draw, chat);
      case STREAM_OPTIONS -> {
        JsonObject usage = new JsonObject();
        usage.addProperty("include_usage", true);
        body.add(field.wire(), usage);
      }
      case STOP -> {
        List<String> stops =
            chat ? ChatSeam.stopsToSend(draw.prompt().answerPrefix(), draw.stop()) : draw.stop();
        if (!stops.isEmpty()) {
          JsonArray array = new JsonArray();
          stops.forEach(array::add);
          body.add(field.wire(), array);
        }
      }
    }
  }

  private static void scores(Field field, JsonObject body, Draw draw, boolean chat) {
    int most = Math.min(chat ? MAX_CHAT_SCORES : MAX_TEXT_SCORES, draw.scores());
    if (chat) {
      body.addProperty(field.wire(), true);
      if (most > 0) {
        body.addProperty("top_logprobs", most);
      }
    } else {
      body.addProperty(field.wire(), Math.max(1, most)); // 0 means none to some servers
    }
  }

  private static JsonArray messages(Prompt prompt) {
    JsonArray messages = new JsonArray();
    for (Prompt.Message message : prompt.messages()) {
      JsonObject one = new JsonObject();
      one.addProperty("role", message.role().name().toLowerCase(Locale.ROOT));
      one.addProperty("content", message.text());
      messages.add(one);
    }
    return messages;
  }
}
