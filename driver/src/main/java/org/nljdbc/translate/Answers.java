package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.memory.DatabaseName;
import org.nljdbc.prompt.FailedTry;
import org.nljdbc.prompt.Question;
import org.nljdbc.prompt.Wording;
import org.nljdbc.schema.Schema;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.spi.AnswerConstraint;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.sql.SqlConstraint;
import org.nljdbc.sql.StandIns;
import org.nljdbc.sql.ValueFilter;
import org.nljdbc.trace.Phase;
import org.nljdbc.trace.Trace;
import org.nljdbc.translate.Grounding.Ground;
import org.nljdbc.translate.Grounding.Valued;

/** Finds the SQL of a question: recall, prompt, generate, check, repair. */
final class Answers {

  private final Registry registry;
  private final Settings settings;
  private final Grounding grounding;
  private final ModelCalls calls;
  private final Prompter prompter;
  private final SchemaReadAhead readAhead;
  private final Feedback feedback;
  private final SharedRecall shared;
  private final SameMeaning sameMeaning;
  private final SqlBudget budget;

  /**
   * What finds answers.
   *
   * @param registry what is shared
   * @param calls asks models
   * @param readAhead learns which schemas are asked about
   * @param feedback knows which answers somebody has rejected
   * @param sameMeaning knows the questions before
   * @param budget what a statement may cost
   */
  Answers(
      Registry registry,
      Settings settings,
      Grounding grounding,
      ModelCalls calls,
      Prompter prompter,
      SchemaReadAhead readAhead,
      Feedback feedback,
      SameMeaning sameMeaning,
      SqlBudget budget) {
    this.registry = registry;
    this.settings = settings;
    this.grounding = grounding;
    this.calls = calls;
    this.prompter = prompter;
    this.readAhead = readAhead;
    this.feedback = feedback;
    this.shared = new SharedRecall(registry);
    this.sameMeaning = sameMeaning;
    this.budget = budget;
  }

  /**
   * Finds SQL for a question that no pin answers.
   *
   * @param start when the question came, by {@link System#nanoTime}
   * @throws SQLException if there is none, or the question is not about data
   */
  Translation find(Wording wording, Ground ground, Connection connection, Watch watch, long start)
      throws SQLException {
    Intents.requireData(settings, wording.text(), ground.schema());
    registry.tally().asked.increment();
    try {
      return translate(wording, ground, connection, watch, start);
    } catch (NoAnswer failure) {
      // Perhaps the schema has changed since it was read: then the question gets a second chance.
      Ground fresh = grounding.afresh(connection, watch.trace());
      if (fresh.schema().fingerprint().equals(ground.schema().fingerprint())) {
        registry.tally().failed.increment();
        throw failure.toSql();
      }
      try {
        return translate(wording, fresh, connection, watch, start);
      } catch (NoAnswer again) {
        registry.tally().failed.increment();
        throw again.toSql();
      }
    }
  }

  private Translation translate(
      Wording wording, Ground ground, Connection connection, Watch watch, long start)
      throws SQLException, NoAnswer {
    return calls.ask(
        watch,
        model ->
            translate(wording, ground, model, connection, watch, start).with(model.takeNews()));
  }

