package org.nljdbc.jdbc;

import org.jspecify.annotations.Nullable;
import org.nljdbc.intent.SchemaAnswer;
import org.nljdbc.statement.Verb;
import org.nljdbc.translate.Translation;

/**
 * What a prepared statement was asked.
 *
 * @param translation the SQL that was prepared; null if the schema has answered
 * @param rows what each execution shows instead of running SQL, or null
 */
record PreparedQuestion(@Nullable Translation translation, @Nullable MemoryRows rows) {

  static PreparedQuestion of(Verb verb, Translation translation) {
    return new PreparedQuestion(translation, verb == Verb.SHOW ? SqlRows.of(translation) : null);
  }

  static PreparedQuestion of(SchemaAnswer answer) {
    return new PreparedQuestion(null, AnswerRows.of(answer));
  }
}
