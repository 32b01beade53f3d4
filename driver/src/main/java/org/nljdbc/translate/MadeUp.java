package org.nljdbc.translate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nljdbc.schema.BareName;
import org.nljdbc.schema.Schema;
import org.nljdbc.sql.SqlLiteral;
import org.nljdbc.sql.SqlLiterals;
import org.nljdbc.values.ValueHit;

/**
 * Finds what SQL says and its question does not: a year, a number, a value to filter by. A small
 * model fills in what it has seen elsewhere; of Spider's 6,986 golds 6 have a year that the
 * question does not say, all six at odds with it (docs/accuracy.md).
 */
final class MadeUp {

  private static final Pattern YEAR = Pattern.compile("(?<!\\d)(?:19|20)\\d{2}(?!\\d)");
  private static final Pattern DIGITS = Pattern.compile("\\d+");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

  /** Values that stand for yes and no, and such as dates and patterns, which are said otherwise. */
  private static final Pattern OTHERWISE =
      Pattern.compile(
          "(?i)yes|no|true|false|null|none|now|.*[%_].*|.*\\d.*|.*(?:day|hour|month|year)s?");

  private static final List<String> NUMBERS =
      List.of(
          ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
                  + " fifteen sixteen seventeen eighteen nineteen twenty")
              .split(" "));

  private static final List<String> ORDINALS =
      List.of("zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split(" "));

  /** A column that is compared with what may mean yes or no. */
  private static final Pattern FLAG =
      Pattern.compile(
          "(?<![\\w'])(\\w+)[\"`]? ?(?:=|<>|!=) ?(?:'(?:y|n|yes|no|t|f|true|false|0|1)'|true|false|[01](?![\\w.]))",
          Pattern.CASE_INSENSITIVE);

  /** Names of columns in which 0 and 1 are numbers like others: counts are in the plural. */
  private static final Pattern CODE =
      Pattern.compile(
          "(?i:id|.*_id)|.*[a-z](?:Id|ID)"
              + "|(?i:.*(?:number|code|key|rank|position|level|floor|count|quantity|qty|grade))"
              + "|(?!(?i:is|has|was|can)(?:_|[A-Z])).*[a-rt-z]s");

  private static final Set<String> VERBS =
      Set.of("is", "has", "was", "are", "can", "flag", "gender", "sex");

  /** Shorter values are codes, which stand for a word. */
  private static final int SHORTEST_VALUE = 4;

  private final String question;
  private final List<ValueHit> hits;
  private final Set<String> digits = new LinkedHashSet<>();

  /**
   * What a question says.
   *
   * @param said the question, and whatever it goes on from
   * @param hits the stored values that it names
   */
  MadeUp(String said, List<ValueHit> hits) {
    this.question = said;
    this.hits = List.copyOf(hits);
    Matcher number = DIGITS.matcher(said.replace(",", ""));
    while (number.find()) {
      digits.add(number.group());
    }
    Matcher word = WORD.matcher(said.toLowerCase(Locale.ROOT));
    while (word.find()) {
      add(NUMBERS.indexOf(word.group()));
      add(ORDINALS.indexOf(word.group()));
    }
  }

  private void add(int number) {
    if (number > 0) {
      digits.add(Integer.toString(number));
    }
  }

  /**
   * What nobody has said.
   *
   * @param sql the SQL as the model wrote it, without what was put right
   * @param schema the schema
   * @return a note for each; empty if all is said
   */
  List<String> in(String sql, Schema schema) {
    List<String> notes = new ArrayList<>();
    for (SqlLiteral literal : SqlLiterals.of(sql, schema).orElse(List.of())) {
      boolean said =
          literal.constant()
              || (literal.kind() == SqlLiteral.Kind.NUMBER
                  ? isSaidNumber(literal)
                  : isSaidText(literal.value()));
      if (!said) {
        notes.add("the SQL says " + shown(literal) + ", and the question does not");
      }
    }
    flags(sql, notes);
    return notes.stream().distinct().toList();
  }

  /** Columns that are to say yes or no of which the question has no word. */
  private void flags(String sql, List<String> notes) {
    Matcher flag = FLAG.matcher(sql);
    while (flag.find()) {
      String column = flag.group(1);
      if (!CODE.matcher(column).matches() && !isSpokenOf(column)) {
        notes.add("the SQL asks for " + column + ", and the question does not");
      }
    }
  }

  private boolean isSpokenOf(String column) {
    List<String> asked = words(question);
    String bare = BareName.of(column);
    List<String> own =
        Stems.words(column).filter(word -> word.length() > 1 && !VERBS.contains(word)).toList();
    return own.isEmpty()
        || own.stream()
            .anyMatch(word -> asked.stream().anyMatch(each -> each.startsWith(Stems.of(word))))
        || asked.stream().anyMatch(word -> word.length() > 3 && bare.contains(Stems.of(word)));
  }

  private static String shown(SqlLiteral literal) {
    return literal.kind() == SqlLiteral.Kind.TEXT ? "'" + literal.value() + "'" : literal.value();
  }

  private boolean isSaidNumber(SqlLiteral literal) {
    if (!literal.value().matches("\\d{1,9}")) {
      return true; // fractions and parameters are said in too many ways
    }
    long number = Long.parseLong(literal.value());
    if (YEAR.matcher(literal.value()).matches()) {
      return isSaidYear(literal.value());
    }
    // Only how many rows there may be: other numbers are codes, units and parts of sums.
    return !literal.limit() || number < 2 || isNear(number);
  }

  private boolean isNear(long number) {
    return digits.stream()
        .filter(each -> each.length() < 10)
        .mapToLong(Long::parseLong)
        .anyMatch(each -> Math.abs(each - number) <= 1);
  }

  private boolean isSaidText(String value) {
    Matcher year = YEAR.matcher(value);
    while (year.find()) {
      if (!isSaidYear(year.group())) {
        return false;
      }
    }
    String bare = BareName.of(value);
    if (bare.length() < SHORTEST_VALUE || OTHERWISE.matcher(value).matches()) {
      return true;
    }
    String said = BareName.of(question);
    return hits.stream().anyMatch(hit -> hit.value().equalsIgnoreCase(value))
        || isInitials(bare, value)
        || words(value).stream().anyMatch(word -> said.contains(Stems.of(word)));
  }

  /** Whether the question has the first letters of a value's words: LA for Los Angeles. */
  private boolean isInitials(String bare, String value) {
    StringBuilder initials = new StringBuilder();
    words(value).forEach(word -> initials.append(word.charAt(0)));
    return initials.length() > 1 && words(question).contains(initials.toString())
        || words(question).stream()
            .anyMatch(word -> word.length() >= 3 && bare.startsWith(Stems.of(word)));
  }

  /** A year may be written as its next or the one before, or by its last two digits. */
  private boolean isSaidYear(String year) {
    int number = Integer.parseInt(year);
    return digits.stream()
        .filter(each -> each.length() == 4 || each.length() == 2)
        .anyMatch(
            each ->
                each.length() == 2
                    ? year.endsWith(each)
                    : Math.abs(Integer.parseInt(each) - number) <= 1);
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(text.toLowerCase(Locale.ROOT));
    while (word.find()) {
      words.add(word.group());
    }
    return words;
  }
}
