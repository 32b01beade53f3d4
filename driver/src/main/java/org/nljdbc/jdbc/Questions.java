package org.nljdbc.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nljdbc.intent.SchemaAnswer;
import org.nljdbc.memory.PinReport;
import org.nljdbc.narrate.Excerpt;
import org.nljdbc.narrate.Narration;
import org.nljdbc.prompt.Turn;
import org.nljdbc.prompt.Wording;
import org.nljdbc.schema.Schema;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.spi.Prompt;
import org.nljdbc.statement.Asked;
import org.nljdbc.statement.Inquiry;
import org.nljdbc.statement.Nested;
import org.nljdbc.statement.SubQueryPlace;
import org.nljdbc.statement.Verb;
import org.nljdbc.trace.Phase;
import org.nljdbc.trace.Trace;
import org.nljdbc.translate.CheckedSql;
import org.nljdbc.translate.PlacedSql;
import org.nljdbc.translate.PlannedWrite;
import org.nljdbc.translate.QueryPlan;
import org.nljdbc.translate.Translation;
import org.nljdbc.translate.Translator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The questions of one connection: recognises, translates, runs and repairs them. */
final class Questions {

  private static final Logger LOG = LoggerFactory.getLogger(Questions.class);

  private final Connection real;
  private final VendorCancel vendors;
  private final Connection side;
  private final Definitions definitions;
  private final Settings settings;
  private final Function<Settings, Translator> translators;
  private final Recognition recognition;
  private final Dialogue dialogue;
  private final Writes writes;
  private final Unsure unsure;
  private final QuestionTraces traces;
  private final Set<Asking> underway = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Translator translator;
  private volatile boolean ended;
  private @Nullable Boolean guarded;

  Questions(Connection real, Settings settings, Function<Settings, Translator> translators) {
    this.real = real;
    this.vendors = new VendorCancel(real);
    this.side = SideConnection.of(real, vendors, this::mine);
    this.definitions = new Definitions(side);
    this.settings = settings;
    this.translators = translators;
    this.dialogue = new Dialogue(settings.getBoolean(Setting.CONVERSATION));
    this.recognition = new Recognition(real, settings, this::beforeStatement);
    this.traces = new QuestionTraces(real);
    this.unsure = new Unsure(settings);
    this.writes = new Writes(real, side, settings, this::planWrite);
  }

  Settings settings() {
    return settings;
  }

  /** Tells what is asked from what is written. */
  Recognition recognition() {
    return recognition;
  }

  /** Pins and rejected answers are somebody's from now on. */
  void speakFor(String person) throws SQLException {
    translator().speakFor(person);
  }

  /** They are this process's user's again. */
  void speakForNobodyElse() {
    Translator known = translator;
    if (known != null) {
      known.speakFor(null);
    }
  }

  /** Takes note of an ordinary statement that is about to run and may change the schema. */
  void beforeStatement(@Nullable String sql) {
    if (sql != null) {
      definitions.beforeStatement(sql, () -> translator);
    }
  }

  /** Whether a question is to write, by its words or since it confirms one that does. */
  boolean wantsToWrite(Asked asked, Asking asking) throws SQLException {
    if (asked.verb() == Verb.CONFIRM || asked.verb() == Verb.WRITE) {
      return true;
    }
    if (!recognition.mayWrite()) {
      return false;
    }
    asking.check();
    return guardedFromModel(
        () -> {
          try (Trace.Timing timed = asking.trace().begin(Phase.SCHEMA)) {
            return translator().wantsToWrite(asked.question(), side);
          }
        });
  }

  /** The requests to write. */
  Writes writes() {
    return writes;
  }

  private PlannedWrite planWrite(Wording wording, Asking asking) throws SQLException {
    PlannedWrite write =
        guardedFromModel(
            () -> translator().planWrite(wording, side, asking, asking.translationDeadline()));
    traced(write.translation(), asking);
    return write;
  }

  /**
   * Opens the way for one question, which {@link #during} goes.
   *
   * @param inquiry what is asked
   * @param querySeconds the statement's query timeout, 0 for none
   * @param atExecution cancels the statement while it executes the SQL
   */
  Asking begin(Inquiry inquiry, int querySeconds, DatabaseCall.Cancel atExecution) {
    Trace trace = traces.begin(inquiry, false);
    int seconds = settings.getInt(Setting.TIMEOUT);
    return begun(new Asking(querySeconds, seconds, false, trace, atExecution));
  }

