package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nljdbc.intent.Intent;
import org.nljdbc.intent.SchemaAnswer;
import org.nljdbc.memory.DatabaseName;
import org.nljdbc.memory.PinReport;
import org.nljdbc.narrate.Excerpt;
import org.nljdbc.narrate.Narration;
import org.nljdbc.prompt.FailedTry;
import org.nljdbc.prompt.Question;
import org.nljdbc.prompt.Wording;
import org.nljdbc.schema.Schema;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.spi.AnswerConstraint;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.Progress;
import org.nljdbc.spi.Prompt;
import org.nljdbc.sql.SqlConstraint;
import org.nljdbc.sql.StandIns;
import org.nljdbc.sql.ValueFilter;
import org.nljdbc.statement.NamedTable;
import org.nljdbc.statement.SubQueryPlace;
import org.nljdbc.trace.Phase;
import org.nljdbc.trace.Trace;
import org.nljdbc.translate.Grounding.Ground;
import org.nljdbc.translate.Grounding.Valued;
import org.nljdbc.values.ValueIndex;

/**
 * The way of one question: ground, pins, intent, recall, prompt, generate, check, repair. Safe for
 * use by many threads, each with its own connection.
 */
public final class QuestionPipeline implements Translator {

  private final Registry registry;
  private final Settings settings;
  private final Grounding grounding;
  private final ModelCalls calls;
  private final Prompter prompter;
  private final SchemaReadAhead readAhead;
  private final Author author = new Author();
  private final Pins pins;
  private final QuestionDates dates;
  private final Feedback feedback;
  private final SharedRecall shared;
  private final SameMeaning sameMeaning;
  private final WritePlanner writes;
  private final Narrator narrator;
  private final SqlBudget budget;

  QuestionPipeline(Registry registry, Settings settings, Supplier<Progress> progress) {
    this.registry = registry;
    this.settings = settings;
    this.budget = SqlBudget.of(settings);
    this.pins = new Pins(registry, settings, budget, author);
    this.dates = new QuestionDates(settings);
    this.feedback = new Feedback(registry, settings, pins, author);
    ModelChain models = new ModelChain(registry.models(), settings.modelChain());
    this.calls = new ModelCalls(models, progress);
    this.shared = new SharedRecall(registry);
    this.sameMeaning = new SameMeaning(registry, settings);
    this.prompter = new Prompter(settings, registry.openings());
    this.readAhead = new SchemaReadAhead(registry.readAheads(), models, prompter, settings);
    Examples examples = new Examples(registry, settings, pins);
    this.grounding = new Grounding(registry, settings, progress, readAhead, examples);
    this.writes = new WritePlanner(registry, settings, grounding, dates, prompter, budget, calls);
    this.narrator = new Narrator(settings, calls);
  }

  /**
   * A pipeline that shares models, schemas and translations with all others of this process.
   *
   * @param settings the connection's settings
   * @return the pipeline, to be closed with the connection; loads nothing yet
   */
  public static Translator create(Settings settings) {
    return create(Registry.shared(), settings);
  }

  /**
   * A pipeline that shares models, schemas and translations with those of one registry.
   *
   * @param registry what is shared
   * @param settings the connection's settings
   * @return the pipeline, to be closed with the connection; loads nothing yet
   */
  public static Translator create(Registry registry, Settings settings) {
    return new QuestionPipeline(registry, settings, ProgressReport::begin);
  }

  @Override
  public Translation translate(
      String question, Connection connection, Cancellation cancellation, @Nullable Instant deadline)
      throws SQLException {
    return translate(Wording.of(question), connection, cancellation, deadline);
  }

