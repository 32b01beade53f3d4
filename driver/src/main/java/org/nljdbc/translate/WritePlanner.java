package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.nljdbc.intent.Intent;
import org.nljdbc.memory.DatabaseName;
import org.nljdbc.prompt.Wording;
import org.nljdbc.schema.Schema;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.trace.Trace;
import org.nljdbc.translate.Grounding.Ground;
import org.nljdbc.translate.Grounding.Valued;

/** The way of one request to write: ground, prompt, generate, check. Nothing is remembered. */
final class WritePlanner {

  private final Registry registry;
  private final Settings settings;
  private final Grounding grounding;
  private final QuestionDates dates;
  private final Prompter prompter;
  private final SqlBudget budget;
  private final ModelCalls calls;

  WritePlanner(
      Registry registry,
      Settings settings,
      Grounding grounding,
      QuestionDates dates,
      Prompter prompter,
      SqlBudget budget,
      ModelCalls calls) {
    this.registry = registry;
    this.settings = settings;
    this.grounding = grounding;
    this.dates = dates;
    this.prompter = prompter;
    this.budget = budget;
    this.calls = calls;
  }

  /** As {@link Translator#wantsToWrite}. */
  boolean isWanted(String question, Connection connection) throws SQLException {
    if (!settings.getBoolean(Setting.INTENT) || !Intent.mayWrite(question)) {
      return false;
    }
    Schema schema = grounding.ground(connection, Trace.NONE).schema();
    return WriteRequests.isWrite(question, Intent.of(question, schema));
  }

  /** As {@link Translator#planWrite}. */
  PlannedWrite plan(Wording request, Connection connection, Watch watch) throws SQLException {
    long start = System.nanoTime();
    watch.check();
    WriteRequests.requireAllowed(settings);
    Ground ground = grounding.ground(connection, watch.trace());
    budget.requireEstimates(ground.schema().dialect());
    QuestionDates.Dated dated = dates.dated(request, ground.schema(), connection);
    String text = dated.text();
    if (settings.getBoolean(Setting.INTENT)) {
      WriteRequests.refuseUnlessOfRows(text, ground.schema());
    }
    Wording wording =
        new Wording(text, request.parameters(), List.of(), WriteRequests.effect(text));
    registry.tally().asked.increment();
    try {
      return plan(wording, ground, connection, watch, start).with(dated.notes());
    } catch (NoAnswer e) {
      registry.tally().failed.increment();
      throw e.toSql();
    }
  }

  private PlannedWrite plan(
      Wording wording, Ground ground, Connection connection, Watch watch, long start)
      throws SQLException, NoAnswer {
    Schema schema = ground.schema();
    Trace trace = watch.trace();
    Valued valued = grounding.valued(ground, wording, connection, trace);
    ValueCheck values = ValueCheck.of(settings, connection, schema, valued.index(), trace);
    WriteJudge judge = new WriteJudge(wording, connection, schema, budget, values);
    return calls.ask(
        watch,
        model -> {
          GenerationLoop loop = new GenerationLoop(registry, settings, model, judge, null, watch);
          String database = DatabaseName.of(connection, schema);
          GenerationLoop.Found answer =
              loop.run(prompter.begin(valued.question(), database, model, trace));
          Translation found = loop.translation(answer, start).unmeasured();
          Translation told = TranslationNotes.told(found, found.absent(), values);
          String sql = TranslationNotes.named(found, schema);
          return PlannedWrite.of(TranslationNotes.filtered(told, ground), judge.written(sql));
        });
  }
}
