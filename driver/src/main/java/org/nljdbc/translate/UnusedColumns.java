package org.nljdbc.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;
import org.nljdbc.values.ValueHit;

/**
 * Finds a date, a number or a flag that the question names and its SQL does not use, though it
 * reads the table: <em>which plan has the most cancellations</em> counts rows with a {@code
 * cancelled_on}. Texts are left out, as many of them only say what the rows are. Of Spider's 6,986
 * golds some 25 do not use one; of measured answers that did not, two in three were wrong
 * (docs/accuracy.md).
 */
final class UnusedColumns {

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N}_]+");
  private static final Pattern EVERYTHING = Pattern.compile("(?:select|distinct|\\.|,)\\s*\\*");
  private static final Pattern MOMENT =
      Pattern.compile("(?i:.*(?:date|time|year).*|.*(?:_at|_on))|.*(?:At|On)");
  private static final Pattern KEY = Pattern.compile("(?i:.*_id|id)|.*(?:Id|ID)");

  private static final int MOST = 2;

  /** Shorter words begin many others. */
  private static final int SHORTEST = 5;

  /** Words that ask, whatever columns are called so. */
  private static final Set<String> ASKING =
      Set.of(
          ("which number numbers total count maximum minimum highest lowest average first latest"
                  + " current different distinct values dates times years months weeks hours"
                  + " minutes today other another least order orders ordered sorted between"
                  + " during before after since until")
              .split(" "));

  /** Behind a word that says what somebody does: who built a mill. */
  private static final Pattern ACTS =
      Pattern.compile(" (?:an?|by|one|two|some|any)\\b", Pattern.CASE_INSENSITIVE);

  /** What groups are made by; a text counts here as well. */
  private static final Pattern BY =
      Pattern.compile(
          "\\b(?:by|per|(?:for|in|of) (?:each|every)) (?:the |its |their )?(\\p{L}{4,})");

  private static final Set<String> NO_GROUP = Set.of("name", "number", "date", "total");

  private UnusedColumns() {}

  /**
   * What is named and not used.
   *
   * @param question the question; empty if it does not stand alone
   * @param hits the stored values that it names, whose words are no names
   * @param sql its SQL
   * @param schema all tables
   * @return a note for each; empty if there is none
   */
  static List<String> in(String question, List<ValueHit> hits, String sql, Schema schema) {
    String lower = sql.toLowerCase(Locale.ROOT);
    List<String> notes = new ArrayList<>();
    if (question.isEmpty() || EVERYTHING.matcher(lower).find()) {
      return notes;
    }
    Set<String> written = Set.copyOf(NAME.matcher(lower).results().map(r -> r.group()).toList());
    List<Table> used =
        schema.tables().stream()
            .filter(table -> written.contains(table.name().toLowerCase(Locale.ROOT)))
            .toList();
    String asked = question.toLowerCase(Locale.ROOT);
    Matcher word = WORD.matcher(asked);
    while (word.find()) {
      String said = word.group();
      boolean acts = ACTS.matcher(asked.substring(word.end())).lookingAt();
      boolean names = said.length() >= SHORTEST && !acts && !ASKING.contains(said);
      if (names && !isSaid(said, hits, sql, schema)) {
        List<String> columns =
            used.stream().flatMap(table -> named(said, table)).distinct().limit(2).toList();
        if (!columns.isEmpty()) {
          notes.add(
              "the question says \""
                  + said
                  + "\", and the SQL does not use "
                  + String.join(" or ", columns));
        }
      }
    }
    groups(question, hits, lower, used, notes);
    return notes.stream().limit(MOST).toList();
  }

  /** Any column that groups are to be made by. */
  private static void groups(
      String question, List<ValueHit> hits, String sql, List<Table> used, List<String> notes) {
    Matcher by = BY.matcher(question.toLowerCase(Locale.ROOT));
    while (by.find()) {
      String one = by.group(1).replaceFirst("(?<=..)s$", "");
      boolean said =
          NO_GROUP.contains(one)
              || sql.contains(Stems.of(one))
              || notes.stream().anyMatch(note -> note.contains('"' + by.group(1) + '"'))
              || hits.stream().anyMatch(hit -> hit.value().toLowerCase(Locale.ROOT).contains(one));
      if (!said) {
        used.stream()
            .flatMap(table -> table.columns().stream())
            .map(Column::name)
            .filter(name -> !KEY.matcher(name).matches())
            .filter(
                name ->
                    Stems.words(name)
                        .anyMatch(part -> part.replaceFirst("(?<=..)s$", "").equals(one)))
            .findFirst()
            .ifPresent(
                name ->
                    notes.add(
                        "the question says \""
                            + by.group()
                            + "\", and the SQL does not use "
                            + name));
      }
    }
  }

  /** Whether the SQL has such a word, or a table or a value is called so. */
  private static boolean isSaid(String word, List<ValueHit> hits, String sql, Schema schema) {
    String stem = Stems.of(word);
    return sql.toLowerCase(Locale.ROOT).contains(stem)
        || Stems.words(sql).anyMatch(part -> begins(word, part))
        || schema.tables().stream()
            .anyMatch(table -> Stems.words(table.name()).map(Stems::of).anyMatch(stem::equals))
        || hits.stream().anyMatch(hit -> hit.value().toLowerCase(Locale.ROOT).contains(stem));
  }

  /** The dates, numbers and flags of a table that a word may be the name of. */
  private static Stream<String> named(String word, Table table) {
    String stem = Stems.of(word);
    return table.columns().stream()
        .filter(column -> isFigure(column, table))
        .filter(column -> !(HAPPENED.matcher(word).matches() && isMoment(column)))
        .map(Column::name)
        .filter(
            name ->
                Stems.words(name)
                    .anyMatch(
                        part ->
                            part.equals(word)
                                || part.length() >= SHORTEST && part.startsWith(stem)
                                || begins(word, part)));
  }

  /** Whether a word is another form of a part of a name: cancellations of cancelled. */
  private static boolean begins(String word, String part) {
    String stem = Stems.of(part);
    return stem.length() >= SHORTEST && word.startsWith(stem);
  }

  /** Verbs: what has happened is said by one more often than by its date. */
  private static final Pattern HAPPENED =
      Pattern.compile(
          "\\p{L}+ed|sent|born|sold|paid|built|made|written|taken|bought|left|lost|met");

  private static boolean isMoment(Column column) {
    return MOMENT.matcher(column.name()).matches()
        || column.type().toLowerCase(Locale.ROOT).matches("(?:date|time).*");
  }

  private static boolean isFigure(Column column, Table table) {
    String name = column.name();
    boolean key =
        KEY.matcher(name).matches()
            || table.primaryKey().contains(name)
            || table.foreignKeys().stream().anyMatch(each -> each.fromColumns().contains(name));
    return !key && (!column.text() || isMoment(column));
  }
}