  @Override
  public Translation translate(
      Wording wording, Connection connection, Cancellation cancellation, @Nullable Instant deadline)
      throws SQLException {
    long start = System.nanoTime();
    Watch watch = new Watch(cancellation, deadline);
    if (wording.text().isBlank()) {
      throw new SQLSyntaxErrorException(
          "The question is empty. Write it after NL:, as in NL: how many customers are there",
          "42000");
    }
    watch.check();
    Ground ground = grounding.ground(connection, watch.trace());
    budget.requireEstimates(ground.schema().dialect());
    QuestionDates.Dated asked = dates.dated(wording, ground.schema());
    // A pin has no bind markers and stands alone, so it answers no question that does not.
    Pins.Answer asItStands =
        wording.isWhole() && !asked.notes().isEmpty()
            ? pins.kept(wording.text(), connection, ground.glossary(), start)
            : null;
    if (asItStands != null && asItStands.translation() != null) {
      return asItStands.translation(); // its SQL finds today by itself
    }
    Pins.Answer pinned =
        !wording.isWhole()
            ? pins.unpinned()
            : asItStands != null
                ? asItStands
                : pins.find(asked.text(), connection, ground.glossary(), start);
    if (pinned.translation() != null) {
      return pinned.translation().with(asked.notes());
    }
    if (!asked.notes().isEmpty()) {
      refuseUnlessData(wording.text(), ground.schema()); // "what day is today?" has no dates yet
    }
    return askModel(asked.wording(), ground, connection, watch, start)
        .with(pinned.notes())
        .with(asked.notes());
  }

  private Translation askModel(
      Wording wording, Ground ground, Connection connection, Watch watch, long start)
      throws SQLException {
    refuseUnlessData(wording.text(), ground.schema());
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

  @Override
  public Optional<SchemaAnswer> askSchema(
      String question, Connection connection, Cancellation cancellation, @Nullable Instant deadline)
      throws SQLException {
    if (!settings.getBoolean(Setting.INTENT) || !Intent.mayBeAboutSchema(question)) {
      return Optional.empty();
    }
    Watch watch = new Watch(cancellation, deadline);
    watch.check();
    Schema schema = grounding.ground(connection, watch.trace()).schema();
    return !pins.has(question, connection, schema)
            && Intent.of(question, schema) instanceof Intent.AboutSchema about
        ? Optional.of(SchemaAnswer.to(about.request(), schema))
        : Optional.empty();
  }

  private Translation translate(
      Wording wording, Ground ground, Connection connection, Watch watch, long start)
      throws SQLException, NoAnswer {
    return calls.ask(watch, model -> translate(wording, ground, model, connection, watch, start));
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
      known = shared.find(key, judge(connection, key, schema, values, LeftOut.NOTHING));
    }
    if (known == null && rejected.isEmpty()) {
      known = sameMeaning.recall(key, question, ground.synonyms(), database, start).orElse(null);
    }
    if (known != null) {
      registry.tally().recalled.increment();
      judge(connection, key, schema, values, LeftOut.NOTHING)
          .requireAffordable(TranslationNotes.named(known, schema));
      List<ValueFilter> absent = values == null ? List.of() : values.stillAbsent(known.absent());
      Translation recalled = known.recalledIn(Watch.millisSince(start));
      Translation told = TranslationNotes.told(recalled, absent, values);
      return TranslationNotes.usual(TranslationNotes.filtered(told, ground), question);
    }
    Conversation conversation =
        prompter.begin(question, database, model, trace).failedWith(rejected);
    Translation made = generate(conversation, model, connection, values, watch, start);
    registry.tally().times.add(Watch.millisSince(start));
    sameMeaning.remember(key, question, ground.synonyms());
    return TranslationNotes.usual(TranslationNotes.filtered(made, ground), question);
  }

  @Override
  public PlacedSql place(
      Translation found, SubQueryPlace use, List<NamedTable> tables, Connection connection)
      throws SQLException {
    return use.kind() == SubQueryPlace.Kind.ROWS
        ? PlacedSql.of(found)
        : Placement.of(found, use, tables, schema(connection));
  }

