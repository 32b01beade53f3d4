package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nljdbc.glossary.BoundGlossary;
import org.nljdbc.glossary.CommentTerms;
import org.nljdbc.glossary.Glossary;
import org.nljdbc.glossary.GlossaryBinder;
import org.nljdbc.glossary.GlossaryException;
import org.nljdbc.glossary.GlossaryFile;
import org.nljdbc.glossary.Term;
import org.nljdbc.glossary.UsualMeasures;
import org.nljdbc.meaning.Synonyms;
import org.nljdbc.prompt.Question;
import org.nljdbc.prompt.Turn;
import org.nljdbc.prompt.Wording;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.Hidden;
import org.nljdbc.schema.LikelyKeys;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.TableFilter;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.spi.Progress;
import org.nljdbc.sql.StandingFilter;
import org.nljdbc.trace.Phase;
import org.nljdbc.trace.Trace;
import org.nljdbc.values.ValueIndex;

/** Finds out what questions on a connection can be about: its schema, and what is said about it. */
final class Grounding {

  /** Values of each text column that are kept with the schema. */
  private static final int VALUES_TO_MATCH = 50;

  private final Registry registry;
  private final Supplier<Progress> progress;
  private final TableFilter tables;
  private final GlossaryFile file;
  private final boolean usual;
  private final int samples;
  private final int values;
  private final @Nullable Dialect dialect;
  private final Duration maxAge;
  private final SchemaReadAhead readAhead;
  private final Examples examples;

  Grounding(
      Registry registry,
      Settings settings,
      Supplier<Progress> progress,
      SchemaReadAhead readAhead,
      Examples examples) {
    this.registry = registry;
    this.examples = examples;
    this.readAhead = readAhead;
    this.progress = progress;
    this.tables = TableFilter.of(settings.get(Setting.TABLES), settings.get(Setting.EXCLUDE));
    this.file =
        registry.glossaryFile(settings.get(Setting.GLOSSARY), settings.get(Setting.LOCK_FILE));
    this.usual = !settings.get(Setting.GLOSSARY).equals(GlossaryFile.NONE);
    this.samples = settings.getInt(Setting.SAMPLES) == 0 ? 0 : VALUES_TO_MATCH;
    this.values = settings.getInt(Setting.VALUES);
    this.dialect = Dialect.named(settings.get(Setting.DIALECT));
    this.maxAge = Duration.ofSeconds(settings.getInt(Setting.SCHEMA_MAX_AGE));
  }

  /** What a bound glossary depends on. */
  record BindKey(Glossary glossary, String schema, TableFilter tables) {}

  /**
   * What questions can be about.
   *
   * @param glossary the schema as the glossary makes it, and what it says
   * @param schema the same with likely keys
   * @param live the schema as it was read
   * @param hidden columns whose values are not read
   */
  record Ground(BoundGlossary glossary, Schema schema, Schema live, Hidden hidden) {

    /** The schema with the keys that somebody has declared, for questions about it. */
    Schema declared() {
      return glossary.schema();
    }

    Synonyms synonyms() {
      return glossary.synonyms();
    }

    /** What the glossary says to a question, and to those that it goes on from. */
    private List<Term> terms(Wording wording) {
      return glossary.terms(
          wording.text(), wording.earlier().stream().map(Turn::question).toList());
    }

    /** A question with all that is known of its words, that of usual measures if so wanted. */
    Question question(Wording wording, ValueIndex index, boolean usual) {
      List<Term> said = terms(wording);
      List<Term> all = usual ? usual(said, wording.text()) : said;
      return Question.of(wording, schema(), all, index.hits(wording.text()));
    }

    /** What is known without a glossary: by words that people use, and by comments. */
    private List<Term> usual(List<Term> said, String question) {
      List<Term> measures = UsualMeasures.added(said, question, schema());
      return CommentTerms.added(measures, question, schema());
    }

    List<StandingFilter> filters() {
      return glossary.filters();
    }
  }

  /**
   * The schema as the glossary makes it.
   *
   * @throws SQLException 22023 if the glossary is none or does not fit the schema, 58030 if it
   *     cannot be read; else as the schema's reading throws
   */
  Ground ground(Connection connection, Trace trace) throws SQLException {
    return ground(connection, maxAge, trace);
  }

  /** Like {@link #ground(Connection, Trace)}, with the schema read anew if it has changed. */
  Ground afresh(Connection connection, Trace trace) throws SQLException {
    return ground(connection, Duration.ZERO, trace);
  }

  /**
   * A question with the stored values that it names, and with examples.
   *
   * @param question the question
   * @param index all values that are known
   */
  record Valued(Question question, ValueIndex index) {}

  /**
   * Finds the stored values that a question names, and verified questions that are like it.
   *
   * @throws SQLException as the driver throws it
   */
  Valued valued(Ground ground, Wording wording, Connection connection, Trace trace)
      throws SQLException {
    try (Trace.Timing timed = trace.begin(Phase.VALUES)) {
      ValueIndex index = values(ground, connection);
      Question question = ground.question(wording, index, usual);
      return new Valued(question.with(examples.to(question, connection)), index);
    }
  }

  /**
   * The values that the text columns hold, as far as they may be read.
   *
   * @throws SQLException as the driver throws it
   */
  ValueIndex values(Ground ground, Connection connection) throws SQLException {
    return samples == 0
        ? ValueIndex.NONE
        : registry
            .values()
            .get(
                connection,
                ground.live,
                ground.glossary,
                ground.hidden,
                values,
                maxAge,
                progress.get());
  }

  private Ground ground(Connection connection, Duration age, Trace trace) throws SQLException {
    try (Trace.Timing timed = trace.begin(Phase.SCHEMA)) {
      return ground(connection, age);
    }
  }

  private Ground ground(Connection connection, Duration age) throws SQLException {
    Ground ground = look(connection, age);
    readAhead.seen(ground.schema());
    return ground;
  }

  private Ground look(Connection connection, Duration age) throws SQLException {
    Glossary glossary = file.read();
    Schema read =
        registry.schemas().get(connection, age, samples, tables, glossary.hidden(), progress.get());
    Schema live = dialect == null ? read : read.in(dialect);
    if (glossary.isEmpty()) {
      return ground(BoundGlossary.none(live), live, Hidden.NONE);
    }
    BindKey key = new BindKey(glossary, live.fingerprint(), tables);
    BoundGlossary known = registry.glossaries().getIfPresent(key);
    if (known == null) {
      try {
        known = GlossaryBinder.bind(glossary, live, tables);
      } catch (GlossaryException e) {
        throw file.wrong(e);
      }
      registry.glossaries().put(key, known);
    }
    return ground(known, live, glossary.hidden());
  }

  private Ground ground(BoundGlossary glossary, Schema live, Hidden hidden) {
    Schema declared = glossary.schema();
    Schema keyed = registry.keyed().getIfPresent(declared.fingerprint());
    if (keyed == null) {
      keyed = LikelyKeys.added(declared);
      registry.keyed().put(declared.fingerprint(), keyed);
    }
    return new Ground(glossary, keyed, live, hidden);
  }
}
