package org.nljdbc.jdbc;

import org.jspecify.annotations.Nullable;
import org.nljdbc.intent.SchemaAnswer;
import org.nljdbc.statement.Asked;
import org.nljdbc.statement.Nested;
import org.nljdbc.statement.Verb;

/**
 * What a prepared statement was asked.
 *
 * @param translated the SQL that was prepared; null if the schema has answered
 * @param rows what each execution shows instead of running SQL, or null
 */
record PreparedQuestion(@Nullable Translated translated, @Nullable MemoryRows rows) {

  static PreparedQuestion of(Translated translated) {
    boolean shows = translated.inquiry() instanceof Asked asked && asked.verb() == Verb.SHOW;
    return new PreparedQuestion(translated, shows ? SqlRows.of(translated.first()) : null);
  }

  static PreparedQuestion of(SchemaAnswer answer) {
    return new PreparedQuestion(null, AnswerRows.of(answer));
  }

  /** Whether the statement is the user's own, with questions within it: it may then write. */
  boolean isWritten() {
    return translated != null && translated.inquiry() instanceof Nested;
  }
}
