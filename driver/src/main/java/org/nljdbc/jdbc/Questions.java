package org.nljdbc.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nljdbc.intent.SchemaAnswer;
import org.nljdbc.narrate.Excerpt;
import org.nljdbc.narrate.Narration;
import org.nljdbc.schema.Schema;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.spi.Prompt;
import org.nljdbc.statement.Asked;
import org.nljdbc.statement.Inquiry;
import org.nljdbc.statement.Verb;
import org.nljdbc.trace.Phase;
import org.nljdbc.trace.Trace;
import org.nljdbc.translate.CheckedSql;
import org.nljdbc.translate.QueryPlan;
import org.nljdbc.translate.Translator;

/**
 * What statements can have done with questions on one connection: begun, translated, run, written,
 * told about. Made at the first question, or when the schema changes before it.
 */
final class Questions {

  private final Connection side;
  private final Settings settings;
  private final Underway underway;
  private final ConnectionTranslator translator;
  private final Dialogue dialogue;
  private final InquiryTranslation translation;
  private final Unsure unsure;
  private final QuestionRun running;
  private final PinRequests pins;
  private final Writes writes;

  Questions(Connection real, Settings settings, Function<Settings, Translator> translators) {
    VendorCancel vendors = new VendorCancel(real);
    this.settings = settings;
    this.underway = new Underway(new QuestionTraces(real), vendors, settings);
    this.side = SideConnection.of(real, vendors, underway::mine);
    this.translator = new ConnectionTranslator(side, settings, translators);
    this.dialogue = new Dialogue(settings.getBoolean(Setting.CONVERSATION));
    this.translation = new InquiryTranslation(side, settings, translator, dialogue);
    this.unsure = new Unsure(settings);
    this.running = new QuestionRun(real, translation, translator, unsure);
    this.pins = new PinRequests(side, translator, dialogue);
    this.writes = new Writes(real, side, settings, translation::plannedWrite, dialogue::wrote);
  }

  // The way of one question

  /**
   * Opens the way for one question, which {@link #during} goes.
   *
   * @param inquiry what is asked
   * @param querySeconds the statement's query timeout, 0 for none
   * @param atExecution cancels the statement while it executes the SQL
   */
  Asking begin(Inquiry inquiry, int querySeconds, DatabaseCall.Cancel atExecution) {
    return underway.begin(inquiry, querySeconds, atExecution);
  }

  /** The same for a question that is not executed, or not yet. */
  Asking begin(Inquiry inquiry) {
    return underway.begin(inquiry);
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
      underway.end(asking, failure);
    }
  }

  /** Whether a question is to write, by its words or since it confirms one that does. */
  boolean wantsToWrite(Asked asked, Asking asking) throws SQLException {
    if (asked.verb() == Verb.CONFIRM || asked.verb() == Verb.WRITE) {
      return true;
    }
    if (settings.get(Setting.WRITES).equals(Setting.OFF)) {
      return false;
    }
    asking.check();
    return translator.ask(
        each -> {
          try (Trace.Timing timed = asking.trace().begin(Phase.SCHEMA)) {
            return each.wantsToWrite(asked.question(), side);
          }
        });
  }

  /** The requests to write. */
  Writes writes() {
    return writes;
  }

  /** Does what a verb of pins says, and tells of the pins that it was about. */
  MemoryRows pins(Asked asked, Asking asking) throws SQLException {
    return pins.rows(asked, asking);
  }

  /** What the schema itself answers; empty if the question is not about it. */
  Optional<SchemaAnswer> askSchema(String question, Asking asking) throws SQLException {
    asking.check();
    return translator.ask(
        each -> each.askSchema(question, side, asking, asking.translationDeadline()));
  }

  /** Translates every question of a statement. */
  Translated translate(Inquiry inquiry, Asking asking) throws SQLException {
    return translation.translate(inquiry, asking);
  }

  /** Whether a question is to be asked back rather than run, since it can mean several things. */
  boolean asksBack(Inquiry inquiry, Translated translated) {
    return inquiry instanceof Asked
        && settings.get(Setting.AMBIGUITY).equals(Setting.ASK)
        && !translated.first().readings().isEmpty();
  }

  /** Translates and runs. */
  <R> R run(Inquiry inquiry, Asking asking, Execution<R> execution) throws SQLException {
    return run(translate(inquiry, asking), asking, execution);
  }

  /** Runs what is translated already. */
  <R> R run(Translated first, Asking asking, Execution<R> execution) throws SQLException {
    return running.run(first, null, asking, execution);
  }

  /**
   * Takes somebody's word for what was not run for want of confidence; null if none has that id.
   */
  Unsure.@Nullable Waiting confirm(String id) {
    return unsure.confirm(id);
  }

  /**
   * Asks a question anew whose SQL somebody has confirmed, and runs it if its SQL is still that:
   * all else that holds for answers holds for this one as it does now.
   *
   * @throws SQLException NL001 if its SQL is another by now, and as unsure
   */
  <R> R run(Unsure.Waiting confirmed, Asking asking, Execution<R> execution) throws SQLException {
    return running.run(translation.again(confirmed, asking), confirmed.sql(), asking, execution);
  }

  // What is told about questions

  /** What the model would be asked. */
  Prompt prompt(Asked asked, Asking asking) throws SQLException {
    return translation.prompt(asked, asking);
  }

  /** What the SQL of a question means, and the database's plan for it. */
  QueryPlan plan(Translated translated, Asking asking) throws SQLException {
    asking.check();
    return ConnectionTranslator.guarded(() -> QueryPlan.of(side, translated.first()));
  }

  /** What was found, in words. */
  Narration narrate(String question, Excerpt excerpt, Asking asking) throws SQLException {
    asking.check();
    return translator.ask(
        each -> each.narrate(question, excerpt, asking, asking.translationDeadline()));
  }

  /** What is known of the model and of earlier questions. */
  Map<String, String> status() throws SQLException {
    return translator.get().status();
  }

  /** What questions can be about. */
  Schema schema() throws SQLException {
    return aside(each -> each.schema(side));
  }

  /** Checks SQL that is nobody's answer. */
  CheckedSql check(String sql) throws SQLException {
    return aside(each -> each.check(sql, side));
  }

  /** Work that no statement waits for: it ends with the connection, or by nl.timeout. */
  private <R> R aside(ConnectionTranslator.Call<R> call) throws SQLException {
    return during(underway.beginAside(Trace.NONE), () -> translator.ask(call));
  }

  // What the connection tells and is told

  /** What was asked before. */
  Dialogue dialogue() {
    return dialogue;
  }

  /** Whether the next question stands alone, whatever its words; false if all do. */
  boolean beginAnew() {
    dialogue.forget();
    return dialogue.isKept();
  }

  /** Pins and rejected answers are somebody's from now on. */
  void speakFor(String person) throws SQLException {
    translator.get().speakFor(person);
  }

  /** The connection goes to somebody else: nothing to go on from, nor a name to speak for. */
  void changeHands() {
    beginAnew();
    speakForNobodyElse();
  }

  /** Pins and rejected answers are this process's user's again. */
  void speakForNobodyElse() {
    translator.speakForNobodyElse();
  }

  /** What the connection does to its schema. */
  ConnectionTranslator definitions() {
    return translator;
  }

  /** Ends every question under way and gives the translator back, since the connection closes. */
  void close() {
    translator.end();
    underway.cancelAll();
    translator.close();
  }
}
