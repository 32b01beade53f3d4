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
import org.nljdbc.prompt.Question;
import org.nljdbc.prompt.Wording;
import org.nljdbc.schema.Schema;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Progress;
import org.nljdbc.spi.Prompt;
import org.nljdbc.statement.NamedTable;
import org.nljdbc.statement.SubQueryPlace;
import org.nljdbc.trace.Trace;
import org.nljdbc.translate.Grounding.Ground;

/**
 * The way of one question: ground, dates, pins, and where none answers it, the model ({@link
 * Answers}). Safe for use by many threads, each with its own connection.
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
  private final Answers answers;
  private final Repairs repairs;
  private final PinVerbs pinVerbs;
  private final WritePlanner writes;
  private final Narrator narrator;
  private final SqlBudget budget;

  QuestionPipeline(Registry registry, Settings settings, Supplier<Progress> progress) {
    this.registry = registry;
    this.settings = settings;
    this.budget = SqlBudget.of(settings);
    this.pins = new Pins(registry, settings, budget, author);
    this.dates = new QuestionDates(settings);
    ModelChain models = new ModelChain(registry.models(), settings.modelChain());
    this.calls = new ModelCalls(models, progress);
    this.prompter = new Prompter(settings, registry.openings());
    this.readAhead = new SchemaReadAhead(registry.readAheads(), models, prompter, settings);
    Examples examples = new Examples(registry, settings, pins);
    this.grounding = new Grounding(registry, settings, progress, readAhead, examples);
    Feedback feedback = new Feedback(registry, settings, pins, author);
    SameMeaning sameMeaning = new SameMeaning(registry, settings);
    this.answers =
        new Answers(
            registry,
            settings,
            grounding,
            calls,
            prompter,
            readAhead,
            feedback,
            sameMeaning,
            budget);
    this.repairs =
        new Repairs(
            registry, settings, grounding, calls, prompter, pins, dates, sameMeaning, answers);
    this.pinVerbs = new PinVerbs(settings, grounding, calls, pins, dates, feedback, answers);
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
    QuestionDates.Dated asked = dates.dated(wording, ground.schema(), connection);
    // A pin has no bind markers and stands alone, so it answers no question that does not.
    Pins.Answer asItStands =
        wording.isWhole() && !asked.notes().isEmpty()
            ? pins.kept(wording.text(), connection, ground.glossary(), start)
            : null;
    if (asItStands != null && asItStands.translation() != null) {
      // Its SQL finds today by itself.
      return dates.warned(asItStands.translation(), ground.schema());
    }
    Pins.Answer pinned =
        !wording.isWhole()
            ? pins.unpinned()
            : asItStands != null
                ? asItStands
                : pins.find(asked.text(), connection, ground.glossary(), start);
    if (pinned.translation() != null) {
      return dates.warned(pinned.translation(), ground.schema()).with(asked.notes());
    }
    if (!asked.notes().isEmpty()) {
      Intents.requireData(
          settings, wording.text(), ground.schema()); // "what day is today?" has no dates yet
    }
    Translation found = answers.find(asked.wording(), ground, connection, watch, start);
    return dates.warned(found, ground.schema()).with(pinned.notes()).with(asked.notes());
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
    Schema schema = grounding.ground(connection, watch.trace()).declared();
    return !pins.has(question, connection, schema)
            && Intent.of(question, schema) instanceof Intent.AboutSchema about
        ? Optional.of(SchemaAnswer.to(about.request(), schema))
        : Optional.empty();
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
    return repairs.repair(failed, error, connection, new Watch(cancellation, deadline));
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

  @Override
  public PinReport pin(
      String question,
      String sql,
      Connection connection,
      Cancellation cancellation,
      @Nullable Instant deadline)
      throws SQLException {
    return pinVerbs.pin(question, sql, connection, new Watch(cancellation, deadline));
  }

  @Override
  public List<PinReport> reject(String question, Connection connection) throws SQLException {
    return pinVerbs.reject(question, connection);
  }

  @Override
  public List<PinReport> unpin(String question, Connection connection) throws SQLException {
    return pinVerbs.unpin(question, connection);
  }

  @Override
  public List<PinReport> pins(Connection connection) throws SQLException {
    return pinVerbs.list(connection);
  }

  @Override
  public void speakFor(@Nullable String person) {
    author.name(person);
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
    Wording wording = dates.dated(asked, schema, connection).wording();
    Intents.requireData(settings, asked.text(), schema);
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
    return PipelineStatus.of(
        registry, settings, calls.models().loaded(), calls.models().whereabouts());
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
}
