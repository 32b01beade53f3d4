package org.nljdbc.translate;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nljdbc.glossary.Term;
import org.nljdbc.prompt.Question;
import org.nljdbc.schema.Schema;
import org.nljdbc.sql.SqlParameters;
import org.nljdbc.sql.StandingFilter;
import org.nljdbc.sql.ValueFilter;
import org.nljdbc.translate.Grounding.Ground;

/** What a user is told of a translation besides what came up while it was made. */
final class TranslationNotes {

  /** By what that multiplies the odds that an answer is right (docs/accuracy.md). */
  private static final double ODDS_OF_ANOTHER_SUBJECT = 0.4;

  private TranslationNotes() {}

  /** The SQL of a translation with its parameters as the model writes them. */
  static String named(Translation translation, Schema schema) {
    SqlParameters.Jdbc jdbc = new SqlParameters.Jdbc(translation.sql(), translation.parameters());
    return SqlParameters.named(jdbc, schema.dialect());
  }

  /** Adds what explains an empty result. It is never kept, for the rows may come. */
  static Translation told(
      Translation translation, List<ValueFilter> absent, @Nullable ValueCheck values)
      throws SQLException {
    return values == null ? translation : translation.with(values.explain(absent));
  }

  /** Tells what a usual word was taken for, where the answer has it. */
  static Translation usual(Translation found, Question question) {
    List<String> notes =
        question.terms().stream()
            .filter(term -> term.kind() == Term.Kind.USUAL)
            .filter(term -> found.sql().toUpperCase(Locale.ROOT).contains("SUM("))
            .map(
                term ->
                    "took \""
                        + term.phrase()
                        + "\" for "
                        + term.says()
                        + "; nl.glossary can say otherwise")
            .toList();
    return subject(notes.isEmpty() ? found : found.with(notes), question);
  }

  /**
   * Tells what a question's subject was taken for, where the schema has no such name, and trusts
   * the answer less for it.
   */
  static Translation subject(Translation found, Question question) {
    String note = Subject.note(question, found.sql());
    return note == null ? found : found.with(List.of(note)).doubted(ODDS_OF_ANOTHER_SUBJECT);
  }

  /** Tells of default filters that an answer lacks. */
  static Translation filtered(Translation found, Ground ground) {
    String sql = named(found, ground.schema());
    List<StandingFilter> missing = StandingFilter.missing(sql, ground.filters(), ground.schema());
    return missing.isEmpty()
        ? found
        : found.with(
            missing.stream()
                .map(
                    filter ->
                        "The SQL does not show the default filter of "
                            + filter.table()
                            + " (nl.glossary): "
                            + filter.condition()
                            + ".")
                .toList());
  }
}
