package org.nljdbc.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nljdbc.intent.SchemaAnswer;
import org.nljdbc.prompt.Turn;
import org.nljdbc.prompt.Wording;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.Schema;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.spi.Prompt;
import org.nljdbc.statement.Asked;
import org.nljdbc.statement.Inquiry;
import org.nljdbc.statement.Nested;
import org.nljdbc.statement.Quoting;
import org.nljdbc.statement.Recogniser;
import org.nljdbc.statement.SchemaChange;
import org.nljdbc.statement.Verb;
import org.nljdbc.translate.CheckedSql;
import org.nljdbc.translate.QueryPlan;
import org.nljdbc.translate.Translation;
import org.nljdbc.translate.Translator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The questions of one connection: recognises, translates, runs and repairs them. */
final class Questions {

  private static final Logger LOG = LoggerFactory.getLogger(Questions.class);

  private final Connection real;
  private final Settings settings;
  private final Function<Settings, Translator> translators;
  private final Recogniser recogniser;
  private final Dialogue dialogue;
  private final boolean nested;
  private final Set<Asking> underway = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Translator translator;
  private volatile boolean ended;
  private @Nullable Boolean guarded;
  private @Nullable Quoting quoting;

  Questions(Connection real, Settings settings, Function<Settings, Translator> translators) {
    this.real = real;
    this.settings = settings;
    this.translators = translators;
    this.dialogue = new Dialogue(settings.getBoolean(Setting.CONVERSATION));
    this.nested = settings.getBoolean(Setting.NESTED);
    this.recogniser = new Recogniser(settings.getInt(Setting.QUESTION_MAX_LENGTH));
  }

  Settings settings() {
    return settings;
  }

  /**
   * The statement with its questions that is about to go to the database, or null if it is an
   * ordinary one. If that one may change the schema, the next question will see the change.
   */
  @Nullable Inquiry recognise(@Nullable String sql) throws SQLException {
    if (sql != null && Recogniser.mayBeAsked(sql)) {
      Inquiry paged = recogniser.paged(sql);
      return paged == null ? recogniser.recognise(sql) : paged;
    }
    if (sql != null && nested && Recogniser.mayHoldQuestions(sql)) {
      Nested within = recogniser.within(sql, quoting());
      if (within != null) {
        return within;
      }
    }
    if (translator != null && SchemaChange.mayFollow(sql)) {
      schemaChanged();
    }
    return null;
  }

  /** The question of a text that is nothing but the question. */
  Asked asked(String question) throws SQLException {
    return recogniser.question(question);
  }

  /** Like {@link #recognise}, where a written statement may go and a question alone may not. */
  @Nullable Nested recogniseWritten(@Nullable String sql, String method) throws SQLException {
    Inquiry inquiry = recognise(sql);
    if (inquiry == null || inquiry instanceof Nested) {
      return (Nested) inquiry;
    }
    throw Errors.questionIn(method);
  }

  /** Refuses a statement with questions where only ordinary statements can go. */
  void refuse(@Nullable String sql, String method) throws SQLException {
    if (recogniseWritten(sql, method) != null) {
      throw Errors.nestedIn(method);
    }
  }

  /** Opens the way for one question; {@link #end} closes it. */
  Asking begin(int querySeconds) {
    Asking asking = new Asking(querySeconds, settings.getInt(Setting.TIMEOUT));
    underway.add(asking);
    return asking;
  }

  void end(Asking asking) {
    underway.remove(asking);
  }

  /** Ends every question under way and gives the translator back, since the connection closes. */
  void close() {
    ended = true;
    underway.forEach(Asking::cancel);
    Translator known = translator;
    if (known != null) {
      known.close();
    }
  }

