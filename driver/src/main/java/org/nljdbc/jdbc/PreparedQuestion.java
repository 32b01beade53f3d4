package org.nljdbc.jdbc;

import org.jspecify.annotations.Nullable;
import org.nljdbc.intent.SchemaAnswer;
import org.nljdbc.statement.Nested;

/**
 * What a prepared statement was asked.
 *
 * @param translated the SQL that was prepared or shown; null if there is none
 * @param rows what each execution shows instead of running SQL, or null
 */
record PreparedQuestion(@Nullable Translated translated, @Nullable MemoryRows rows) {

  static PreparedQuestion of(Translated translated) {
    return new PreparedQuestion(translated, null);
  }

  static PreparedQuestion of(VerbRows.Answer answer) {
    return new PreparedQuestion(answer.translated(), answer.rows());
  }

  static PreparedQuestion of(SchemaAnswer answer) {
    return new PreparedQuestion(null, AnswerRows.of(answer));
  }

  /** Whether the statement is the user's own, with questions within it: it may then write. */
  boolean isWritten() {
    return translated != null && translated.inquiry() instanceof Nested;
  }
}