  /** The same for a question that is not executed, or not yet. */
  Asking begin(Inquiry inquiry) {
    return beginAside(traces.begin(inquiry, true));
  }

  private Asking beginAside(Trace trace) {
    return begun(new Asking(0, settings.getInt(Setting.TIMEOUT), true, trace, vendors::cancel));
  }

  private Asking begun(Asking asking) {
    underway.add(asking);
    return asking;
  }

  /** Goes the way of one question to its end. */
  <R> R during(Asking asking, Asking.Work<R> work) throws SQLException {
    Throwable failure = null;
    try {
      return work.run();
    } catch (SQLException | RuntimeException | Error e) {
      failure = e;
      throw e;
    } finally {
      underway.remove(asking);
      asking.end();
      asking.trace().end(failure);
    }
  }

  /** The question of this thread, or null. */
  private @Nullable Asking mine() {
    for (Asking asking : underway) {
      if (asking.isOf(Thread.currentThread())) {
        return asking;
      }
    }
    return null;
  }

  /** Ends every question under way and gives the translator back, since the connection closes. */
  void close() {
    ended = true;
    underway.forEach(Asking::cancelQuietly);
    Translator known = translator;
    if (known != null) {
      known.close();
    }
  }

  /** The schema is another by a call that has succeeded. */
  void schemaMoved() {
    definitions.moved();
    tellDefinitions();
  }

  /** The transaction has ended, by a commit or not. */
  void transactionEnded(boolean committed) {
    if (committed) {
      definitions.committed();
    } else {
      definitions.rolledBack();
    }
    tellDefinitions();
  }

  /** The transaction was taken back to a savepoint. */
  void partRolledBack() {
    definitions.partRolledBack();
  }

  /** Tells the translator, if there is one, what has become of the schema. */
  private void tellDefinitions() {
    Translator known = translator;
    if (known != null) {
      definitions.tell(known);
    }
  }

  private Translation translate(Wording wording, Asking asking) throws SQLException {
    asking.check();
    Translation found =
        guardedFromModel(
            () -> translator().translate(wording, side, asking, asking.translationDeadline()));
    return traced(found, asking);
  }