  /**
   * Tells the translator, if there is one, that the schema may be another. What fails there fails
   * no statement of the user's: the schema is then read anew when its time is up.
   */
  void schemaChanged() {
    Translator known = translator;
    if (known != null) {
      try {
        known.schemaChanged(real);
      } catch (SQLException unreadable) {
        LOG.debug("The schema could not be marked as changed", unreadable);
      }
    }
  }

  Translation translate(String question, Asking asking) throws SQLException {
    asking.translating();
    return guardedFromModel(
        () -> translator().translate(question, real, asking, asking.translationDeadline()));
  }

  private Translation translate(Wording wording, Asking asking) throws SQLException {
    asking.translating();
    return guardedFromModel(
        () -> translator().translate(wording, real, asking, asking.translationDeadline()));
  }

  /** What is asked, with what it goes on from. */
  private Wording wording(Asked asked) {
    String text = asked.numbered();
    return new Wording(text, asked.markers().size(), dialogue.before(text));
  }

  /** Whether the next question stands alone, whatever its words; false if all do. */
  boolean beginAnew() {
    dialogue.forget();
    return dialogue.isKept();
  }

  /** What the schema itself answers; empty if the question is not about it. */
  Optional<SchemaAnswer> askSchema(String question, Asking asking) throws SQLException {
    asking.translating();
    return guardedFromModel(
        () -> translator().askSchema(question, real, asking, asking.translationDeadline()));
  }

  /** What questions can be about. */
  Schema schema() throws SQLException {
    return guardedFromModel(() -> translator().schema(real));
  }

  /** Checks SQL that is nobody's answer. */
  CheckedSql check(String sql) throws SQLException {
    return guardedFromModel(() -> translator().check(sql, real));
  }

  /** Does what a verb of pins says, and tells of the pins that it was about. */
  MemoryRows pins(Asked asked, Asking asking) throws SQLException {
    asking.translating();
    return guardedFromModel(
        () -> {
          Asked pinned = asked.unbound();
          if (asked.verb() == Verb.PIN && pinned.sql().isEmpty()) {
            requireWhole(pinned.question());
          }
          Translator pins = translator();
          return PinRows.of(
              switch (asked.verb()) {
                case PIN ->
                    List.of(
                        pins.pin(
                            pinned.question(),
                            pinned.sql(),
                            real,
                            asking,
                            asking.translationDeadline()));
                case UNPIN -> pins.unpin(pinned.question(), real);
                case PINS -> pins.pins(real);
                case RUN, SHOW, EXPLAIN, PROMPT, STATUS, NEW ->
                    throw new IllegalArgumentException(asked.verb().name());
              });
        });
  }

  private void requireWhole(String question) throws SQLException {
    if (!dialogue.before(question).isEmpty()) {
      throw Errors.pinOfFollowUp();
    }
  }

  /** What the model would be asked. */
  Prompt prompt(Asked asked, Asking asking) throws SQLException {
    asking.translating();
    return guardedFromModel(
        () -> translator().prompt(wording(asked), real, asking, asking.translationDeadline()));
  }

  /** The database's plan for the SQL of a question. */
  List<String> plan(Translated translated, Asking asking) throws SQLException {
    asking.translating();
    return QueryPlan.of(real, translated.first());
  }

  /** What is known of the model and of earlier questions. */
  Map<String, String> status() throws SQLException {
    return translator().status();
  }

  /** Translates every question of a statement. */
  Translated translate(Inquiry inquiry, Asking asking) throws SQLException {
    if (inquiry instanceof Asked asked && PinRows.answers(asked.verb())) {
      throw Errors.noSql(asked.verb());
    }
    if (inquiry instanceof Asked asked) {
      Wording wording = wording(asked);
      Translation found = translate(wording, asking);
      if (asked.markers().isEmpty()) {
        dialogue.add(new Turn(asked.question(), found.sql()), wording.earlier());
      }
      return assembled(inquiry, List.of(found));
    }
    List<Translation> found = new ArrayList<>();
    for (String question : inquiry.questions()) {
      found.add(translate(question, asking));
    }
    return assembled(inquiry, found);
  }

