package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nljdbc.intent.Intent;
import org.nljdbc.intent.SchemaAnswer;
import org.nljdbc.memory.PinReport;
import org.nljdbc.prompt.FailedTry;
import org.nljdbc.prompt.PromptProfile;
import org.nljdbc.prompt.Question;
import org.nljdbc.prompt.SchemaFit;
import org.nljdbc.prompt.ValueHits;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.TableFilter;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.spi.AnswerConstraint;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Candidate;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.ModelInfo;
import org.nljdbc.spi.Progress;
import org.nljdbc.spi.Prompt;
import org.nljdbc.sql.SqlConstraint;
import org.nljdbc.sql.SqlParameters;
import org.nljdbc.sql.StandIns;
import org.nljdbc.sql.ValueFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one question: ground, pins, intent, recall, prompt, generate, check, repair. Safe for
 * use by many threads, each with its own connection.
 */
public final class QuestionPipeline implements Translator {

  private static final Logger LOG = LoggerFactory.getLogger(QuestionPipeline.class);

  /**
   * How many answers are looked at where one is not enough: in a repair, since a model told of a
   * mistake tends to repeat it, and where the only answer is doubtful or unsure.
   */
  private static final int CANDIDATES_IN_DOUBT = 4;

  /** Values kept of each text column to find those that a question names. */
  private static final int VALUES_TO_MATCH = 50;

  private final Registry registry;
  private final Settings settings;
  private final Supplier<Progress> progress;
  private final ModelChain models;
  private final Pins pins;
  private final TableFilter tables;
  private final SqlBudget budget;

  QuestionPipeline(Registry registry, Settings settings, Supplier<Progress> progress) {
    this.registry = registry;
    this.settings = settings;
    this.progress = progress;
    this.budget = SqlBudget.of(settings);
    this.pins = new Pins(registry, settings, budget);
    this.models = new ModelChain(registry.models(), settings.modelChain());
    this.tables = TableFilter.of(settings.get(Setting.TABLES), settings.get(Setting.EXCLUDE));
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
    return translateBound(question, 0, connection, cancellation, deadline);
  }

  @Override
  public Translation translateBound(
      String question,
      int parameters,
      Connection connection,
      Cancellation cancellation,
      @Nullable Instant deadline)
      throws SQLException {
    long start = System.nanoTime();
    Watch watch = new Watch(cancellation, deadline);
    if (question.isBlank()) {
      throw new SQLSyntaxErrorException(
          "The question is empty. Write it after NL:, as in NL: how many customers are there",
          "42000");
    }
    watch.check();
    Schema schema = ground(connection, maxAge());
    budget.requireEstimates(schema.dialect());
    Pins.Answer pinned = pins.find(question, connection, schema, start);
    // A pin has no bind markers, so it is no answer to a question that has some.
    return pinned.translation() != null && parameters == 0
        ? pinned.translation()
        : askModel(question, parameters, schema, connection, watch, start).with(pinned.notes());
  }

