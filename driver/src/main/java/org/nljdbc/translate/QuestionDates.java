package org.nljdbc.translate;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.nljdbc.prompt.Wording;
import org.nljdbc.schema.BareName;
import org.nljdbc.schema.Schema;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.temporal.RelativeDates;

/**
 * Says with dates what a question says in relation to today, before anything else looks at it: so
 * what is remembered for it, or pinned, means the same tomorrow.
 */
final class QuestionDates {

  private static final String AUTO = "auto";
  private static final Pattern DATE = Pattern.compile("\\b(\\d{4})(?:-\\d{2}-\\d{2})?\\b");

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
    return said.notes().isEmpty()
        ? new Dated(wording, List.of())
        : new Dated(wording.saying(said.text()), said.notes());
  }

  /** As {@link #dated(Wording, Schema)}, of a question that stands alone. */
  String dated(String question, Schema schema) {
    return dated(Wording.of(question), schema).text();
  }

  /**
   * What a question is pinned as with a person's SQL: with its dates if the SQL has one of them, or
   * its month or year, and as it stands if the SQL finds them by itself.
   */
  String pinnable(String question, String sql, Schema schema) {
    String dated = dated(question, schema);
    boolean fixed =
        DATE.matcher(dated)
            .results()
            .filter(date -> !question.contains(date.group()))
            .anyMatch(date -> spellsOut(sql, date.group(1)));
    return fixed ? dated : question;
  }

  /** Whether SQL has a year, which it does with each day and month. */
  private static boolean spellsOut(String sql, String year) {
    return Pattern.compile("(?<!\\d)" + year + "(?!\\d)").matcher(sql).find();
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