  private Translated assembled(Inquiry inquiry, List<Translation> found) {
    return Translated.of(inquiry, found, settings.getBoolean(Setting.SQL_COMMENT));
  }

  /**
   * Translates and runs; what the database refuses goes back to the model, until it runs or the
   * translator gives up. Each failure leaves the transaction as it was. Where the failure may be
   * another's, of a second question or of SQL that writes, it is the database's own.
   */
  <R> R run(Inquiry inquiry, Asking asking, Execution<R> execution) throws SQLException {
    Translated translated = translate(inquiry, asking);
    while (true) {
      for (Translation translation : translated.translations()) {
        requireConfidence(translation);
      }
      TransactionGuard guard = TransactionGuard.enter(real, guarded());
      SQLException failure;
      try {
        asking.executing();
        R result = execution.run(translated);
        guard.release();
        if (inquiry instanceof Nested nested && nested.mayChangeSchema()) {
          schemaChanged();
        }
        return result;
      } catch (SQLException refused) {
        guard.undo();
        failure = refused;
      }
      if (asking.isCancelled() || isBeyondRepair(failure) || !isRepairable(translated)) {
        throw failure;
      }
      asking.translating();
      Translation failed = translated.first();
      Translation repaired =
          guardedFromModel(
              () ->
                  translator().repair(failed, failure, real, asking, asking.translationDeadline()));
      if (inquiry instanceof Asked asked && asked.markers().isEmpty()) {
        dialogue.repaired(new Turn(asked.question(), repaired.sql()));
      }
      translated = assembled(inquiry, List.of(repaired));
    }
  }

  private static boolean isRepairable(Translated translated) {
    return translated.returnsRows() && translated.translations().size() == 1;
  }

  /** Refuses SQL that is too likely wrong; one whose confidence is not known is let through. */
  private void requireConfidence(Translation translation) throws SQLException {
    int least = settings.getInt(Setting.MIN_CONFIDENCE);
    if (translation.confidence() * 100 < least) {
      throw Errors.notConfident(translation, least);
    }
  }

  /** No other SQL helps when time is up or the connection is gone. */
  private static boolean isBeyondRepair(SQLException failure) {
    String state = failure.getSQLState();
    return failure instanceof SQLTimeoutException
        || (state != null && (state.startsWith("08") || state.equals(Errors.CANCELLED)));
  }

  private synchronized Translator translator() throws SQLException {
    Translator known = translator;
    if (known == null && !ended) {
      known = translators.apply(settings);
      translator = known;
      if (ended) {
        // Closed meanwhile, by somebody who saw no translator to close.
        known.close();
      }
    }
    if (known == null || ended) {
      throw Errors.closed();
    }
    return known;
  }

  private boolean guarded() throws SQLException {
    Boolean known = guarded;
    if (known == null) {
      String product = real.getMetaData().getDatabaseProductName();
      known = product == null || TransactionGuard.isNeededBy(product);
      guarded = known;
    }
    return known;
  }

  private Quoting quoting() throws SQLException {
    Quoting known = quoting;
    if (known == null) {
      known =
          switch (Dialect.of(real.getMetaData())) {
            case SQLITE -> Quoting.SQLITE;
            case H2 -> Quoting.H2;
            case POSTGRESQL -> Quoting.POSTGRESQL;
            case MYSQL, MARIADB -> Quoting.MYSQL;
            case OTHER -> Quoting.UNKNOWN;
          };
      quoting = known;
    }
    return known;
  }

  private static <R> R guardedFromModel(TranslatorCall<R> call) throws SQLException {
    try {
      return call.make();
    } catch (RuntimeException | LinkageError | VirtualMachineError failure) {
      throw Errors.modelFailed(failure);
    }
  }

  @FunctionalInterface
  private interface TranslatorCall<R> {
    R make() throws SQLException;
  }
}
