package org.nljdbc.jdbc;

import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;
import org.nljdbc.translate.Translation;

/** Tells what a question became, as warnings. */
final class TranslationWarning {

  private static final String WARNING = "01000";

  private TranslationWarning() {}

  /**
   * The SQL as first warning, then each note, then what the database has to say. A new chain each
   * time, so that the database's own is only pointed at and never lengthened.
   */
  static SQLWarning of(Translation translation, @Nullable SQLWarning others) {
    SQLWarning first = new SQLWarning("NL " + translation.id() + ": " + translation.sql(), WARNING);
    for (String note : translation.notes()) {
      first.setNextWarning(new SQLWarning(note, WARNING));
    }
    if (others != null) {
      first.setNextWarning(others);
    }
    return first;
  }
}
