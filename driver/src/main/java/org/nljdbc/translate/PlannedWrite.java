package org.nljdbc.translate;

import java.util.List;
import org.nljdbc.sql.WriteChecker.CheckedWrite;
import org.nljdbc.sql.WriteKind;

/**
 * SQL that was made for a question and would change rows; nothing has run.
 *
 * @param translation the SQL and where it comes from
 * @param kind what it does
 * @param table the table that it changes, as stored
 * @param count a query for the number of rows that it would change; empty if {@code rows} says it
 * @param rows how many rows it adds, where it holds them itself
 */
public record PlannedWrite(
    Translation translation, WriteKind kind, String table, String count, int rows) {

  static PlannedWrite of(Translation translation, CheckedWrite checked) {
    Translation told =
        checked.everyRow()
            ? translation.with(
                List.of("No condition limits it: all rows of " + checked.table() + "."))
            : translation;
    return new PlannedWrite(told, checked.kind(), checked.table(), checked.count(), checked.rows());
  }

  /** The same with more notes. */
  PlannedWrite with(List<String> notes) {
    return new PlannedWrite(translation.with(notes), kind, table, count, rows);
  }
}
