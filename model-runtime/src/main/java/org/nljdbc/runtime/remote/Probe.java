package org.nljdbc.runtime.remote;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.Calibration;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Prompt;

/**
 * Finds out what a server does by asking it for a token or two. What it does not do is done
 * without.
 */
final class Probe {

  private static final Prompt SAMPLE =
      new Prompt(List.of(new Prompt.Message(Prompt.Role.USER, "1")), "");

  /** Where nothing says how much a model reads: Ollama's default, and less than most. */
  private static final int UNKNOWN_CONTEXT = 4096;

  private final ServerApi api;
  private final RemoteErrors errors;
  private final Waiting waiting;

  Probe(ServerApi api, RemoteErrors errors, Waiting waiting) {
    this.api = api;
    this.errors = errors;
    this.waiting = waiting;
  }

  /**
   * What was found.
   *
   * @param traits what requests may hold
   * @param contextTokens most tokens that the model reads and writes together, or what is safe
   * @param known whether the server says that
   * @param fingerprint what the server says changes when its model does, or empty
   * @param promptProfile what the server says of the prompt's form, or empty
   * @param calibration how often answers are right, if the server says so
   */
  record Found(
      Traits traits,
      int contextTokens,
      boolean known,
      String fingerprint,
      String promptProfile,
      @Nullable Calibration calibration) {}

  /**
   * Asks.
   *
   * @param wanted the model's name, or {@link ModelOptions#EMBEDDED} for the only one
   * @throws IOException if the server cannot be asked
   * @throws LanguageModelException if it has no such model
   */
  Found find(String wanted) throws IOException, LanguageModelException {
    JsonObject entry = choose(wanted);
    String model = Objects.requireNonNull(text(entry, "id"));
    JsonObject own = entry.get("nljdbc") instanceof JsonObject object ? object : new JsonObject();
    int longest = firstOf(own, "maximum_timeout_seconds");
    Traits traits = negotiated(new Traits(model, form(model), fields(), abilities(own), longest));
    int context = context(entry, model);
    return new Found(
        traits,
        context > 0 ? context : UNKNOWN_CONTEXT,
        context > 0,
        Objects.requireNonNullElse(text(own, "fingerprint"), ""),
        Objects.requireNonNullElse(text(own, "prompt_profile"), ""),
        calibration(own));
  }

  private static Set<Field> fields() {
    return EnumSet.complementOf(EnumSet.of(Field.MAX_COMPLETION_TOKENS));
  }

  private static Set<Ability> abilities(JsonObject own) {
    return Arrays.stream(Ability.values())
        .filter(each -> "true".equals(text(own, each.wire())))
        .collect(Collectors.toSet());
  }

  /** What the server lists under the model's name. */
  private JsonObject choose(String wanted) throws IOException, LanguageModelException {
    boolean any = wanted.equals(ModelOptions.EMBEDDED);
    List<JsonObject> there = models(any);
    for (JsonObject one : there) {
      if (wanted.equals(text(one, "id"))) {
        return one;
      }
    }
    if (any && there.size() == 1) {
      return there.get(0);
    }
    if (any) {
      throw errors.noModel(there.stream().map(one -> String.valueOf(text(one, "id"))).toList());
    }
    // Some servers have models that they do not list: the first request shows whether this one.
    JsonObject unlisted = new JsonObject();
    unlisted.addProperty("id", wanted);
    return unlisted;
  }

  private List<JsonObject> models(boolean needed) throws IOException, LanguageModelException {
    JsonObject answer;
    try {
      answer = api.json("/models", null, waiting);
    } catch (Refused e) {
      if (needed || !e.isNotThere()) {
        throw e;
      }
      return List.of();
    }
    List<JsonObject> models = new ArrayList<>();
    if (answer.get("data") instanceof JsonArray data) {
      for (JsonElement one : data) {
        if (one instanceof JsonObject model && text(model, "id") != null) {
          models.add(model);
        }
      }
    }
    return models;
  }

  private static @Nullable String text(JsonObject object, String name) {
    JsonElement value = object.get(name);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : null;
  }

  /** How texts are to be written that the server continues; null if it only has conversations. */
  private @Nullable TextForm form(String model) throws IOException, LanguageModelException {
    for (TextForm form : TextForm.values()) {
      JsonObject body = new JsonObject();
      body.addProperty("model", model);
      body.addProperty("prompt", form.sample());
      body.addProperty("max_tokens", 1);
      try {
        JsonObject answer = api.json("/completions", body, waiting);
        int tokens =
            answer.get("usage") instanceof JsonObject usage
                ? Answers.number(usage, "prompt_tokens")
                : 0;
        if (form.isReadAs(tokens)) {
          return form;
        }
      } catch (Refused e) {
        if (e.isNotThere() || e.isOfTheRequest()) {
          return null;
        }
        throw e;
      }
    }
    return null;
  }

