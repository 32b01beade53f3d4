package org.nljdbc.jdbc;

import java.sql.SQLWarning;
import java.util.Locale;
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
    double confidence = translation.confidence();
    String how =
        Double.isNaN(confidence)
            ? ""
            : String.format(Locale.ROOT, " (confidence %.2f)", confidence);
    SQLWarning first =
        new SQLWarning("NL " + translation.id() + how + ": " + translation.sql(), WARNING);
    for (String note : translation.notes()) {
      first.setNextWarning(new SQLWarning(note, WARNING));
    }
    if (others != null) {
      first.setNextWarning(others);
    }
    return first;
  }
}
