package org.nljdbc.runtime.server.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.prompt.Turn;
import org.nljdbc.runtime.config.Fields;
import org.nljdbc.runtime.server.config.Limits;
import org.nljdbc.runtime.server.http.Problem;
import org.nljdbc.runtime.server.http.Problems;
import org.nljdbc.runtime.server.work.Deadline;
import org.nljdbc.runtime.server.work.Session;

/**
 * What requests with a question or SQL have in common.
 *
 * @param database the database's name, or null for the only one
 * @param deadline when the request has to end
 * @param minConfidence confidence in percent that an answer must have
 * @param conversation what was asked before, oldest first; null if the caller keeps no conversation
 */
record QuestionRequest(
    @Nullable String database,
    Deadline deadline,
    int minConfidence,
    @Nullable List<Turn> conversation) {

  private static final int LONGEST_SQL = 100_000;
  private static final int MOST_TURNS = 20;

  /** A request with SQL. */
  static QuestionRequest read(Fields fields, Limits limits) {
    return read(fields, limits, null);
  }

  /** A request with a question, which may go on from others. */
  static QuestionRequest readQuestion(Fields fields, Limits limits) {
    return read(fields, limits, conversation(fields, limits));
  }

  private static QuestionRequest read(
      Fields fields, Limits limits, @Nullable List<Turn> conversation) {
    Fields options = fields.object("options");
    int most = limits.maximumTimeoutSeconds();
    int usual = Math.min(limits.timeoutSeconds(), most);
    Deadline deadline = Deadline.in(options.integer("timeout_seconds", usual, 1, most));
    int confidence = options.integer("min_confidence", 0, 0, 100);
    options.done();
    return new QuestionRequest(fields.optionalText("database"), deadline, confidence, conversation);
  }

  private static @Nullable List<Turn> conversation(Fields fields, Limits limits) {
    if (!fields.has("conversation")) {
      return null;
    }
    List<Turn> turns = new ArrayList<>();
    for (Fields turn : fields.objects("conversation")) {
      turns.add(new Turn(question(turn, limits), sql(turn)));
      turn.done();
    }
    if (turns.size() > MOST_TURNS) {
      throw Problems.invalid("conversation", "Send the last " + MOST_TURNS + " turns or fewer.")
          .asException();
    }
    return turns;
  }

  /** Has the session's next question go on from the conversation, if there is one. */
  void resume(Session session) throws SQLException {
    if (conversation != null) {
      session.questions().resume(conversation);
    }
  }

  /** Tells what to send with the next question. */
  void tellConversation(JsonObject json, Session session) throws SQLException {
    if (conversation != null) {
      JsonArray turns = new JsonArray();
      for (Turn turn : session.questions().conversation()) {
        JsonObject each = new JsonObject();
        each.addProperty("question", turn.question());
        each.addProperty("sql", turn.sql());
        turns.add(each);
      }
      json.add("conversation", turns);
    }
  }

  /** The question of a request. */
  static String question(Fields fields, Limits limits) {
    String question = fields.text("question");
    int length = question.codePointCount(0, question.length());
    if (length > limits.questionLength()) {
      throw Problem.of(
              422,
              "too_long",
              "Too long",
              "The question has "
                  + length
                  + " characters; this server takes "
                  + limits.questionLength()
                  + ".")
          .asException();
    }
    return question;
  }

  /** The SQL of a request. */
  static String sql(Fields fields) {
    String sql = fields.text("sql");
    if (sql.length() > LONGEST_SQL) {
      throw Problems.invalid("sql", "The SQL is longer than " + LONGEST_SQL + " characters.")
          .asException();
    }
    return sql;
  }

  /** A question as a statement of the driver. */
  static String statement(String verb, String question) {
    return verb + " '" + question.replace("'", "''") + "'";
  }
}
