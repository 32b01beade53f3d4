package org.nljdbc.runtime.server.api;

import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.config.Fields;
import org.nljdbc.runtime.server.config.Limits;
import org.nljdbc.runtime.server.http.Problem;
import org.nljdbc.runtime.server.http.Problems;
import org.nljdbc.runtime.server.work.Deadline;

/**
 * What requests with a question or SQL have in common.
 *
 * @param database the database's name, or null for the only one
 * @param deadline when the request has to end
 * @param minConfidence confidence in percent that an answer must have
 */
record QuestionRequest(@Nullable String database, Deadline deadline, int minConfidence) {

  private static final int LONGEST_SQL = 100_000;

  static QuestionRequest read(Fields fields, Limits limits) {
    Fields options = fields.object("options");
    int most = limits.maximumTimeoutSeconds();
    int usual = Math.min(limits.timeoutSeconds(), most);
    Deadline deadline = Deadline.in(options.integer("timeout_seconds", usual, 1, most));
    int confidence = options.integer("min_confidence", 0, 0, 100);
    options.done();
    return new QuestionRequest(fields.optionalText("database"), deadline, confidence);
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