  @Override
  public Translation repair(
      Translation failed,
      SQLException error,
      Connection connection,
      Cancellation cancellation,
      @Nullable Instant deadline)
      throws SQLException {
    long start = System.nanoTime();
    Watch watch = new Watch(cancellation, deadline);
    if (failed.source() == Translation.Source.VERIFIED || !failed.sameAs().isEmpty()) {
      return insteadOfKept(failed, error, connection, watch, start);
    }
    Conversation found = registry.conversations().getIfPresent(failed.id());
    if (found == null) {
      return insteadOfOthers(failed, error, connection, watch, start);
    }
    // Databases with equal schemas have equal ids, and each its own answers.
    Conversation before = found.in(DatabaseName.of(connection, found.schema()));
    boolean hopeless =
        before.failed().size() - Rejections.count(before) >= settings.getInt(Setting.TRIES)
            || !DatabaseCheck.isFaultOfSql(error, before.schema().dialect());
    if (hopeless) {
      throw error;
    }
    registry.forget(before.key());
    Conversation conversation =
        before.failedWith(
            new FailedTry(
                before.answer(),
                TranslationNotes.named(failed, before.schema()),
                Judge.said(error)));
    Trace trace = watch.trace();
    Ground ground = grounding.ground(connection, trace);
    ValueIndex index = grounding.values(ground, connection);
    ValueCheck values = ValueCheck.of(settings, connection, before.schema(), index, trace);
    try {
      Translation repaired =
          calls.ask(
              watch,
              model -> {
                Conversation next = prompter.goOn(conversation, model, trace);
                return generate(next, model, connection, values, watch, start);
              });
      return TranslationNotes.filtered(repaired, ground);
    } catch (NoAnswer e) {
      error.addSuppressed(e);
      throw error;
    }
  }

  /** What is done where the database refuses SQL of which nobody here knows how it was found. */
  private Translation insteadOfOthers(
      Translation failed, SQLException error, Connection connection, Watch watch, long start)
      throws SQLException {
    Ground ground = grounding.ground(connection, watch.trace());
    if (!DatabaseCheck.isFaultOfSql(error, ground.schema().dialect())) {
      throw error;
    }
    List<RecallKey> keys =
        registry.translations().asMap().entrySet().stream()
            .filter(entry -> entry.getValue().id().equals(failed.id()))
            .map(Map.Entry::getKey)
            .toList();
    keys.forEach(registry::forget);
    if (keys.isEmpty() || !keys.get(0).wording().isWhole()) {
      throw error;
    }
    return askModel(keys.get(0).wording(), ground, connection, watch, start);
  }

  /**
   * What is done where the database refuses SQL that is pinned, or was another question's: perhaps
   * the schema has changed since it was read. If it has not, the error at pinned SQL is the
   * database's own, as of any SQL that is right.
   */
  private Translation insteadOfKept(
      Translation failed, SQLException error, Connection connection, Watch watch, long start)
      throws SQLException {
    Ground ground = grounding.afresh(connection, watch.trace());
    Schema schema = ground.schema();
    if (!DatabaseCheck.isFaultOfSql(error, schema.dialect())) {
      throw error;
    }
    sameMeaning.forget(failed);
    Pins.Answer now = pins.find(failed.question(), connection, ground.glossary(), start);
    if (now.translation() != null && now.translation().sql().equals(failed.sql())) {
      throw error;
    }
    return now.translation() != null
        ? now.translation()
        : askModel(
                dates.dated(Wording.of(failed.question()), schema).wording(),
                ground,
                connection,
                watch,
                start)
            .with(now.notes());
  }

  @Override
  public boolean wantsToWrite(String question, Connection connection) throws SQLException {
    return writes.isWanted(question, connection);
  }

  @Override
  public PlannedWrite planWrite(
      Wording request, Connection connection, Cancellation cancellation, @Nullable Instant deadline)
      throws SQLException {
    return writes.plan(request, connection, new Watch(cancellation, deadline));
  }

  private void refuseUnlessData(String question, Schema schema) throws SQLException {
    if (!settings.getBoolean(Setting.INTENT)) {
      return;
    }
    boolean writes = !settings.get(Setting.WRITES).equals(Setting.OFF);
    Intents.refuseUnlessData(question, Intent.of(question, schema), schema, writes);
  }

