package org.nljdbc.translate;

import java.sql.Connection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.nljdbc.prompt.Wording;
import org.nljdbc.schema.BareName;
import org.nljdbc.schema.Schema;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.sql.Clocks;
import org.nljdbc.temporal.Ages;
import org.nljdbc.temporal.RelativeDates;

/**
 * Says with dates what a question says in relation to today, before anything else looks at it: so
 * what is remembered for it, or pinned, means the same tomorrow.
 */
final class QuestionDates {

  private static final String AUTO = "auto";
  private static final Pattern DATE = Pattern.compile("\\b(\\d{4})(?:-\\d{2}-\\d{2})?\\b");

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

  /**
   * A question with its dates.
   *
   * @param connection asked for its day, where that matters and {@code nl.today} is {@code auto}
   */
  Dated dated(Wording wording, Schema schema, Connection connection) {
    if (today.equals(Setting.OFF)) {
      return new Dated(wording, List.of());
    }
    boolean auto = today.equals(AUTO);
    LocalDate here = auto ? LocalDate.now() : LocalDate.parse(today);
    RelativeDates.Said said = said(here, wording, schema);
    if (said.notes().isEmpty()) {
      return new Dated(wording, List.of());
    }
    LocalDate day = auto ? DatabaseDay.of(connection, schema.dialect()) : here;
    RelativeDates.Said there = day.equals(here) ? said : said(day, wording, schema);
    return new Dated(wording.saying(there.text()), there.notes());
  }

  /** Whether a schema says when people were born, and nowhere how old something is. */
  private static boolean hasBirthsAlone(Schema schema) {
    return hasColumn(schema, BIRTH) && !hasColumn(schema, AGE);
  }

  /** Whether a noun is the name of a table, in the singular or plural, that has births. */
  private static boolean hasBirths(String noun, Schema schema) {
    String one = singular(BareName.of(noun));
    return schema.tables().stream()
        .filter(table -> singular(BareName.of(table.name())).equals(one))
        .flatMap(table -> table.columns().stream())
        .anyMatch(column -> BIRTH.matcher(column.name()).find());
  }

  private static String singular(String name) {
    return name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
  }

  private static boolean hasColumn(Schema schema, Pattern name) {
    return schema.tables().stream()
        .flatMap(table -> table.columns().stream())
        .anyMatch(column -> name.matcher(column.name()).find());
  }

  private static RelativeDates.Said said(LocalDate day, Wording wording, Schema schema) {
    RelativeDates.Said said =
        RelativeDates.from(day).say(wording.text(), name -> isName(name, schema));
    if (!hasBirthsAlone(schema)) {
      return said;
    }
    RelativeDates.Said aged = Ages.say(said.text(), day, noun -> hasBirths(noun, schema));
    List<String> notes = new ArrayList<>(said.notes());
    notes.addAll(aged.notes());
    return new RelativeDates.Said(aged.text(), notes);
  }

  /** As {@link #dated(Wording, Schema, Connection)}, of a question that stands alone. */
  String dated(String question, Schema schema, Connection connection) {
    return dated(Wording.of(question), schema, connection).text();
  }

  /**
   * A translation with a warning where a day is set and its SQL reads the database's clock besides,
   * which goes on.
   */
  Translation warned(Translation found, Schema schema) {
    boolean set = !today.equals(AUTO) && !today.equals(Setting.OFF);
    return set && Clocks.areReadBy(found.sql(), schema.dialect())
        ? found.with(
            List.of(
                "The SQL counts from the database's own day too, and not only from nl.today ("
                    + today
                    + ")."))
        : found;
  }

  /**
   * What a question is pinned as with a person's SQL: with its dates if the SQL has one of them, or
   * its month or year, and as it stands if the SQL finds them by itself.
   */
  String pinnable(String question, String sql, Schema schema, Connection connection) {
    String dated = dated(question, schema, connection);
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
