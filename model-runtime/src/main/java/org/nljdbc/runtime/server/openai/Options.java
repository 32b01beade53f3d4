package org.nljdbc.runtime.server.openai;

import com.google.gson.JsonElement;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.config.Fields;
import org.nljdbc.runtime.config.InvalidFieldException;
import org.nljdbc.runtime.grammar.Gbnf;
import org.nljdbc.runtime.grammar.GrammarConstraint;
import org.nljdbc.runtime.grammar.GrammarException;
import org.nljdbc.runtime.server.config.Limits;
import org.nljdbc.runtime.server.http.Problems;
import org.nljdbc.runtime.server.work.Deadline;
import org.nljdbc.spi.AnswerConstraint;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.Prompt;
import org.nljdbc.spi.Sampling;

/** Reads what requests of both endpoints have in common. */
final class Options {

  private static final int MOST_TOKENS = 1 << 20;
  private static final int MOST_STOPS = 16;
  private static final int LONGEST_STOP = 1000;

  /** OpenAI takes 0, which draws the likeliest token; the model wants more than 0. */
  private static final double LEAST_TOP_P = 1e-9;

  /** What cannot change an answer here. */
  private static final List<String> IGNORED =
      List.of(
          "user",
          "metadata",
          "store",
          "service_tier",
          "safety_identifier",
          "prompt_cache_key",
          "prompt_cache_retention");

  private Options() {}

  /**
   * Reads a request.
   *
   * @param fields its members; all are asked for when this returns
   * @param prompt what to continue
   * @param maxTokens most tokens, or 0
   * @param scores how many likeliest tokens to tell
   * @param limits the server's
   * @param constraints knows schemas that were sent before
   * @param format the grammar of the form that answers must have, or null
   * @throws InvalidFieldException if a member is not valid, or not known
   */
  static Order read(
      Fields fields,
      Prompt prompt,
      int maxTokens,
      int scores,
      Limits limits,
      Constraints constraints,
      @Nullable String format) {
    IGNORED.forEach(fields::get);
    int answers = fields.integer("n", 1, 1, GenerationRequest.MAX_CANDIDATES);
    Unsupported.check(fields, "best_of", value -> value.equals(Integer.toString(answers)));
    for (String penalty : new String[] {"presence_penalty", "frequency_penalty"}) {
      Unsupported.check(fields, penalty, value -> value.matches("-?0(\\.0*)?"));
    }
    Unsupported.check(fields, "logit_bias", value -> value.equals("{}"));
    boolean stream = fields.flag("stream", false);
    Fields streaming = fields.object("stream_options");
    boolean usage = streaming.flag("include_usage", false);
    streaming.flag("include_obfuscation", false);
    streaming.done();
    if (usage && !stream) {
      throw new InvalidFieldException("stream_options", "is for requests with stream: true");
    }
    int most = limits.maximumTimeoutSeconds();
    int seconds =
        fields.integer("timeout_seconds", Math.min(limits.timeoutSeconds(), most), 1, most);
    Order order =
        new Order(
            fields.optionalText("model"),
            prompt,
            maxTokens,
            answers,
            sampling(fields),
            stops(fields),
            scores,
            constraint(fields, prompt, constraints, format),
            fields.has("grammar") || format != null,
            stream,
            usage,
            fields.flag("keep_prefix", false),
            Deadline.in(seconds));
    fields.done();
    return order;
  }

  /** Most tokens of an answer. */
  static int tokens(Fields fields, String name, int absent) {
    return fields.has(name) ? fields.integer(name, 1, 1, MOST_TOKENS) : absent;
  }

  private static @Nullable Sampling sampling(Fields fields) {
    double temperature = fields.number("temperature", 1, 0, Sampling.MAX_TEMPERATURE);
    double topP = Math.max(LEAST_TOP_P, fields.number("top_p", 1, 0, 1));
    int topK = fields.integer("top_k", Sampling.MAX_TOP_K, 1, Sampling.MAX_TOP_K);
    double minP = fields.number("min_p", 0, 0, 1);
    long seed = seed(fields);
    return temperature == 0 ? null : new Sampling(temperature, topK, topP, minP, seed, false);
  }

  private static long seed(Fields fields) {
    JsonElement seed = fields.get("seed");
    if (seed == null) {
      return ThreadLocalRandom.current().nextLong();
    }
    try {
      if (seed.isJsonPrimitive() && seed.getAsJsonPrimitive().isNumber()) {
        return new BigDecimal(seed.getAsString()).longValueExact();
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // told below
    }
    throw new InvalidFieldException("seed", "must be a whole number of 64 bits");
  }

  private static List<String> stops(Fields fields) {
    JsonElement value = fields.get("stop");
    boolean one = value != null && value.isJsonPrimitive();
    List<String> stops = one ? List.of(fields.text("stop", "")) : fields.texts("stop");
    if (stops.size() > MOST_STOPS
        || stops.stream().anyMatch(each -> each.isEmpty() || each.length() > LONGEST_STOP)) {
      throw new InvalidFieldException(
          "stop",
          "must be at most " + MOST_STOPS + " texts of 1 to " + LONGEST_STOP + " characters");
    }
    return stops;
  }

  private static @Nullable AnswerConstraint constraint(
      Fields fields, Prompt prompt, Constraints constraints, @Nullable String format) {
    String own = fields.optionalText("grammar");
    if (format != null && (own != null || fields.has("constraint"))) {
      throw new InvalidFieldException(
          ResponseFormat.FIELD, "cannot stand beside grammar or constraint");
    }
    AnswerConstraint grammar =
        format == null
            ? grammar("grammar", own, prompt)
            : grammar(ResponseFormat.FIELD, format, prompt);
    AnswerConstraint described = constraints.read(fields, prompt.answerPrefix());
    if (grammar != null && described != null) {
      throw new InvalidFieldException("constraint", "cannot stand beside grammar");
    }
    return grammar != null ? grammar : described;
  }

  private static @Nullable AnswerConstraint grammar(
      String field, @Nullable String text, Prompt prompt) {
    if (text == null) {
      return null;
    }
    try {
      return new GrammarConstraint(Gbnf.parse(text), prompt.answerPrefix());
    } catch (GrammarException e) {
      throw Problems.invalid(field, String.valueOf(e.getMessage())).asException();
    }
  }
}
