package org.nljdbc.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nljdbc.intent.SchemaAnswer;
import org.nljdbc.statement.Asked;
import org.nljdbc.statement.Inquiry;
import org.nljdbc.statement.Verb;

/**
 * Prepares one statement with questions: translates and prepares at once, so that the metadata is
 * there before the execution.
 */
final class QuestionPreparation {

  /** Carries the settings of a prepared statement that shows rows from memory; never runs. */
  private static final String CARRIER = "SELECT 1";

  private final Questions questions;
  private final Asking asking;
  private final Way way;
  private final Wrapping wrapping;

  private QuestionPreparation(Questions questions, Asking asking, Way way, Wrapping wrapping) {
    this.questions = questions;
    this.asking = asking;
    this.way = way;
    this.wrapping = wrapping;
  }

  /** One of the real connection's ways to prepare SQL. */
  @FunctionalInterface
  interface Way {
    PreparedStatement prepare(String sql) throws SQLException;
  }

  /** Makes a real statement one of ours. */
  @FunctionalInterface
  interface Wrapping {
    PreparedStatement wrap(PreparedStatement real, PreparedQuestion question);
  }

  /** Prepares; the question is over when this returns. */
  static PreparedStatement prepare(Inquiry inquiry, Questions questions, Way way, Wrapping wrapping)
      throws SQLException {
    Asking asking = questions.begin(inquiry);
    return questions.during(
        asking, () -> new QuestionPreparation(questions, asking, way, wrapping).prepared(inquiry));
  }

  private PreparedStatement prepared(Inquiry inquiry) throws SQLException {
    PreparedStatement found = inquiry instanceof Asked asked ? prepared(asked) : null;
    return found == null ? questions.run(inquiry, asking, this::described) : found;
  }

  /** What is no question to run; else null. */
  private @Nullable PreparedStatement prepared(Asked asked) throws SQLException {
    if (asked.verb() == Verb.CONFIRM) {
      return questions.run(confirmed(asked.question()), asking, this::described);
    }
    if (PinRows.answers(asked.verb())) {
      return carried(PreparedQuestion.ofPins(asked));
    }
    boolean mayWrite = asked.verb() == Verb.RUN || asked.verb() == Verb.WRITE;
    if (mayWrite && questions.wantsToWrite(asked, asking)) {
      Translated write = questions.writes().prepared(asked, asking);
      return wrapping.wrap(write.bound(way.prepare(write.sql())), PreparedQuestion.of(write));
    }
    VerbRows.Answer told = VerbRows.of(asked, questions, asking);
    if (told != null) {
      return carried(PreparedQuestion.of(told));
    }
    if (!asked.markers().isEmpty()) {
      return null;
    }
    Optional<SchemaAnswer> answer = questions.askSchema(asked.question(), asking);
    return answer.isEmpty() ? null : carried(PreparedQuestion.of(answer.get()));
  }

  private PreparedStatement described(Translated found) throws SQLException {
    return wrapping.wrap(
        found.bound(Preparation.described(way.prepare(found.sql()))), PreparedQuestion.of(found));
  }

  private PreparedStatement carried(PreparedQuestion question) throws SQLException {
    return wrapping.wrap(way.prepare(CARRIER), question);
  }

  private Unsure.Waiting confirmed(String id) throws SQLException {
    Unsure.Waiting confirmed = questions.confirm(id);
    if (confirmed == null) {
      throw questions.writes().waits(id) ? Errors.preparedUnseen() : Errors.nothingToConfirm(id);
    }
    return confirmed;
  }
}
