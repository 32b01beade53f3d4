package org.nljdbc.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nljdbc.glossary.Term;
import org.nljdbc.prompt.Question;
import org.nljdbc.prompt.Turn;
import org.nljdbc.schema.Schema;
import org.nljdbc.sql.SqlChecker;
import org.nljdbc.sql.YearBound;

/**
 * Holds SQL against its question: what one of the two says and the other does not. Whatever is
 * found makes an answer doubtful, so that others are looked at, and is told to the user.
 */
final class SaidAndDone {

  /** Nothing is known of the question. */
  static final SaidAndDone UNKNOWN = new SaidAndDone("", "", LeftOut.NOTHING, null, null);

  private static final Pattern CASES =
      Pattern.compile("\\beither\\b|,\\s*or\\b", Pattern.CASE_INSENSITIVE);

  /** All rows in an order, and not the first of them. */
  private static final Pattern IN_ORDER =
      Pattern.compile(
          "\\b(?:highest|largest|biggest|greatest|lowest|smallest|best|worst|newest|latest|oldest"
              + "|earliest|youngest|longest|shortest|cheapest|most \\w+) (?:ones? )?first\\s*[.?!)]*\\s*$",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern ONE_ROW =
      Pattern.compile(
          "\\s+(?:LIMIT\\s+1|FETCH\\s+(?:FIRST|NEXT)\\s+1?\\s*ROWS?\\s+ONLY)\\s*;?\\s*$",
          Pattern.CASE_INSENSITIVE);

  /** What may stand between two alternatives, quotes and a preposition that is said again. */
  private static final String JOINER =
      "[\"'”]?(?:\\s*,\\s*|\\s+(?:or|and)\\s+)(?:(?:in|from|at|of|to)\\s+)?[\"'“]?";

  private final String question;
  private final String said;
  private final LeftOut leftOut;
  private final SaidYears years;
  private final @Nullable MadeUp madeUp;
  private final @Nullable Question asked;

  private SaidAndDone(
      String question,
      String said,
      LeftOut leftOut,
      @Nullable MadeUp madeUp,
      @Nullable Question asked) {
    this.asked = asked;
    this.question = question;
    this.said = said;
    this.leftOut = leftOut;
    this.years = SaidYears.of(question);
    this.madeUp = madeUp;
  }

  /** What a question says, with all that the model is told besides. */
  static SaidAndDone of(Question question) {
    String said =
        Stream.of(
                Stream.of(question.text()),
                question.earlier().stream().map(Turn::question),
                question.earlier().stream().map(Turn::sql),
                question.shownTerms().stream())
            .flatMap(each -> each)
            .collect(Collectors.joining(" "));
    String alone = question.earlier().isEmpty() ? question.text() : "";
    return new SaidAndDone(
        alone,
        said,
        new LeftOut(question.text(), question.hits(), question.earlier()),
        new MadeUp(said, question.hits()),
        question);
  }

  /**
   * Whether the question names values next to each other, as alternatives without conditions of
   * their own. Of a follow-up, or where nothing is known, nobody can tell.
   */
  boolean areAlternatives(List<String> values) {
    String any =
        values.stream().distinct().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"));
    String more = "(?:" + JOINER + any + "){" + (values.size() - 1) + "}";
    Pattern joined =
        Pattern.compile(
            "(?<![\\p{L}\\p{N}])" + any + more + "(?![\\p{L}\\p{N}])",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    return !CASES.matcher(question).find() && joined.matcher(question).find();
  }

  /** What the question says of a year, unless it goes on from others. */
  Set<YearBound> boundsOf(int year) {
    return years.boundsOf(year);
  }

  /**
   * SQL without a limit of one row where the question says in which order all are wanted: "sales by
   * shop, highest first".
   */
  String unlimited(String sql) {
    return IN_ORDER.matcher(question).find() ? ONE_ROW.matcher(sql).replaceFirst("") : sql;
  }

  /**
   * Holds SQL against the question.
   *
   * @param written the SQL as the model wrote it
   * @param mended the SQL that would run
   * @param unused what only its joins need, see {@link SqlChecker.Checked}
   * @return a note for each difference; empty if there is none
   */
  List<String> differences(String written, String mended, List<String> unused, Schema schema) {
    List<String> notes = new ArrayList<>();
    leftOut
        .of(written, mended)
        .forEach(said -> notes.add("the question says " + said + ", and the SQL does not"));
    notes.addAll(Undone.in(question, mended));
    notes.addAll(Contradiction.in(question, mended));
    if (asked != null) {
      notes.addAll(UnusedColumns.in(question, asked.hits(), mended, schema));
      String unread = UnreadTable.in(question, mended, schema);
      if (unread != null) {
        notes.add(unread);
      }
      String lower = mended.toLowerCase(Locale.ROOT);
      asked.terms().stream()
          .filter(term -> term.kind() == Term.Kind.VALUE && !term.phrase().isEmpty())
          .filter(term -> !lower.contains(term.column().toLowerCase(Locale.ROOT)))
          .forEach(
              term ->
                  notes.add(
                      "the question says \""
                          + term.phrase()
                          + "\", and the SQL does not ask for "
                          + term.says()));
    }
    notes.addAll(years.differences(mended));
    if (madeUp != null) {
      notes.addAll(madeUp.in(written, schema));
      unused.stream()
          .filter(table -> !isSpokenOf(table))
          .forEach(
              table ->
                  notes.add(
                      "the SQL joins "
                          + schema.rules().shown(table)
                          + ", which the question does not speak of"));
    }
    return notes;
  }

  /** Whether the question has the beginning of a word of a table's name. */
  private boolean isSpokenOf(String table) {
    String asked = said.toLowerCase(Locale.ROOT);
    return Stems.words(table).map(Stems::of).anyMatch(s -> s.length() > 2 && asked.contains(s));
  }
}
