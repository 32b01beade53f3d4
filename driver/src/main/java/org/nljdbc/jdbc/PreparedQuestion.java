package org.nljdbc.jdbc;

import org.jspecify.annotations.Nullable;
import org.nljdbc.intent.SchemaAnswer;
import org.nljdbc.statement.Asked;
import org.nljdbc.statement.Nested;

/**
 * What a prepared statement was asked.
 *
 * @param translated the SQL that was prepared or shown; null if there is none
 * @param rows what each execution shows instead of running SQL, or null
 * @param pins what each execution does with pins and then shows, or null
 */
record PreparedQuestion(
    @Nullable Translated translated, @Nullable MemoryRows rows, @Nullable Asked pins) {

  static PreparedQuestion of(Translated translated) {
    return new PreparedQuestion(translated, null, null);
  }

  static PreparedQuestion of(VerbRows.Answer answer) {
    return new PreparedQuestion(answer.translated(), answer.rows(), null);
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

  /** The SQL of a request to write, or null if it is anything else. */
  @Nullable Translated write() {
    return translated != null && rows == null && !isWritten() && !translated.returnsRows()
        ? translated
        : null;
  }

  /** Whether the statement is the user's own, with questions within it: it may then write. */
  boolean isWritten() {
    return translated != null && translated.inquiry() instanceof Nested;
  }
}
