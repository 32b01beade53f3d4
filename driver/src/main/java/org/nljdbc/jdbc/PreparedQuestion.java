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
 * @param pins what each execution does with pins and then shows, or null
 */
record PreparedQuestion(
    @Nullable Translated translated, @Nullable MemoryRows rows, @Nullable Asked pins) {

  static PreparedQuestion of(Translated translated) {
    boolean shows = translated.inquiry() instanceof Asked asked && asked.verb() == Verb.SHOW;
    return new PreparedQuestion(translated, shows ? SqlRows.of(translated.first()) : null, null);
  }

  static PreparedQuestion of(SchemaAnswer answer) {
    return new PreparedQuestion(null, AnswerRows.of(answer), null);
  }

  /** Preparing it changes no pin. */
  static PreparedQuestion ofPins(Asked asked) {
    return new PreparedQuestion(null, null, asked);
  }

  /** What the result's columns are, if no database makes it. */
  @Nullable MemoryMetaData columns() {
    if (pins != null) {
      return PinRows.COLUMNS;
    }
    return rows == null ? null : rows.columns();
  }

  /** Whether the statement is the user's own, with questions within it: it may then write. */
  boolean isWritten() {
    return translated != null && translated.inquiry() instanceof Nested;
  }
}
