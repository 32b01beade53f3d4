package org.nljdbc.runtime.cli;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nljdbc.NlStatement;
import org.nljdbc.translate.Translation;

/**
 * What is known of an answer besides its rows.
 *
 * @param question the question
 * @param sql its SQL, or null where none was needed
 * @param confidence the share of such answers that are right, 0 to 1, or null if not known
 * @param source where the SQL comes from, in lower case, or null
 * @param model the model's id, or null
 * @param warnings what one should know, one sentence each
 */
record Told(
    String question,
    @Nullable String sql,
    @Nullable Double confidence,
    @Nullable String source,
    @Nullable String model,
    List<String> warnings) {

  /** Keeps its own copy of the warnings. */
  Told {
    warnings = List.copyOf(warnings);
  }

  /** What a statement tells that has just answered. */
  static Told of(String question, Statement statement) throws SQLException {
    Translation found = statement.unwrap(NlStatement.class).lastTranslation().orElse(null);
    List<String> warnings = new ArrayList<>();
    for (SQLWarning each = statement.getWarnings(); each != null; each = each.getNextWarning()) {
      String text = String.valueOf(each.getMessage()).strip();
      // The first one is the SQL, which is told anyway.
      if (found == null || !text.startsWith("NL " + found.id())) {
        warnings.add(text);
      }
    }
    return found == null
        ? new Told(question, null, null, null, null, warnings)
        : of(question, found, warnings);
  }

  /** What a translation tells. */
  static Told of(String question, Translation found, List<String> warnings) {
    Double confidence = Double.isNaN(found.confidence()) ? null : (Double) found.confidence();
    return new Told(
        question,
        found.sql(),
        confidence,
        found.source().name().toLowerCase(Locale.ROOT),
        found.model(),
        warnings);
  }
}
