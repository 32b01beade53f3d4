package org.nljdbc.runtime.remote;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.Candidate;
import org.nljdbc.spi.Candidate.Finish;
import org.nljdbc.spi.TokenScore;

/** One answer of a server as it comes, piece by piece. */
final class GrowingAnswer {

  private static final double LEAST = -1e4;

  private final StringBuilder text = new StringBuilder();
  private final List<TokenScore> scores = new ArrayList<>();
  private int pieces;
  private @Nullable String finish;
  private boolean unconstrained;

  /** Takes a piece: a choice as one of the two endpoints writes it, whole or in part. */
  void add(JsonObject choice) throws Strange {
    String piece = text(choice);
    if (!piece.isEmpty()) {
      text.append(piece);
      pieces++;
    }
    JsonElement reason = choice.get("finish_reason");
    if (reason != null && reason.isJsonPrimitive()) {
      finish = reason.getAsString();
    }
    unconstrained |= "true".equals(String.valueOf(choice.get("unconstrained")));
    if (choice.get("logprobs") instanceof JsonObject logprobs) {
      try {
        addScores(logprobs);
      } catch (IllegalStateException
          | UnsupportedOperationException
          | ClassCastException
          | NumberFormatException e) {
        throw new Strange("probabilities in no known form", null);
      }
    }
  }

  private static String text(JsonObject choice) {
    JsonElement text = choice.get("text");
    for (String name : new String[] {"delta", "message"}) {
      if (choice.get(name) instanceof JsonObject message) {
        text = message.get("content");
      }
    }
    return text != null && text.isJsonPrimitive() ? text.getAsString() : "";
  }

  /** Both forms, since servers give either at either endpoint. */
  private void addScores(JsonObject logprobs) {
    if (logprobs.get("content") instanceof JsonArray content) {
      for (JsonElement each : content) {
        JsonObject token = each.getAsJsonObject();
        List<TokenScore.Alternative> likeliest = new ArrayList<>();
        if (token.get("top_logprobs") instanceof JsonArray top) {
          for (JsonElement one : top) {
            JsonObject other = one.getAsJsonObject();
            likeliest.add(
                new TokenScore.Alternative(
                    other.get("token").getAsString(), probability(other.get("logprob"))));
          }
        }
        scores.add(
            new TokenScore(
                token.get("token").getAsString(), probability(token.get("logprob")), likeliest));
      }
    } else if (logprobs.get("tokens") instanceof JsonArray tokens
        && logprobs.get("token_logprobs") instanceof JsonArray values) {
      JsonArray top = logprobs.get("top_logprobs") instanceof JsonArray array ? array : null;
      for (int i = 0; i < Math.min(tokens.size(), values.size()); i++) {
        List<TokenScore.Alternative> likeliest = new ArrayList<>();
        if (top != null && i < top.size() && top.get(i) instanceof JsonObject others) {
          for (Map.Entry<String, JsonElement> one : others.entrySet()) {
            likeliest.add(new TokenScore.Alternative(one.getKey(), probability(one.getValue())));
          }
        }
        scores.add(
            new TokenScore(tokens.get(i).getAsString(), probability(values.get(i)), likeliest));
      }
    }
  }

  /** A logarithm of a probability; null stands for one that is not known and does not count. */
  private static double probability(@Nullable JsonElement value) {
    if (value == null || value.isJsonNull()) {
      return 0;
    }
    double number = value.getAsDouble();
    return number >= 0 ? 0 : Math.max(LEAST, number);
  }

  /** The text so far. */
  String text() {
    return text.toString();
  }

  /** Whether probabilities came along. */
  boolean hasScores() {
    return !scores.isEmpty();
  }

  /** Whether the server has said why it ended. */
  boolean isFinished() {
    return finish != null;
  }

  /**
   * What it has become.
   *
   * @param form how the prompt was written, or null in a conversation
   * @param prefix what the answer should begin with
   * @param stops strings that end it
   * @param tokens how many tokens it has, or 0 if the server does not say
   * @param wanted whether single tokens are asked for
   */
  Candidate candidate(
      @Nullable TextForm form, String prefix, List<String> stops, int tokens, boolean wanted) {
    String all = text();
    ChatSeam seam = form == null ? ChatSeam.of(prefix, all, stops) : ChatSeam.none(all, stops);
    List<TokenScore> counted = form == null ? between(seam.from(), seam.to()) : scores;
    double probability = counted.stream().mapToDouble(TokenScore::logProbability).sum();
    int count = counted.isEmpty() ? Math.max(1, tokens > 0 ? tokens : pieces) : counted.size();
    boolean cut = "length".equals(finish) && !seam.stopped();
    return new Candidate(
        seam.text(),
        counted.isEmpty() ? Double.NaN : probability,
        count,
        cut ? Finish.LENGTH : Finish.STOP,
        wanted ? counted : List.of(),
        unconstrained);
  }

  /** The tokens that begin within a part of the text. */
  private List<TokenScore> between(int from, int to) {
    List<TokenScore> part = new ArrayList<>();
    int at = 0;
    for (TokenScore score : scores) {
      if (at >= from && at < to) {
        part.add(score);
      }
      at += score.text().length();
    }
    return part;
  }
}
