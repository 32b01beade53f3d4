package org.nljdbc.runtime.remote;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.nljdbc.spi.Candidate;
import org.nljdbc.spi.Generation;

/** The answers to one request as they come. */
final class Answers {

  /** Most answers that are taken, whatever a server sends. */
  private static final int MOST = 64;

  private final SortedMap<Integer, GrowingAnswer> answers = new TreeMap<>();
  private int promptTokens;
  private int generatedTokens;
  private int reusedTokens = Generation.NOT_TOLD;

  /** Takes an event of the stream, or the whole answer. */
  void add(JsonObject event) throws Strange {
    if (event.get("choices") instanceof JsonArray choices) {
      for (JsonElement choice : choices) {
        if (!choice.isJsonObject()) {
          throw new Strange("choices that are none", null);
        }
        int index = number(choice.getAsJsonObject(), "index");
        if (index >= MOST) {
          throw new Strange("too many choices", null);
        }
        answers.computeIfAbsent(index, i -> new GrowingAnswer()).add(choice.getAsJsonObject());
      }
    }
    if (event.get("usage") instanceof JsonObject usage) {
      promptTokens = Math.max(promptTokens, number(usage, "prompt_tokens"));
      generatedTokens = Math.max(generatedTokens, number(usage, "completion_tokens"));
      if (usage.get("prompt_tokens_details") instanceof JsonObject details
          && details.get("cached_tokens") instanceof JsonPrimitive) {
        reusedTokens = Math.max(reusedTokens, number(details, "cached_tokens"));
      }
    }
  }

  /** A number that counts something; 0 if it is absent or makes no sense. */
  static int number(JsonObject object, String name) {
    JsonElement value = object.get(name);
    return value != null && value.toString().matches("\\d{1,9}") ? value.getAsInt() : 0;
  }

  /** How many there are. */
  int count() {
    return answers.size();
  }

  /** The first one, empty as long as nothing has come. */
  GrowingAnswer first() {
    GrowingAnswer first = answers.get(0);
    return first == null ? new GrowingAnswer() : first;
  }

  /** Tokens of the prompt, or 0 if the server does not say. */
  int promptTokens() {
    return promptTokens;
  }

  /** Tokens of the prompt that the server knew already, if it says so; never more than all. */
  int reusedTokens() {
    return Math.min(reusedTokens, promptTokens);
  }

  /** Tokens of all answers, or 0 if the server does not say. */
  int generatedTokens() {
    return generatedTokens;
  }

  /** Whether probabilities came along with the first. */
  boolean hasScores() {
    return first().hasScores();
  }

  /** Whether each has come to its end. */
  boolean isWhole() {
    return !answers.isEmpty() && answers.values().stream().allMatch(GrowingAnswer::isFinished);
  }

  /** What they have become, as {@link GrowingAnswer#candidate} makes them. */
  List<Candidate> candidates(Traits traits, Draw draw, boolean wanted) {
    int tokens = answers.size() == 1 ? generatedTokens : 0;
    String prefix = draw.prompt().answerPrefix();
    return answers.values().stream()
        .map(one -> one.candidate(traits.form(), prefix, draw.stop(), tokens, wanted))
        .toList();
  }
}
