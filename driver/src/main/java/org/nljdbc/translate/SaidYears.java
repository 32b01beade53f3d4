package org.nljdbc.translate;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nljdbc.sql.YearBound;

/**
 * What a question says of years, by the words around them: that time begins or ends with one,
 * before or after it. Closed patterns of English, in which a year has four digits.
 */
final class SaidYears {

  private static final Pattern YEAR =
      Pattern.compile("(?<![\\p{L}\\p{N}_.,/:$€£-])(?:19|20)\\d{2}(?![\\p{L}\\p{N}_/%:]|[.,-]\\d)");

  /** What may stand between a preposition and its year. */
  private static final String OF = "(?: the)?(?: years?)?(?: of)? ?$";

  private static final Pattern BETWEEN =
      Pattern.compile(
          "^ ?(?:and|to|through|until|till|-|–)(?: the)?(?: year)? ?(?:19|20)\\d{2}\\b");
  private static final Pattern BETWEEN_TWO =
      Pattern.compile(
          "\\b(?:between|from)(?: the)?(?: years?)? (?:19|20)\\d{2} ?"
              + "(?:and|to|through|until|till|-|–)(?: the)?(?: year)? ?$");
  private static final Pattern OR_LATER =
      Pattern.compile(
          "^,? (?:or|and|&) (?:after|later|newer|onwards?|beyond|since)\\b|^ ?onwards?\\b|^ ?\\+");
  private static final Pattern OR_EARLIER =
      Pattern.compile("^,? (?:or|and) (?:before|earlier|older|prior)\\b");
  private static final Pattern ON = Pattern.compile("^ on\\b(?! [a-z]+day)");
  private static final Pattern FROM = Pattern.compile("\\bfrom" + OF);
  private static final Pattern BETWEEN_FIRST = Pattern.compile("\\b(?:between|from)" + OF);

  /** What stands before a year; the first that fits counts. */
  private static final Map<Pattern, YearBound> BEFORE_IT = beforeIt();

  private final Map<Integer, Set<YearBound>> bounds;

  private SaidYears(Map<Integer, Set<YearBound>> bounds) {
    this.bounds = bounds;
  }

  private static Map<Pattern, YearBound> beforeIt() {
    Map<Pattern, YearBound> rules = new LinkedHashMap<>();
    rules.put(before("(?:in|on|during|from) or (?:after|since)"), YearBound.FROM);
    rules.put(before("(?:in|on|during) or before"), YearBound.THROUGH);
    rules.put(before("(?:no|not) (?:later than|after)"), YearBound.THROUGH);
    rules.put(before("(?:no|not) (?:earlier|sooner) than|not before"), YearBound.FROM);
    rules.put(before("(?:until|till|up to|by)"), YearBound.UNTIL);
    rules.put(before("up to and including|through"), YearBound.THROUGH);
    rules.put(before("since|starting (?:in|from|with)|beginning (?:in|with)"), YearBound.FROM);
    rules.put(before("after|later than"), YearBound.AFTER);
    rules.put(before("before|prior to|earlier than"), YearBound.BEFORE);
    rules.put(before("in|during|within|of|for"), YearBound.WITHIN);
    return rules;
  }

  private static Pattern before(String words) {
    return Pattern.compile("\\b(?:" + words + ")" + OF);
  }

  /**
   * Reads a question.
   *
   * @param question the question; empty if it does not stand alone
   */
  static SaidYears of(String question) {
    String text = question.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    Map<Integer, Set<YearBound>> bounds = new TreeMap<>();
    Matcher year = YEAR.matcher(text);
    while (year.find()) {
      YearBound bound = bound(text.substring(0, year.start()), text.substring(year.end()));
      if (bound != null) {
        bounds
            .computeIfAbsent(Integer.valueOf(year.group()), y -> EnumSet.noneOf(YearBound.class))
            .add(bound);
      }
    }
    return new SaidYears(bounds);
  }

  private static @Nullable YearBound bound(String before, String after) {
    if (BETWEEN_TWO.matcher(before).find()) {
      return YearBound.THROUGH;
    }
    if (BETWEEN_FIRST.matcher(before).find() && BETWEEN.matcher(after).find()
        || OR_LATER.matcher(after).find()
        || FROM.matcher(before).find() && ON.matcher(after).find()) {
      return YearBound.FROM;
    }
    if (OR_EARLIER.matcher(after).find()) {
      return YearBound.THROUGH;
    }
    return BEFORE_IT.entrySet().stream()
        .filter(rule -> rule.getKey().matcher(before).find())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  /** What is said of a year; empty if nothing. */
  Set<YearBound> boundsOf(int year) {
    return bounds.getOrDefault(year, Set.of());
  }

  /**
   * Finds years that SQL takes in or leaves out against the question.
   *
   * @param sql the SQL, after what is certain was put right
   * @return a note for each; empty if there is none
   */
  List<String> differences(String sql) {
    List<String> notes = new ArrayList<>();
    bounds.forEach(
        (year, said) -> {
          if (said.size() == 1) {
            YearBound bound = said.iterator().next();
            String note = difference(bound, year, sql);
            if (note != null) {
              notes.add(note);
            }
          }
        });
    return notes;
  }

  private static @Nullable String difference(YearBound bound, int year, String sql) {
    String value = "\\s*(?:(?:date|timestamp|cast\\(|date\\()\\s*)?'?" + year;
    String alone = "(?![-\\d])";
    return switch (bound) {
      case AFTER ->
          has(sql, ">=?" + value + "-01-01|(?:>=|\\bbetween)" + value + alone)
              ? "the question says \"after " + year + "\", and the SQL takes it in"
              : null;
      case BEFORE ->
          has(sql, "<=?" + value + "-12-31|(?:<=)" + value + alone)
              ? "the question says \"before " + year + "\", and the SQL takes it in"
              : null;
      case UNTIL ->
          has(sql, "<=?" + value + "-01-01|<" + value + alone)
              ? "the question may mean " + year + " too, and the SQL leaves it out"
              : null;
      case FROM ->
          has(sql, ">=?" + value + "-12-31|>" + value + alone)
              ? "the question means " + year + " too, and the SQL leaves it out"
              : null;
      case THROUGH ->
          has(sql, "(?:<=?|\\band)" + value + "-01-01|<" + value + alone)
              ? "the question means all of " + year + ", and the SQL leaves it out"
              : null;
      case WITHIN -> null; // LeftOut knows more of it
    };
  }

  private static boolean has(String sql, String pattern) {
    return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).matcher(sql).find();
  }
}
