package org.nljdbc.translate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.nljdbc.prompt.Turn;
import org.nljdbc.values.ValueHit;

/**
 * Finds what a question says and its SQL does not: numbers, texts in quotes, stored values that it
 * names. SQL that leaves one out is hardly ever right; of 1,068 measured answers ten left out a
 * number or a text in quotes, and all ten were wrong (docs/accuracy.md).
 */
final class LeftOut {

  /** Nothing is known of the question. */
  static final LeftOut NOTHING = new LeftOut("", List.of());

  private static final String ALONE = "(?<![\\p{L}\\p{N}_.,:/-])";
  private static final Pattern DATE = Pattern.compile(ALONE + "(\\d{4})-\\d{2}-\\d{2}(?!\\d)");
  private static final Pattern NUMBER =
      Pattern.compile(
          ALONE
              + "(\\d{1,3}(?:,\\d{3}){1,9}|\\d{1,12})(\\.\\d{1,6})?(?![\\p{L}\\p{N}_/:-]|[.,]\\d)"
              + "(?!\\s*(?:%|(?:percent|hundred|thousand|million|billion|dozen|k|m|bn|mn|mio|mrd|ms|am"
              + "|pm|(?:milli)?seconds?|minutes?|hours?|days?|weeks?|months?|years?)\\b))",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern QUOTED =
      Pattern.compile("\"([^\"]+)\"|“([^”]+)”|(?<![\\p{L}\\p{N}])'([^']+)'(?![\\p{L}\\p{N}])");

  /** A word in quotes that is no name, and what only looks like a text in quotes. */
  private static final Pattern EMPHASIS = Pattern.compile("[\"“']\\p{Ll}+[\"”']|'\\d0s.*");

  /** A number with points between thousands, or one with three digits behind the point. */
  private static final Pattern GROUPED = Pattern.compile("\\d{1,3}\\.\\d{3}");

  /** After it a number of years may be compared as a day. */
  private static final Pattern AGE =
      Pattern.compile("\\b(?:older|younger) than$", Pattern.CASE_INSENSITIVE);

  private static final Pattern IN_YEAR =
      Pattern.compile(
          "\\b(?:in|during) (?:(?:january|february|march|april|may|june|july|august|september|october"
              + "|november|december),? )?((?:19|20)\\d{2})\\b(?!\\s+(?:or|and) (?:later|after|before|earlier))",
          Pattern.CASE_INSENSITIVE);

  /** Comparisons with a day. */
  private static final Pattern BOUNDS = Pattern.compile("[<>]=? '\\d{4}-\\d{2}-\\d{2}");

  /** The database works years out. */
  private static final Pattern NOW =
      Pattern.compile("'now'|current_date|current_timestamp|now\\(|curdate\\(");

  /** Rows for each unit of time; none of Spider's 6,986 golds lacks the unit that is said so. */
  private static final Pattern EACH =
      Pattern.compile(
          "\\b(?:per|by|each|every) (week|month|quarter|year)\\b", Pattern.CASE_INSENSITIVE);

  /** How SQL may say a unit without its name. */
  private static final Map<String, Pattern> FORMATS =
      Map.of(
          "week", Pattern.compile("week|%w|'iw|'ww"),
          "month", Pattern.compile("month|%m|%b|'mm|-mm|mon|substr|left\\("),
          "quarter", Pattern.compile("quarter|qtr|'q|3"),
          "year", Pattern.compile("year|%y|yyyy|substr|left\\(|season|annual"));

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

  /** Shorter words are in many SQL texts anyway, or in none. */
  private static final int SHORTEST_WORD = 3;

  private final String question;
  private final List<ValueHit> hits;
  private final List<Turn> earlier;

  /**
   * What a question says.
   *
   * @param question the question
   * @param hits the stored values that it names
   */
  LeftOut(String question, List<ValueHit> hits) {
    this(question, hits, List.of());
  }

  /**
   * What a question says that goes on from others.
   *
   * @param question the question
   * @param hits the stored values that it names
   * @param earlier what it goes on from, oldest first
   */
  LeftOut(String question, List<ValueHit> hits, List<Turn> earlier) {
    this.question = question;
    this.hits = List.copyOf(hits);
    this.earlier = List.copyOf(earlier);
  }

  /**
   * What SQL leaves out.
   *
   * @param sql the SQL, in all the forms that it has had: a value may have been put right
   * @return it as the question or the database has it; nothing twice
   */
  List<String> of(String... sql) {
    String lower = String.join(" ", sql).toLowerCase(Locale.ROOT);
    Set<String> missing = new LinkedHashSet<>();
    dates(lower, missing);
    numbers(lower, missing);
    quoted(lower, missing);
    openYears(sql[sql.length - 1].toLowerCase(Locale.ROOT), missing);
    units(lower, missing);
    missing.addAll(GoingOn.missing(question, earlier, lower));
    if (missing.isEmpty()) {
      values(lower, missing);
    }
    return new ArrayList<>(missing);
  }

  private void dates(String sql, Set<String> missing) {
    Matcher date = DATE.matcher(question);
    while (date.find()) {
      if (!sql.contains(date.group(1))) {
        missing.add(date.group());
      }
    }
  }

  private void numbers(String sql, Set<String> missing) {
    Matcher number = NUMBER.matcher(question);
    while (number.find()) {
      String whole = number.group(1).replace(",", "").replaceFirst("^0+(?=\\d)", "");
      String fraction = number.group(2) == null ? "" : number.group(2).replaceFirst("0+$", "");
      fraction = fraction.equals(".") ? "" : fraction;
      String before = question.substring(0, number.start()).stripTrailing();
      boolean worked = AGE.matcher(before).find() || isYear(whole) && NOW.matcher(sql).find();
      // "at least 6" may be written as more than 5; one is often not written at all.
      boolean said =
          fraction.isEmpty()
              ? isNear(sql, new BigInteger(whole))
              : has(sql, whole + fraction) || sql.contains(fraction);
      if (!said && !worked && !GROUPED.matcher(number.group()).matches()) {
        missing.add(number.group());
      }
    }
  }

  /** Whether SQL has a whole number or one next to it, or it is one that needs no saying. */
  private static boolean isNear(String sql, BigInteger number) {
    return number.compareTo(BigInteger.TWO) < 0
        || Stream.of(number, number.subtract(BigInteger.ONE), number.add(BigInteger.ONE))
            .anyMatch(each -> has(sql, each.toString()));
  }

  /** A year that the SQL begins and does not end, or the other way round. */
  private void openYears(String sql, Set<String> missing) {
    Matcher year = IN_YEAR.matcher(question);
    while (year.find()) {
      String first = "'" + year.group(1) + "-";
      boolean from = sql.contains("> " + first) || sql.contains(">= " + first);
      boolean to = sql.contains("< " + first) || sql.contains("<= " + first);
      boolean other = BOUNDS.matcher(sql).results().count() > 1 || sql.contains(" between ");
      if (from != to && !other) {
        missing.add(year.group() + " alone");
      }
    }
  }

  /** Rows for each month are no rows for each year. */
  private void units(String sql, Set<String> missing) {
    Matcher each = EACH.matcher(question);
    while (each.find()) {
      Pattern said = FORMATS.get(each.group(1).toLowerCase(Locale.ROOT));
      if (said != null && !said.matcher(sql).find()) {
        missing.add('"' + each.group() + '"');
      }
    }
  }

  private static boolean isYear(String number) {
    return number.length() == 4 && (number.startsWith("19") || number.startsWith("20"));
  }

  private static boolean has(String sql, String number) {
    return Pattern.compile("(?<!\\d)0*" + Pattern.quote(number) + "(?!\\d)").matcher(sql).find();
  }

  private void quoted(String sql, Set<String> missing) {
    Matcher quoted = QUOTED.matcher(question);
    while (quoted.find()) {
      String text = quoted.group();
      if (EMPHASIS.matcher(text).matches()) {
        continue;
      }
      if (!words(text.substring(1, text.length() - 1)).stream().allMatch(sql::contains)) {
        missing.add(text);
      }
    }
  }

  /** A value counts only where the question has it as it is stored, and not as a plain word. */
  private void values(String sql, Set<String> missing) {
    Set<String> said = new LinkedHashSet<>();
    hits.forEach(
        hit -> {
          List<String> words = words(hit.value());
          if (words.stream().anyMatch(sql::contains)) {
            said.addAll(words);
          }
        });
    for (ValueHit hit : hits) {
      String value = hit.value();
      boolean plain = value.equals(value.toLowerCase(Locale.ROOT));
      // What shares a word with a value that is said may be another reading of the same words.
      if (!plain
          && question.contains(value)
          && words(value).stream().noneMatch(word -> sql.contains(word) || said.contains(word))) {
        missing.add(value);
      }
    }
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(text.toLowerCase(Locale.ROOT));
    while (word.find()) {
      if (word.group().length() >= SHORTEST_WORD) {
        words.add(word.group());
      }
    }
    return words.isEmpty() ? List.of(text.toLowerCase(Locale.ROOT)) : words;
  }
}
