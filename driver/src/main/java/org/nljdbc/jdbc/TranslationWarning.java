package org.nljdbc.jdbc;

import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nljdbc.translate.Translation;

/** Tells what a question became, as warnings. */
final class TranslationWarning {

  private static final String WARNING = "01000";

  /** Below it an answer is wrong so often that its number alone does not say it to everybody. */
  private static final double GUESSED = 0.3;

  private TranslationWarning() {}

  /**
   * The SQL of each question, followed by its notes, then the whole statement if the questions
   * stand within one, then what the database has to say. A new chain each time, so that the
   * database's own is only pointed at and never lengthened.
   */
  static SQLWarning of(Translated translated, @Nullable SQLWarning others) {
    List<String> messages = translated.messages();
    SQLWarning first = new SQLWarning(messages.get(0), WARNING);
    for (String message : messages.subList(1, messages.size())) {
      first.setNextWarning(new SQLWarning(message, WARNING));
    }
    if (others != null) {
      first.setNextWarning(others);
    }
    return first;
  }

  /** What is said of an answer that is hardly right; empty for others. */
  static List<String> doubt(Translation translation) {
    double confidence = translation.confidence();
    return confidence < GUESSED
        ? List.of(
            String.format(
                Locale.ROOT,
                "Probably wrong: of answers as unsure as this one %.0f in 100 are right. Look at"
                    + " the SQL, or ask closer to the names of tables and columns; nl.minConfidence"
                    + " keeps such SQL from running.",
                confidence * 100))
        : List.of();
  }

  /** The SQL of one question. */
  static String message(Translation translation) {
    List<String> how = new ArrayList<>();
    if (translation.source() != Translation.Source.MODEL) {
      how.add(translation.source().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    if (!Double.isNaN(translation.confidence())) {
      how.add(String.format(Locale.ROOT, "confidence %.2f", translation.confidence()));
    }
    String told = how.isEmpty() ? "" : " (" + String.join(", ", how) + ")";
    return "NL " + translation.id() + told + ": " + translation.sql();
  }
}
