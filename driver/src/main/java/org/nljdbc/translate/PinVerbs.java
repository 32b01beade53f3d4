package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.nljdbc.memory.PinReport;
import org.nljdbc.prompt.Wording;
import org.nljdbc.schema.Schema;
import org.nljdbc.settings.Settings;
import org.nljdbc.trace.Trace;
import org.nljdbc.translate.Grounding.Ground;

/** What people do with pins and answers: keep, take back, list, and say what was wrong. */
final class PinVerbs {

  private final Settings settings;
  private final Grounding grounding;
  private final ModelCalls calls;
  private final Pins pins;
  private final QuestionDates dates;
  private final Feedback feedback;
  private final Answers answers;

  /**
   * What does what the verbs say.
   *
   * @param calls asks models
   * @param pins keeps the SQL
   * @param feedback keeps what was rejected
   * @param answers finds answers
   */
  PinVerbs(
      Settings settings,
      Grounding grounding,
      ModelCalls calls,
      Pins pins,
      QuestionDates dates,
      Feedback feedback,
      Answers answers) {
    this.settings = settings;
    this.grounding = grounding;
    this.calls = calls;
    this.pins = pins;
    this.dates = dates;
    this.feedback = feedback;
    this.answers = answers;
  }

  /**
   * Keeps SQL for a question.
   *
   * @param sql the SQL, or an empty text for what the question is answered by
   */
  PinReport pin(String question, String sql, Connection connection, Watch watch)
      throws SQLException {
    long start = System.nanoTime();
    watch.check();
    Ground ground = grounding.ground(connection, watch.trace());
    if (!sql.isEmpty()) {
      String pinnable = dates.pinnable(question, sql, ground.schema(), connection);
      return pins.pin(pinnable, sql, connection, ground.schema());
    }
    String asked = dates.dated(question, ground.schema(), connection);
    Optional<PinReport> same = pins.keepSameMeaning(asked, connection, ground.glossary());
    if (same.isPresent()) {
      return same.get();
    }
    if (!asked.equals(question)) {
      Intents.requireData(settings, question, ground.schema());
    }
    Translation found = answers.find(Wording.of(asked), ground, connection, watch, start);
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

  /** Notes that an answer was wrong. */
  List<PinReport> reject(String question, Connection connection) throws SQLException {
    Ground ground = grounding.ground(connection, Trace.NONE);
    boolean asItStands = pins.has(question, connection, ground.schema());
    String asked = asItStands ? question : dates.dated(question, ground.schema(), connection);
    return feedback.reject(asked, connection, ground.glossary());
  }

  /** Forgets what was kept. */
  List<PinReport> unpin(String question, Connection connection) throws SQLException {
    Schema schema = schema(connection);
    List<PinReport> gone = pins.unpin(question, connection, schema);
    return gone.isEmpty()
        ? pins.unpin(dates.dated(question, schema, connection), connection, schema)
        : gone;
  }

  /** All that is kept for a database. */
  List<PinReport> list(Connection connection) throws SQLException {
    return pins.list(connection, schema(connection));
  }

  private Schema schema(Connection connection) throws SQLException {
    return grounding.ground(connection, Trace.NONE).schema();
  }
}