  private static Translation traced(Translation found, Asking asking) {
    asking.trace().found(found.source().name().toLowerCase(Locale.ROOT), found.model());
    return found;
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

  /**
   * Takes somebody's word for what was not run for want of confidence; null if none has that id.
   */
  Unsure.@Nullable Waiting confirm(String id) {
    return unsure.confirm(id);
  }

  /** What was asked before, for whoever keeps it elsewhere. */
  Dialogue dialogue() {
    return dialogue;
  }

  /** What the schema itself answers; empty if the question is not about it. */
  Optional<SchemaAnswer> askSchema(String question, Asking asking) throws SQLException {
    asking.check();
    return guardedFromModel(
        () -> translator().askSchema(question, side, asking, asking.translationDeadline()));
  }

  /** What questions can be about. */
  Schema schema() throws SQLException {
    return aside(() -> translator().schema(side));
  }

  /** Checks SQL that is nobody's answer. */
  CheckedSql check(String sql) throws SQLException {
    return aside(() -> translator().check(sql, side));
  }

  /** Work that no statement waits for: it ends with the connection, or by nl.timeout. */
  private <R> R aside(TranslatorCall<R> call) throws SQLException {
    return during(beginAside(Trace.NONE), () -> guardedFromModel(call));
  }

  /** Does what a verb of pins says, and tells of the pins that it was about. */
  MemoryRows pins(Asked asked, Asking asking) throws SQLException {
    asking.check();
    return guardedFromModel(
        () -> {
          Asked pinned = asked.unbound();
          boolean keeps = asked.verb() == Verb.PIN || asked.verb() == Verb.FEEDBACK_UP;
          if (keeps && pinned.sql().isEmpty()) {
            requireWhole(pinned.question());
          }
          Translator pins = translator();
          return PinRows.of(
              switch (asked.verb()) {
                case PIN, FEEDBACK_UP -> List.of(pin(pinned, pins, asking));
                case FEEDBACK_DOWN ->
                    pinned.sql().isEmpty()
                        ? pins.reject(pinned.question(), side)
                        : List.of(pin(pinned, pins, asking));
                case UNPIN -> pins.unpin(pinned.question(), side);
                case PINS -> pins.pins(side);
                case RUN,
                    WRITE,
                    SHOW,
                    EXPLAIN,
                    EXPLAIN_HTML,
                    PROMPT,
                    STATUS,
                    NARRATE,
                    CONFIRM,
                    NEW ->
                    throw new IllegalArgumentException(asked.verb().name());
              });
        });
  }

  private PinReport pin(Asked pinned, Translator pins, Asking asking) throws SQLException {
    return pins.pin(pinned.question(), pinned.sql(), side, asking, asking.translationDeadline());
  }

  private void requireWhole(String question) throws SQLException {
    if (!dialogue.before(question).isEmpty()) {
      throw Errors.pinOfFollowUp();
    }
  }

  /** What the model would be asked. */
  Prompt prompt(Asked asked, Asking asking) throws SQLException {
    asking.check();
    return guardedFromModel(
        () -> translator().prompt(wording(asked), side, asking, asking.translationDeadline()));
  }

  /** What the SQL of a question means, and the database's plan for it. */
  QueryPlan plan(Translated translated, Asking asking) throws SQLException {
    asking.check();
    return guardedFromModel(() -> QueryPlan.of(side, translated.first()));
  }

  /** What was found, in words. */
  Narration narrate(String question, Excerpt excerpt, Asking asking) throws SQLException {
    asking.check();
    return guardedFromModel(
        () -> translator().narrate(question, excerpt, asking, asking.translationDeadline()));
  }

  /** What is known of the model and of earlier questions. */
  Map<String, String> status() throws SQLException {
    return translator().status();
  }

  /** Translates every question of a statement. */
  Translated translate(Inquiry inquiry, Asking asking) throws SQLException {
    if (inquiry instanceof Asked asked && makesNoSql(asked.verb())) {
      throw Errors.noSql(asked.verb());
    }
    boolean shows = inquiry instanceof Asked asked && asked.verb() == Verb.SHOW;
    if (!shows && !settings.get(Setting.DIALECT).equals(Setting.OWN)) {
      throw Errors.otherDialect(settings.get(Setting.DIALECT));
    }
    if (inquiry instanceof Asked asked) {
      Dialogue.Step back = dialogue.back(asked.question());
      return back == null
          ? translate(asked, wording(asked), asking)
          : translateAgain(asked.verb(), back, asking);
    }
    List<Translation> found = new ArrayList<>();
    for (Asked each : inquiry.asked()) {
      found.add(translate(new Wording(each.numbered(), each.markers().size(), List.of()), asking));
    }
    return assembled(inquiry, List.of(), found);
  }

  private Translated translate(Asked asked, Wording wording, Asking asking) throws SQLException {
    Translation found = translate(wording, asking);
    if (asked.markers().isEmpty()) {
      dialogue.add(new Turn(asked.question(), found.sql()), wording.earlier());
    }
    return assembled(asked, wording.earlier(), List.of(found));
  }

  /** Asks again what was asked before the last question, which is taken back by that. */
  private Translated translateAgain(Verb verb, Dialogue.Step back, Asking asking)
      throws SQLException {
    Asked again = new Asked(verb, back.question());
    return translate(again, new Wording(back.question(), 0, back.earlier()), asking)
        .noting("Gone back to: " + back.question());
  }

  private static boolean makesNoSql(Verb verb) {
    return PinRows.answers(verb)
        || verb == Verb.CONFIRM
        || verb == Verb.WRITE
        || verb == Verb.NARRATE;
  }

  private Translated assembled(Inquiry inquiry, List<Turn> earlier, List<Translation> found)
      throws SQLException {
    List<PlacedSql> placed = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      placed.add(
          inquiry instanceof Nested nested
              ? placed(nested, i, found.get(i))
              : PlacedSql.of(found.get(i)));
    }
    boolean commented = settings.getBoolean(Setting.SQL_COMMENT);
    return Translated.of(inquiry, earlier, found, placed, commented);
  }

