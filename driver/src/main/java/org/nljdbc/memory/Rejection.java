package org.nljdbc.memory;

import java.time.Instant;

/**
 * An answer that somebody has said is wrong.
 *
 * @param question the question
 * @param sql the SQL that does not answer it
 * @param database the database, as {@link DatabaseName} has it
 * @param by who said so
 * @param at when, in whole seconds
 */
public record Rejection(String question, String sql, String database, String by, Instant at) {

  /** Whether it is about this question to this database, in whatever case and white space. */
  boolean isOf(String otherDatabase, String otherQuestion) {
    return database.equals(otherDatabase) && key(question).equals(key(otherQuestion));
  }

  /** What a question is found by. */
  static String key(String question) {
    return QuestionWords.of(question).normal();
  }
}