  private Translation translate(
      Wording wording,
      Ground ground,
      LanguageModel model,
      Connection connection,
      Watch watch,
      long start)
      throws SQLException, LanguageModelException, NoAnswer {
    Schema schema = ground.schema();
    readAhead.seen(schema); // a model that this question has loaded reads it while values are read
    Trace trace = watch.trace();
    Valued valued = grounding.valued(ground, wording, connection, trace);
    ValueCheck values = ValueCheck.of(settings, connection, schema, valued.index(), trace);
    Question question = valued.question();
    String database = DatabaseName.of(connection, schema);
    RecallKey key = prompter.key(question, database, model);
    List<FailedTry> rejected = feedback.rejected(wording, connection, schema);
    Translation known = feedback.unlessRejected(key, connection, schema);
    if (known == null && rejected.isEmpty()) {
      known = shared.find(key, judge(connection, key, schema, values, SaidAndDone.UNKNOWN));
    }
    if (known == null && rejected.isEmpty()) {
      known = sameMeaning.recall(key, question, ground.synonyms(), database, start).orElse(null);
    }
    if (known != null) {
      registry.tally().recalled.increment();
      judge(connection, key, schema, values, SaidAndDone.UNKNOWN)
          .requireAffordable(TranslationNotes.named(known, schema));
      List<ValueFilter> absent = values == null ? List.of() : values.stillAbsent(known.absent());
      Translation recalled = known.recalledIn(Watch.millisSince(start));
      Translation told = TranslationNotes.told(recalled, absent, values);
      return TranslationNotes.usual(TranslationNotes.filtered(told, ground), question);
    }
    Conversation conversation =
        prompter.begin(question, database, model, trace).failedWith(rejected);
    Translation continued =
        rejected.isEmpty()
            ? continued(question, conversation, model, connection, values, watch, start)
            : null;
    Translation made =
        continued != null
            ? continued
            : generate(conversation, model, connection, values, watch, start);
    registry.tally().times.add(Watch.millisSince(start));
    sameMeaning.remember(key, question, ground.synonyms());
    return TranslationNotes.usual(TranslationNotes.filtered(made, ground), question);
  }

  /**
   * The answer to a follow-up that the SQL before it gives by one certain change; null if there is
   * none, or something speaks against it.
   */
  private @Nullable Translation continued(
      Question question,
      Conversation conversation,
      LanguageModel model,
      Connection connection,
      @Nullable ValueCheck values,
      Watch watch,
      long start)
      throws SQLException {
    Continuation.Made made = Continuation.of(question).orElse(null);
    if (made == null) {
      return null;
    }
    SaidAndDone said = SaidAndDone.UNKNOWN; // the model's SQL is held against its question already
    Judge judge = judge(connection, conversation.key(), conversation.schema(), values, said);
    Judge.Verdict verdict = judge.judge(made.sql());
    GenerationLoop loop = new GenerationLoop(registry, settings, model, judge, null, watch);
    // Who wants sure answers alone is not given one that nobody knows the confidence of.
    boolean unknown =
        settings.getInt(Setting.MIN_CONFIDENCE) > 0 && Double.isNaN(loop.sure(question.earlier()));
    boolean holds = verdict.holds() && verdict.doubt() == 0 && !unknown;
    return holds ? loop.keep(conversation, verdict, made.note(), start) : null;
  }

  private Judge judge(
      Connection connection,
      RecallKey key,
      Schema schema,
      @Nullable ValueCheck values,
      SaidAndDone said) {
    return new Judge(
        connection,
        schema,
        budget,
        new StandIns(key.wording().text(), key.wording().parameters()),
        values,
        said,
        registry.uniqueIndexes());
  }

  /** Asks a model, as often as it takes. */
  Translation generate(
      Conversation begun,
      LanguageModel model,
      Connection connection,
      @Nullable ValueCheck values,
      Watch watch,
      long start)
      throws SQLException, LanguageModelException, NoAnswer {
    SaidAndDone said = SaidAndDone.of(begun.question());
    Judge judge = judge(connection, begun.key(), begun.schema(), values, said);
    AnswerConstraint constraint =
        settings.getBoolean(Setting.CONSTRAIN)
            ? new SqlConstraint(begun.schema(), begun.key().wording().parameters())
            : null;
    GenerationLoop loop = new GenerationLoop(registry, settings, model, judge, constraint, watch);
    GenerationLoop.Found answer = loop.run(begun);
    Translation found = loop.keep(answer, readings(answer, model, connection, watch), start);
    return TranslationNotes.told(found, found.absent(), values);
  }

  private List<Reading> readings(
      GenerationLoop.Found answer, LanguageModel model, Connection connection, Watch watch)
      throws SQLException {
    boolean wanted =
        !settings.get(Setting.AMBIGUITY).equals(Setting.OFF)
            && settings.getInt(Setting.SAMPLES) > 0
            && answer.conversation().question().parameters() == 0
            && answer.others().size() > 1; // else there is nothing besides
    if (!wanted) {
      return List.of();
    }
    try (Trace.Timing timed = watch.trace().begin(Phase.CHECK)) {
      return new Readings(connection, answer.conversation().schema(), model.info().calibration())
          .besides(answer.attempt(), answer.others());
    }
  }
}