  private PlacedSql placed(Nested nested, int i, Translation found) throws SQLException {
    SubQueryPlace use = nested.uses().get(i);
    return use.kind() == SubQueryPlace.Kind.ROWS
        ? PlacedSql.of(found)
        : guardedFromModel(() -> translator().place(found, use, nested.tables(), side));
  }

  /**
   * Translates and runs; what the database refuses goes back to the model, until it runs or the
   * translator gives up. Each failure leaves the transaction as it was. Where the failure may be
   * another's, of a second question or of SQL that writes, it is the database's own.
   */
  <R> R run(Inquiry inquiry, Asking asking, Execution<R> execution) throws SQLException {
    return run(inquiry, translate(inquiry, asking), asking, execution);
  }

  /** Whether a question is to be asked back rather than run, since it can mean several things. */
  boolean asksBack(Inquiry inquiry, Translated translated) {
    return inquiry instanceof Asked
        && settings.get(Setting.AMBIGUITY).equals(Setting.ASK)
        && !translated.first().readings().isEmpty();
  }

  /** The same for what is translated already. */
  <R> R run(Inquiry inquiry, Translated first, Asking asking, Execution<R> execution)
      throws SQLException {
    return run(inquiry, first, null, asking, execution);
  }

  /**
   * Asks a question anew whose SQL somebody has confirmed, and runs it if its SQL is still that:
   * all else that holds for answers holds for this one as it does now.
   *
   * @throws SQLException NL001 if its SQL is another by now, and as unsure
   */
  <R> R run(Unsure.Waiting confirmed, Asking asking, Execution<R> execution) throws SQLException {
    Translated again = translateAgain(confirmed, asking);
    return run(confirmed.asked(), again, confirmed.sql(), asking, execution);
  }

  private Translated translateAgain(Unsure.Waiting confirmed, Asking asking) throws SQLException {
    Asked asked = confirmed.asked();
    return translate(asked, new Wording(asked.question(), 0, confirmed.earlier()), asking);
  }

  private <R> R run(
      Inquiry inquiry,
      Translated first,
      @Nullable String confirmed,
      Asking asking,
      Execution<R> execution)
      throws SQLException {
    Translated translated = first;
    while (true) {
      unsure.require(translated, confirmed);
      TransactionGuard guard = TransactionGuard.enter(real, guarded());
      SQLException failure;
      try {
        Translated now = translated;
        R result = asking.execute(() -> execution.run(now));
        guard.release();
        if (inquiry instanceof Nested nested && nested.mayChangeSchema()) {
          beforeStatement(nested.toString()); // it has run, which is as well
        }
        return result;
      } catch (SQLException refused) {
        guard.undo();
        failure = refused;
      }
      if (asking.isCancelled() || isBeyondRepair(failure) || !isRepairable(translated)) {
        throw failure;
      }
      asking.check();
      Translated failing = translated;
      Translation failed = failing.first();
      Translation repaired =
          guardedFromModel(
              () ->
                  translator().repair(failed, failure, side, asking, asking.translationDeadline()));
      traced(repaired, asking);
      if (inquiry instanceof Asked asked && asked.markers().isEmpty()) {
        dialogue.repaired(new Turn(asked.question(), repaired.sql()));
      }
      translated = assembled(inquiry, failing.earlier(), List.of(repaired));
    }
  }

  private static boolean isRepairable(Translated translated) {
    return translated.returnsRows() && translated.translations().size() == 1;
  }

  /** No other SQL helps when time is up or the connection is gone. */
  private static boolean isBeyondRepair(SQLException failure) {
    String state = failure.getSQLState();
    return failure instanceof SQLTimeoutException
        || (state != null && (state.startsWith("08") || state.equals(Errors.CANCELLED)));
  }

  private Translator translator() throws SQLException {
    Translator known = knownOrNew();
    definitions.tell(known);
    return known;
  }

  private synchronized Translator knownOrNew() throws SQLException {
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

  private static <R> R guardedFromModel(TranslatorCall<R> call) throws SQLException {
    try {
      return call.make();
    } catch (QuestionEnded ended) {
      throw ended.reason();
    } catch (RuntimeException | LinkageError | VirtualMachineError failure) {
      throw Errors.modelFailed(failure);
    }
  }

  @FunctionalInterface
  private interface TranslatorCall<R> {
    R make() throws SQLException;
  }
}
