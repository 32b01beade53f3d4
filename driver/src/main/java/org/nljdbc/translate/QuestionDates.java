package org.nljdbc.translate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.nljdbc.prompt.Wording;
import org.nljdbc.schema.BareName;
import org.nljdbc.schema.Schema;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.temporal.Ages;
import org.nljdbc.temporal.RelativeDates;

/**
 * Says with dates what a question says in relation to today, before anything else looks at it: so
 * what is remembered for it, or pinned, means the same tomorrow.
 */
final class QuestionDates {

  private static final String AUTO = "auto";
  private static final Pattern DATE = Pattern.compile("\\b\\d{4}(?:-\\d{2}-\\d{2})?\\b");

  private static final Pattern BIRTH =
      Pattern.compile("birth|\\bborn|\\bdob\\b|_dob\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern AGE =
      Pattern.compile("(?:^|_)age(?:$|_|s$)|(?<=\\p{Ll})Age(?!\\p{Ll})|^Age(?!\\p{Ll})|^AGE$");

  private final String today;

  QuestionDates(Settings settings) {
    this.today = settings.get(Setting.TODAY);
  }

  /**
   * A question that has its dates.
   *
   * @param wording the question
   * @param notes what was read as what
   */
  record Dated(Wording wording, List<String> notes) {

    String text() {
      return wording.text();
    }
  }

  /** A question with its dates. */
  Dated dated(Wording wording, Schema schema) {
    if (today.equals(Setting.OFF)) {
      return new Dated(wording, List.of());
    }
    LocalDate day = today.equals(AUTO) ? LocalDate.now() : LocalDate.parse(today);
    RelativeDates.Said said =
        RelativeDates.from(day).say(wording.text(), name -> isName(name, schema));
    RelativeDates.Said aged =
        hasBirthsAlone(schema)
            ? Ages.say(said.text(), day)
            : new RelativeDates.Said(said.text(), List.of());
    List<String> notes = new ArrayList<>(said.notes());
    notes.addAll(aged.notes());
    return notes.isEmpty()
        ? new Dated(wording, List.of())
        : new Dated(wording.saying(aged.text()), notes);
  }

  /** Whether a schema says when people were born, and nowhere how old something is. */
  private static boolean hasBirthsAlone(Schema schema) {
    return hasColumn(schema, BIRTH) && !hasColumn(schema, AGE);
  }

  private static boolean hasColumn(Schema schema, Pattern name) {
    return schema.tables().stream()
        .flatMap(table -> table.columns().stream())
        .anyMatch(column -> name.matcher(column.name()).find());
  }

  /** As {@link #dated(Wording, Schema)}, of a question that stands alone. */
  String dated(String question, Schema schema) {
    return dated(Wording.of(question), schema).text();
  }

  /**
   * What a question is pinned as with a person's SQL: with its dates if the SQL has one of them,
   * and as it stands if the SQL finds them by itself.
   */
  String pinnable(String question, String sql, Schema schema) {
    String dated = dated(question, schema);
    boolean fixed =
        DATE.matcher(dated)
            .results()
            .map(MatchResult::group)
            .anyMatch(date -> !question.contains(date) && sql.contains(date));
    return fixed ? dated : question;
  }

  private static boolean isName(String squashed, Schema schema) {
    return schema.tables().stream()
        .anyMatch(
            table ->
                squashed.equals(BareName.of(table.name()))
                    || table.columns().stream()
                        .anyMatch(column -> squashed.equals(BareName.of(column.name()))));
  }
}