  private Translation askModel(
      String question,
      int parameters,
      Schema schema,
      Connection connection,
      Watch watch,
      long start)
      throws SQLException {
    if (settings.getBoolean(Setting.INTENT)) {
      Intents.refuseUnlessData(Intent.of(question, schema), schema);
    }
    registry.tally().asked.increment();
    try {
      return translate(question, parameters, schema, connection, watch, start);
    } catch (NoAnswer failure) {
      // Perhaps the schema has changed since it was read: then the question gets a second chance.
      Schema fresh = ground(connection, Duration.ZERO);
      if (fresh.fingerprint().equals(schema.fingerprint())) {
        registry.tally().failed.increment();
        throw failure.toSql();
      }
      try {
        return translate(question, parameters, fresh, connection, watch, start);
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
    new Watch(cancellation, deadline).check();
    Schema schema = ground(connection, maxAge());
    return !pins.has(question, connection, schema)
            && Intent.of(question, schema) instanceof Intent.AboutSchema about
        ? Optional.of(SchemaAnswer.to(about.request(), schema))
        : Optional.empty();
  }

  private Translation translate(
      String text, int parameters, Schema schema, Connection connection, Watch watch, long start)
      throws SQLException, NoAnswer {
    try {
      return models.ask(
          progress.get(),
          watch,
          model -> translate(text, parameters, schema, model, connection, watch, start));
    } catch (LanguageModelException e) {
      throw ModelErrors.toSql(e);
    }
  }

  private Translation translate(
      String text,
      int parameters,
      Schema schema,
      LanguageModel model,
      Connection connection,
      Watch watch,
      long start)
      throws SQLException, LanguageModelException, NoAnswer {
    RecallKey key = key(text, parameters, schema, model);
    Translation known = registry.translations().getIfPresent(key);
    if (known != null) {
      registry.tally().recalled.increment();
      ValueCheck values = valueCheck(connection, schema);
      judge(connection, key, schema, values).requireAffordable(named(known, schema));
      List<ValueFilter> absent = values == null ? List.of() : values.stillAbsent(known.absent());
      return told(recalled(known, start), absent, values);
    }
    Conversation conversation = prompt(text, schema, key, model);
    return generateUntilItHolds(conversation, model, connection, watch, start);
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
    if (failed.source() == Translation.Source.VERIFIED) {
      return insteadOfPinned(failed, error, connection, watch, start);
    }
    Conversation before = registry.conversations().getIfPresent(failed.id());
    boolean hopeless =
        before == null
            || before.failed().size() >= settings.getInt(Setting.TRIES)
            || !DatabaseCheck.isFaultOfSql(error, before.schema().dialect());
    if (before == null || hopeless) {
      throw error;
    }
    registry.translations().invalidate(before.key());
    Conversation conversation =
        before.failedWith(
            new FailedTry(before.answer(), named(failed, before.schema()), Judge.said(error)));
    try {
      return models.ask(
          progress.get(),
          watch,
          model ->
              generateUntilItHolds(
                  withModel(conversation, model), model, connection, watch, start));
    } catch (NoAnswer e) {
      error.addSuppressed(e);
      throw error;
    } catch (LanguageModelException e) {
      throw ModelErrors.toSql(e);
    }
  }

  /**
   * What is done where the database refuses pinned SQL: perhaps the schema has changed since it was
   * read. If it has not, the error is the database's own, as of any SQL that is right.
   */
  private Translation insteadOfPinned(
      Translation failed, SQLException error, Connection connection, Watch watch, long start)
      throws SQLException {
    Schema schema = ground(connection, Duration.ZERO);
    if (!DatabaseCheck.isFaultOfSql(error, schema.dialect())) {
      throw error;
    }
    Pins.Answer now = pins.find(failed.question(), connection, schema, start);
    if (now.translation() != null && now.translation().sql().equals(failed.sql())) {
      throw error;
    }
    return now.translation() != null
        ? now.translation()
        : askModel(failed.question(), 0, schema, connection, watch, start).with(now.notes());
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
    Schema schema = ground(connection, maxAge());
    if (!sql.isEmpty()) {
      return pins.pin(question, sql, connection, schema);
    }
    Translation found = askModel(question, 0, schema, connection, watch, start);
    Schema seen = ground(connection, maxAge()); // a schema that had changed was read again
    try {
      return models.ask(
          progress.get(),
          watch,
          model -> {
            String maker = found.model() + " " + model.info().fingerprint();
            return pins.keep(question, found.sql(), maker, connection, seen);
          });
    } catch (NoAnswer e) {
      throw e.toSql();
    } catch (LanguageModelException e) {
      throw ModelErrors.toSql(e);
    }
  }

  @Override
  public List<PinReport> unpin(String question, Connection connection) throws SQLException {
    return pins.unpin(question, connection, ground(connection, maxAge()));
  }

  @Override
  public List<PinReport> pins(Connection connection) throws SQLException {
    return pins.list(connection, ground(connection, maxAge()));
  }

  @Override
  public Schema schema(Connection connection) throws SQLException {
    return ground(connection, maxAge());
  }

  @Override
  public Prompt prompt(
      String question,
      int parameters,
      Connection connection,
      Cancellation cancellation,
      @Nullable Instant deadline)
      throws SQLException {
    Watch watch = new Watch(cancellation, deadline);
    watch.check();
    Schema schema = ground(connection, maxAge());
    if (settings.getBoolean(Setting.INTENT)) {
      Intents.refuseUnlessData(Intent.of(question, schema), schema);
    }
    try {
      return models.ask(
          progress.get(),
          watch,
          model -> {
            Conversation conversation =
                prompt(question, schema, key(question, parameters, schema, model), model);
            return conversation.profile().prompt(conversation.question(), List.of());
          });
    } catch (NoAnswer e) {
      throw e.toSql();
    } catch (LanguageModelException e) {
      throw ModelErrors.toSql(e);
    }
  }

  @Override
  public Map<String, String> status() {
    ModelInfo info = models.loaded();
    Tally tally = registry.tally();
    Map<String, String> status = new LinkedHashMap<>();
    status.put("model", info == null ? settings.get(Setting.MODEL) : info.id());
    status.put("loaded", info == null ? "no" : "yes");
    status.put("device", info == null ? settings.get(Setting.DEVICE) : info.placement());
    status.put("context tokens", info == null ? "" : Integer.toString(info.contextTokens()));
    status.put("schemas kept", Long.toString(registry.schemas().size()));
    status.put("translations kept", Long.toString(registry.translations().estimatedSize()));
    status.put("questions asked", tally.asked.toString());
    status.put("questions recalled", tally.recalled.toString());
    status.put("questions without an answer", tally.failed.toString());
    status.put("answers refused", tally.refused.toString());
    return status;
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
    models.close();
  }

  private Duration maxAge() {
    return Duration.ofSeconds(settings.getInt(Setting.SCHEMA_MAX_AGE));
  }

  private Schema ground(Connection connection, Duration maxAge) throws SQLException {
    int samples = settings.getInt(Setting.SAMPLES) == 0 ? 0 : VALUES_TO_MATCH;
    return registry.schemas().get(connection, maxAge, samples, tables, progress.get());
  }

  /** The SQL of a translation with its parameters as the model writes them. */
  private static String named(Translation translation, Schema schema) {
    SqlParameters.Jdbc jdbc = new SqlParameters.Jdbc(translation.sql(), translation.parameters());
    return SqlParameters.named(jdbc, schema.dialect());
  }

  private static Translation recalled(Translation known, long start) {
    return new Translation(
        known.id(),
        known.question(),
        known.sql(),
        known.model(),
        known.logProbability(),
        known.tokens(),
        known.confidence(),
        0,
        known.absent(),
        known.notes(),
        known.parameters(),
        millisSince(start),
        Translation.Source.RECALLED);
  }

  /** Adds what explains an empty result. It is never kept, for the rows may come. */
  private static Translation told(
      Translation translation, List<ValueFilter> absent, @Nullable ValueCheck values) {
    return values == null ? translation : translation.with(values.explain(absent));
  }

  private Judge judge(
      Connection connection, RecallKey key, Schema schema, @Nullable ValueCheck values) {
    return new Judge(
        connection, schema, budget, new StandIns(key.question(), key.parameters()), values);
  }

  private Conversation prompt(String text, Schema schema, RecallKey key, LanguageModel model)
      throws LanguageModelException {
    PromptProfile profile = PromptProfile.named(model.info().promptProfile());
    int parameters = key.parameters();
    Question question = new Question(text, schema, ValueHits.find(text, schema), parameters);
    Question bare = new Question(text, schema.with(List.of()), List.of(), parameters);
    int besides = model.countTokens(profile.prompt(bare, List.of()));
    int room = model.info().contextTokens() - answerTokens(profile, model);
    int budget = Math.min(besides + settings.getInt(Setting.PROMPT_TOKENS), room);
    SchemaFit.Fitted fitted = new SchemaFit(model, profile, budget).fit(question);
    fitted.notes().forEach(LOG::warn);
    return new Conversation(key, schema, fitted.question(), profile, fitted.notes(), "", List.of());
  }

  private RecallKey key(String text, int parameters, Schema schema, LanguageModel model) {
    return new RecallKey(
        text, parameters, schema.fingerprint(), model.info().fingerprint(), settings.toString());
  }

  /** A conversation that goes on with this model: prompted anew if it began with another. */
  private Conversation withModel(Conversation begun, LanguageModel model)
      throws LanguageModelException {
    String text = begun.question().text();
    RecallKey key = key(text, begun.key().parameters(), begun.schema(), model);
    return key.equals(begun.key())
        ? begun
        : prompt(text, begun.schema(), key, model).failedWith(begun.failed());
  }

  private int answerTokens(PromptProfile profile, LanguageModel model) {
    int wanted = profile.answerTokens(settings.getInt(Setting.MAX_TOKENS));
    return Math.max(1, Math.min(wanted, model.info().contextTokens() / 2));
  }

  private Translation generateUntilItHolds(
      Conversation begun, LanguageModel model, Connection connection, Watch watch, long start)
      throws SQLException, LanguageModelException, NoAnswer {
    Conversation conversation = begun;
    ValueCheck values = valueCheck(connection, begun.schema());
    Judge judge = judge(connection, begun.key(), begun.schema(), values);
    AnswerConstraint constraint =
        settings.getBoolean(Setting.CONSTRAIN)
            ? new SqlConstraint(begun.schema(), begun.key().parameters())
            : null;
    String state = "42000";
    while (true) {
      watch.check();
      int count = candidates(conversation);
      List<Candidate> candidates = generate(conversation, count, model, constraint, watch);
      Attempt attempt = Attempt.best(candidates, conversation, judge);
      if (attempt != null && deservesSecondLook(attempt, conversation)) {
        attempt = secondLook(conversation, attempt, model, constraint, judge, watch);
      }
      if (attempt == null) {
        throw NoAnswer.after(conversation, "the model repeats itself", state);
      }
      state = attempt.verdict().state();
      conversation = conversation.answered(attempt.answer());
      if (attempt.verdict().holds()) {
        Translation kept = keep(conversation, attempt, model, start);
        return told(kept, kept.absent(), values);
      }
      registry.tally().refused.increment();
      LOG.debug("try {}: {}", conversation.failed().size() + 1, attempt.verdict().problem());
      conversation =
          conversation.failedWith(
              new FailedTry(
                  attempt.answer(), attempt.verdict().sql(), attempt.verdict().problem()));
      if (conversation.failed().size() > settings.getInt(Setting.TRIES)) {
        throw NoAnswer.after(conversation, "nl.tries is used up", state);
      }
    }
  }

  /** A model that thinks is not asked twice: its time and its probability lie in the thinking. */
  private boolean deservesSecondLook(Attempt attempt, Conversation conversation) {
    boolean hesitant =
        attempt.isDoubtful() || attempt.isUnsure() && !conversation.profile().thinks();
    return hesitant && settings.getInt(Setting.CANDIDATES) == 0 && conversation.failed().isEmpty();
  }

  /** Asks for several answers; the first stands if none is better. */
  private Attempt secondLook(
      Conversation conversation,
      Attempt first,
      LanguageModel model,
      @Nullable AnswerConstraint constraint,
      Judge judge,
      Watch watch)
      throws SQLException, LanguageModelException {
    try {
      List<Candidate> candidates =
          generate(conversation, CANDIDATES_IN_DOUBT, model, constraint, watch);
      return Attempt.better(first, Attempt.best(candidates, conversation, judge));
    } catch (LanguageModelException e) {
      if (e.kind() == LanguageModelException.Kind.CANCELLED) {
        throw e;
      }
      LOG.debug("the second look failed, the first answer stands: {}", e.getMessage());
      return first;
    }
  }

  private int candidates(Conversation conversation) {
    int wanted = Math.max(1, settings.getInt(Setting.CANDIDATES));
    return conversation.failed().isEmpty() ? wanted : Math.max(wanted, CANDIDATES_IN_DOUBT);
  }

  private @Nullable ValueCheck valueCheck(Connection connection, Schema schema) {
    boolean mayRead = settings.getInt(Setting.SAMPLES) > 0;
    return mayRead ? new ValueCheck(connection, schema) : null;
  }

  private List<Candidate> generate(
      Conversation conversation,
      int count,
      LanguageModel model,
      @Nullable AnswerConstraint constraint,
      Watch watch)
      throws LanguageModelException {
    PromptProfile profile = conversation.profile();
    Prompt prompt = profile.prompt(conversation.question(), conversation.failed());
    GenerationRequest request =
        GenerationRequest.builder(prompt, answerTokens(profile, model))
            .candidates(count)
            .stop(profile.stops())
            .constraint(constraint)
            .deadline(watch.deadline())
            .keepPrefix(settings.get(Setting.PREFIX_CACHE).equals(Setting.ON_DISK))
            .build();
    List<Candidate> whole = new ArrayList<>();
    for (Candidate candidate : model.generate(request, watch.cancellation()).candidates()) {
      whole.add(candidate.withText(prompt.answerPrefix() + candidate.text()));
    }
    return whole;
  }

  private Translation keep(
      Conversation conversation, Attempt attempt, LanguageModel model, long start) {
    int tries = conversation.failed().size() + 1;
    SqlParameters.Jdbc jdbc =
        SqlParameters.jdbc(attempt.verdict().sql(), conversation.schema().dialect());
    Translation translation =
        new Translation(
            conversation.key().id(tries),
            conversation.question().text(),
            jdbc.sql(),
            model.info().id(),
            attempt.logProbability(),
            attempt.tokens(),
            attempt.confidence(model.info().calibration()),
            tries,
            attempt.verdict().absent(),
            Stream.concat(conversation.notes().stream(), attempt.verdict().notes().stream())
                .distinct()
                .toList(),
            jdbc.numbers(),
            millisSince(start),
            Translation.Source.MODEL);
    registry.translations().put(conversation.key(), translation);
    registry.conversations().put(translation.id(), conversation);
    LOG.debug("{} after {} tries: {}", translation.id(), tries, translation.sql());
    return translation;
  }

  private static long millisSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }
}
