package org.nljdbc.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nljdbc.prompt.Example;
import org.nljdbc.prompt.OpeningMemory;
import org.nljdbc.prompt.PromptProfile;
import org.nljdbc.prompt.Question;
import org.nljdbc.prompt.SchemaFit;
import org.nljdbc.prompt.Turn;
import org.nljdbc.prompt.Wording;
import org.nljdbc.schema.Digests;
import org.nljdbc.schema.Schema;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.Prompt;
import org.nljdbc.trace.Phase;
import org.nljdbc.trace.Trace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what a model is shown of a question and a schema. */
final class Prompter {

  private static final Logger LOG = LoggerFactory.getLogger(Prompter.class);

  /** Settings that say nothing of the answer which the question and the model do not say. */
  private static final Set<Setting> NOT_OF_THE_ANSWER =
      Set.of(
          Setting.TODAY,
          Setting.RUNTIME,
          Setting.RUNTIME_KEY,
          Setting.RUNTIME_CLEARTEXT,
          Setting.RUNTIME_IDLE,
          Setting.RUNTIME_HOME);

  private final Settings settings;
  private final OpeningMemory openings;

  Prompter(Settings settings, OpeningMemory openings) {
    this.settings = settings;
    this.openings = openings;
  }

  /** What the translation of a question to a database by a model depends on. */
  RecallKey key(Question question, String database, LanguageModel model) {
    // Of a glossary, of values and of pins only what they say to this question matters, so that
    // another word for another table forgets nothing.
    String known = question.schema().fingerprint();
    if (!question.terms().isEmpty() || !question.hits().isEmpty()) {
      known = Digests.of(known, question.terms().toString(), question.hits().toString());
    }
    if (!question.examples().isEmpty()) {
      known = Digests.of(known, question.examples().toString());
    }
    // The wording has its dates already, and wherever a model runs, it is this one.
    String others = settings.without(NOT_OF_THE_ANSWER);
    return new RecallKey(question.wording(), database, known, model.info().fingerprint(), others);
  }

  /** A conversation that begins, with as much of the schema as the model has room for. */
  Conversation begin(Question question, String database, LanguageModel model, Trace trace)
      throws LanguageModelException {
    try (Trace.Timing timed = trace.begin(Phase.PROMPT)) {
      return begin(question, database, model);
    }
  }

  private Conversation begin(Question question, String database, LanguageModel model)
      throws LanguageModelException {
    PromptProfile profile = PromptProfile.named(model.info().promptProfile());
    Wording wording = question.wording();
    Schema schema = question.schema();
    Question shown = withRoom(question, profile, model);
    int budget = budget(wording, schema, shown.examples(), profile, model);
    SchemaFit.Fitted fitted =
        new SchemaFit(model, profile, budget, common(profile, model), openings).fit(shown);
    fitted.notes().forEach(LOG::warn);
    List<String> notes = new ArrayList<>(fitted.notes());
    notes.addAll(goesOn(wording.earlier()));
    RecallKey key = key(question, database, model);
    return new Conversation(key, schema, fitted.question(), profile, notes, "", List.of());
  }

  /** The question without the farthest examples, where they would take the schema's room. */
  private Question withRoom(Question question, PromptProfile profile, LanguageModel model)
      throws LanguageModelException {
    int room = room(profile, model);
    Question shown = question;
    while (!shown.examples().isEmpty()
        && budget(question.wording(), question.schema(), shown.examples(), profile, model) >= room
        && model.countTokens(profile.prompt(shown, List.of())) > room) {
      shown = shown.with(shown.examples().subList(0, shown.examples().size() - 1));
    }
    return shown;
  }

  private int room(PromptProfile profile, LanguageModel model) {
    return model.info().contextTokens() - answerTokens(profile, model, settings);
  }

  private int budget(
      Wording wording,
      Schema schema,
      List<Example> examples,
      PromptProfile profile,
      LanguageModel model)
      throws LanguageModelException {
    List<Example> free =
        examples.stream().map(e -> new Example(e.question(), e.sql(), List.of())).toList();
    Question bare = Question.of(wording, schema.with(List.of()), List.of(), List.of()).with(free);
    int besides = model.countTokens(profile.prompt(bare, List.of()));
    return Math.min(besides + settings.getInt(Setting.PROMPT_TOKENS), room(profile, model));
  }

  /**
   * Most tokens of what all questions are shown of a schema that does not fit as a whole: half of
   * what there is, so that half of a prompt is read already (docs/performance.md).
   */
  private int common(PromptProfile profile, LanguageModel model) {
    int most = Math.min(settings.getInt(Setting.PROMPT_TOKENS), room(profile, model));
    return Math.max(0, most / 2);
  }

  /**
   * What all questions about a schema begin with: the whole of it, or the tables that all are shown
   * where the model has no room for that.
   *
   * @return null if there is no such table
   */
  @Nullable Prompt opening(Schema schema, LanguageModel model) throws LanguageModelException {
    PromptProfile profile = PromptProfile.named(model.info().promptProfile());
    Wording none = Wording.of("");
    int budget = budget(none, schema, List.of(), profile, model);
    Question any = Question.of(none, schema, List.of(), List.of());
    if (model.countTokens(profile.prompt(any, List.of())) <= budget) {
      return profile.opening(schema);
    }
    SchemaFit fit = new SchemaFit(model, profile, budget, common(profile, model), openings);
    Schema common = fit.common(schema);
    return common.tables().isEmpty() ? null : profile.opening(common);
  }

  /** A conversation that goes on with this model: prompted anew if it began with another. */
  Conversation goOn(Conversation begun, LanguageModel model, Trace trace)
      throws LanguageModelException {
    Question whole = begun.question().over(begun.schema());
    return begun.key().model().equals(model.info().fingerprint())
        ? begun
        : begin(whole, begun.key().database(), model, trace).failedWith(begun.failed());
  }

  private static List<String> goesOn(List<Turn> earlier) {
    return earlier.isEmpty()
        ? List.of()
        : List.of(
            "Understood as going on from: "
                + earlier.get(earlier.size() - 1).question()
                + " (NL NEW begins anew).");
  }

  /** How many tokens an answer may have. */
  static int answerTokens(PromptProfile profile, LanguageModel model, Settings settings) {
    int wanted = profile.answerTokens(settings.getInt(Setting.MAX_TOKENS));
    return Math.max(1, Math.min(wanted, model.info().contextTokens() / 2));
  }
}