  /** Leaves out what the server refuses, until it takes the rest; then what it does not follow. */
  private Traits negotiated(Traits asked) throws IOException, LanguageModelException {
    Traits traits = asked;
    TextForm form = asked.form();
    Prompt sample = form == null ? SAMPLE : Prompt.ofText(form.sample());
    while (true) {
      try {
        Draw draw = new Draw(sample, 2, List.of("###"), 2, 0.5, 1, 1, 1, null, 0, false);
        Answers answers = api.generate(traits, draw, waiting, ServerApi.Grown.UNSEEN);
        Set<Field> followed = EnumSet.noneOf(Field.class);
        followed.addAll(traits.fields());
        if (answers.count() < 2) {
          followed.remove(Field.N);
        }
        if (!answers.hasScores()) {
          followed.remove(Field.LOGPROBS);
        }
        return traits.with(followed);
      } catch (Refused e) {
        Set<Field> fewer = e.isOfTheRequest() ? without(traits.fields(), e.text()) : null;
        if (fewer == null) {
          throw e;
        }
        traits = traits.with(fewer);
      }
    }
  }

  /** The fields without the one that a refusal names, or else the rarest; null if none is left. */
  private static @Nullable Set<Field> without(Set<Field> fields, String message) {
    Set<Field> fewer = EnumSet.noneOf(Field.class);
    fewer.addAll(fields);
    if (fewer.contains(Field.MAX_TOKENS) && Field.MAX_COMPLETION_TOKENS.isNamedIn(message)) {
      fewer.remove(Field.MAX_TOKENS);
      fewer.add(Field.MAX_COMPLETION_TOKENS);
      return fewer;
    }
    List<Field> rarestFirst =
        List.of(
            Field.N,
            Field.LOGPROBS,
            Field.STREAM_OPTIONS,
            Field.SEED,
            Field.STOP,
            Field.TEMPERATURE);
    for (Field field : rarestFirst) {
      if (fewer.contains(field) && field.wire().length() > 1 && field.isNamedIn(message)) {
        fewer.remove(field);
        return fewer;
      }
    }
    for (Field field : rarestFirst) {
      if (fewer.remove(field)) {
        return fewer;
      }
    }
    return null;
  }

  /** How much the model reads, or 0 if nobody says. */
  private int context(JsonObject entry, String model) throws IOException, LanguageModelException {
    int listed =
        firstOf(entry, "max_model_len", "context_length", "max_context_length", "context_window");
    if (listed == 0 && entry.get("meta") instanceof JsonObject meta) {
      listed = firstOf(meta, "n_ctx");
    }
    if (listed > 0) {
      return listed;
    }
    JsonObject props = api.ifThere("/props", null, waiting);
    if (props != null) {
      JsonObject settings =
          props.get("default_generation_settings") instanceof JsonObject object ? object : props;
      int slot = firstOf(settings, "n_ctx");
      if (slot > 0) {
        return slot;
      }
    }
    JsonObject running = api.ifThere("/api/ps", null, waiting);
    if (running != null && running.get("models") instanceof JsonArray models) {
      for (JsonElement one : models) {
        if (one instanceof JsonObject loaded
            && (model.equals(text(loaded, "name")) || model.equals(text(loaded, "model")))) {
          return firstOf(loaded, "context_length");
        }
      }
    }
    return 0;
  }

  private static int firstOf(JsonObject object, String... names) {
    return Arrays.stream(names)
        .mapToInt(name -> Answers.number(object, name))
        .filter(n -> n > 0)
        .findFirst()
        .orElse(0);
  }

  private static @Nullable Calibration calibration(JsonObject own) {
    if (!(own.get("calibration") instanceof JsonObject curve)) {
      return null;
    }
    try {
      return new Calibration(
          Double.parseDouble(String.valueOf(text(curve, "intercept"))),
          Double.parseDouble(String.valueOf(text(curve, "slope"))),
          curve.has("power") ? Double.parseDouble(String.valueOf(text(curve, "power"))) : 1);
    } catch (IllegalArgumentException e) {
      return null; // no curve, so no confidence
    }
  }
}