  @Override
  public PinReport pin(
      String question,
      String sql,
      Connection connection,
      Cancellation cancellation,
      @Nullable Instant deadline)
      throws SQLException {
    long start = System.nanoTime();
    Watch watch = new Watch(cancellation, deadline);
    watch.check();
    Ground ground = grounding.ground(connection, watch.trace());
    if (!sql.isEmpty()) {
      String pinnable = dates.pinnable(question, sql, ground.schema());
      return pins.pin(pinnable, sql, connection, ground.schema());
    }
    String asked = dates.dated(question, ground.schema());
    Optional<PinReport> same = pins.keepSameMeaning(asked, connection, ground.glossary());
    if (same.isPresent()) {
      return same.get();
    }
    if (!asked.equals(question)) {
      refuseUnlessData(question, ground.schema());
    }
    Translation found = askModel(Wording.of(asked), ground, connection, watch, start);
    Schema seen = schema(connection); // a schema that had changed was read again
    try {
      return calls.ask(
          watch,
          model -> {
            String maker = found.model() + " " + model.info().fingerprint();
            return pins.keep(asked, found.sql(), maker, connection, seen);
          });
    } catch (NoAnswer e) {
      throw e.toSql();
    }
  }

  @Override
  public List<PinReport> reject(String question, Connection connection) throws SQLException {
    Ground ground = grounding.ground(connection, Trace.NONE);
    boolean asItStands = pins.has(question, connection, ground.schema());
    String asked = asItStands ? question : dates.dated(question, ground.schema());
    return feedback.reject(asked, connection, ground.glossary());
  }

  @Override
  public void speakFor(@Nullable String person) {
    author.name(person);
  }

  @Override
  public List<PinReport> unpin(String question, Connection connection) throws SQLException {
    Schema schema = schema(connection);
    List<PinReport> gone = pins.unpin(question, connection, schema);
    return gone.isEmpty() ? pins.unpin(dates.dated(question, schema), connection, schema) : gone;
  }

  @Override
  public List<PinReport> pins(Connection connection) throws SQLException {
    return pins.list(connection, schema(connection));
  }

  @Override
  public Schema schema(Connection connection) throws SQLException {
    return grounding.ground(connection, Trace.NONE).schema();
  }

  @Override
  public CheckedSql check(String sql, Connection connection) throws SQLException {
    Schema schema = schema(connection);
    budget.requireEstimates(schema.dialect());
    return Inspection.check(sql, schema, connection, budget);
  }

  @Override
  public Prompt prompt(
      Wording asked, Connection connection, Cancellation cancellation, @Nullable Instant deadline)
      throws SQLException {
    Watch watch = new Watch(cancellation, deadline);
    watch.check();
    Ground ground = grounding.ground(connection, watch.trace());
    Schema schema = ground.schema();
    Wording wording = dates.dated(asked, schema).wording();
    refuseUnlessData(asked.text(), schema);
    try {
      return calls.ask(
          watch,
          model -> {
            Question question =
                grounding.valued(ground, wording, connection, watch.trace()).question();
            Conversation conversation =
                prompter.begin(question, DatabaseName.of(connection, schema), model, watch.trace());
            return conversation.profile().prompt(conversation.question(), List.of());
          });
    } catch (NoAnswer e) {
      throw e.toSql();
    }
  }

  @Override
  public Narration narrate(
      String question, Excerpt excerpt, Cancellation cancellation, @Nullable Instant deadline)
      throws SQLException {
    return narrator.narrate(question, excerpt, new Watch(cancellation, deadline));
  }

  @Override
  public Map<String, String> status() {
    return PipelineStatus.of(registry, settings, calls.models().loaded());
  }

  @Override
  public void schemaChanged(Connection connection, SchemaNews news) throws SQLException {
    registry.schemas().keepApart(connection, news == SchemaNews.UNCOMMITTED);
    if (news == SchemaNews.COMMITTED) {
      registry.schemas().invalidate(connection);
    }
  }

  @Override
  public void close() {
    readAhead.close();
    calls.models().close();
  }

  private Judge judge(
      Connection connection,
      RecallKey key,
      Schema schema,
      @Nullable ValueCheck values,
      LeftOut leftOut) {
    return new Judge(
        connection,
        schema,
        budget,
        new StandIns(key.wording().text(), key.wording().parameters()),
        values,
        leftOut);
  }

  private Translation generate(
      Conversation begun,
      LanguageModel model,
      Connection connection,
      @Nullable ValueCheck values,
      Watch watch,
      long start)
      throws SQLException, LanguageModelException, NoAnswer {
    Question asked = begun.question();
    LeftOut leftOut = new LeftOut(asked.text(), asked.hits(), asked.earlier());
    Judge judge = judge(connection, begun.key(), begun.schema(), values, leftOut);
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
