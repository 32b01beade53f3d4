package org.nljdbc.runtime.remote;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.Prompt;

/**
 * Counts the tokens of prompts by their texts: long ones by the server where it can, and each only
 * once; short ones, and all where it cannot, by an estimate that is rather too high. What the
 * server says after an answer raises the estimate if it was too low all the same.
 */
final class TextCounter implements TokenCounter {

  private static final int SHORT = 200;

  /** Characters of the texts that are remembered. */
  private static final long MOST_KNOWN = 4_000_000;

  /** Role and structure of a message, and a token that a border may add. */
  private static final int OF_MESSAGE = 8;

  private final ServerApi api;
  private final String model;
  private final @Nullable Source source;
  private final Cache<String, Integer> known =
      Caffeine.newBuilder()
          .maximumWeight(MOST_KNOWN)
          .weigher((String text, Integer tokens) -> text.length())
          .build();
  private volatile double correction = 1;

  /** Where servers count. */
  private enum Source {
    /** VLLM and llama-server. */
    TOKENIZE("/tokenize"),
    /** Llama-cpp-python. */
    EXTRAS("/extras/tokenize/count");

    private final String path;

    Source(String path) {
      this.path = path;
    }
  }

  private TextCounter(ServerApi api, String model, @Nullable Source source) {
    this.api = api;
    this.model = model;
    this.source = source;
  }

  /**
   * Finds out how a server counts.
   *
   * @param api asks it
   * @param model the model's name there
   * @param waiting who waits
   * @return the counter
   */
  static TextCounter of(ServerApi api, String model, Waiting waiting)
      throws Stopped, LanguageModelException {
    for (Source source : Source.values()) {
      TextCounter counter = new TextCounter(api, model, source);
      if (counter.ask(source, "SELECT 1", waiting) > 0) {
        return counter;
      }
    }
    return new TextCounter(api, model, null);
  }

  @Override
  public boolean isExact() {
    return source != null;
  }

  private int ask(Source from, String text, Waiting waiting)
      throws Stopped, LanguageModelException {
    JsonObject body = new JsonObject();
    body.addProperty("model", model);
    // Each kind of server reads its own of these.
    body.addProperty("prompt", text);
    body.addProperty("content", text);
    body.addProperty("input", text);
    JsonObject answer = api.ifThere(from.path, body, waiting);
    if (answer == null) {
      return 0;
    }
    int count = Answers.number(answer, "count");
    return count == 0 && answer.get("tokens") instanceof JsonArray tokens ? tokens.size() : count;
  }

  @Override
  public int count(Prompt prompt, Waiting waiting) throws Stopped, LanguageModelException {
    int tokens = OF_MESSAGE + count(prompt.answerPrefix(), waiting);
    for (Prompt.Message message : prompt.messages()) {
      tokens += OF_MESSAGE + count(message.text(), waiting);
    }
    return (int) Math.ceil(tokens * correction);
  }

  private int count(String text, Waiting waiting) throws Stopped, LanguageModelException {
    if (source != null && text.length() > SHORT) {
      Integer before = known.getIfPresent(text);
      int tokens = before == null ? ask(source, text, waiting) : before;
      if (tokens > 0) {
        known.put(text, tokens);
        return tokens;
      }
    }
    return estimate(text);
  }

  @Override
  public synchronized void learn(Prompt prompt, int tokens, Waiting waiting)
      throws Stopped, LanguageModelException {
    if (source == null && tokens > 0) {
      int thought = count(prompt, waiting);
      if (tokens > thought) {
        correction = correction * 1.05 * tokens / thought;
      }
    }
  }

  /** An estimate of a whole prompt, rather too high. */
  static int estimate(Prompt prompt) {
    return prompt.messages().stream()
        .mapToInt(message -> OF_MESSAGE + estimate(message.text()))
        .reduce(OF_MESSAGE + estimate(prompt.answerPrefix()), Integer::sum);
  }

  /**
   * More tokens than a text has: vocabularies of today hold most English words and names in pieces
   * of three letters or more, but digits and signs one by one, and other scripts byte by byte at
   * worst.
   */
  static int estimate(String text) {
    double tokens = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c >= 0x80) {
        tokens += c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
      } else {
        tokens += Character.isLetter(c) || c == ' ' || c == '_' ? 0.4 : 1;
      }
    }
    return (int) Math.ceil(tokens);
  }
}
