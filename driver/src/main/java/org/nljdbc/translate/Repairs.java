package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.nljdbc.memory.DatabaseName;
import org.nljdbc.prompt.FailedTry;
import org.nljdbc.prompt.Wording;
import org.nljdbc.schema.Schema;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.trace.Trace;
import org.nljdbc.translate.Grounding.Ground;
import org.nljdbc.values.ValueIndex;

/** Finds other SQL where the database refuses what was found when it is run. */
final class Repairs {

  private final Registry registry;
  private final Settings settings;
  private final Grounding grounding;
  private final ModelCalls calls;
  private final Prompter prompter;
  private final Pins pins;
  private final QuestionDates dates;
  private final SameMeaning sameMeaning;
  private final Answers answers;

  /**
   * What finds other SQL.
   *
   * @param registry what is shared
   * @param calls asks models
   * @param sameMeaning knows the questions before
   * @param answers finds answers
   */
  Repairs(
      Registry registry,
      Settings settings,
      Grounding grounding,
      ModelCalls calls,
      Prompter prompter,
      Pins pins,
      QuestionDates dates,
      SameMeaning sameMeaning,
      Answers answers) {
    this.registry = registry;
    this.settings = settings;
    this.grounding = grounding;
    this.calls = calls;
    this.prompter = prompter;
    this.pins = pins;
    this.dates = dates;
    this.sameMeaning = sameMeaning;
    this.answers = answers;
  }

  /**
   * Finds other SQL.
   *
   * @param failed what the database refused
   * @param error what it said
   * @throws SQLException the error itself, if there is no other
   */
  Translation repair(Translation failed, SQLException error, Connection connection, Watch watch)
      throws SQLException {
    long start = System.nanoTime();
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
                return answers.generate(next, model, connection, values, watch, start);
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
    return answers.find(keys.get(0).wording(), ground, connection, watch, start);
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
    if (now.translation() != null) {
      return now.translation();
    }
    QuestionDates.Dated asked = dates.dated(Wording.of(failed.question()), schema, connection);
    return answers
        .find(asked.wording(), ground, connection, watch, start)
        .with(asked.notes())
        .with(now.notes());
  }
}
