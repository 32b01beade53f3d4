package org.nljdbc.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what a question says and its SQL says the other way round: women where men are asked for, a
 * mean of something else than what is counted. A small model is sure of these.
 */
final class Contradiction {

  private static final Pattern WOMEN = pattern("\\b(?:wom[ae]n|females?|girls?|ladies)\\b");
  private static final Pattern MEN = pattern("\\b(?:m[ae]n|males?|boys?)\\b");
  private static final Pattern SEX = Pattern.compile("'(m|f|male|female|man|woman)'");

  /** A number for each of something, of which the mean is asked for: what counts has groups. */
  private static final Pattern MEAN_NUMBER =
      pattern(
          "\\b(?:average|avg|mean) (?:number|count) of (?<what>\\p{L}+) (?:\\p{L}+ )?(?:per|by|(?:for|in|of|on) (?:each|every|an?)) ");

  private static final Pattern MEAN = Pattern.compile("\\bavg ?\\((?:\\w+\\.)?\"?(\\w+)\"?\\)");

  private static final Pattern NEGATED =
      pattern("\\b(?:not|no|without|except|other than|non)\\b|n't\\b");

  private Contradiction() {}

  /**
   * What is said the other way round.
   *
   * @param question the question; empty if it does not stand alone
   * @param sql its SQL
   * @return a note for each; empty if nothing is
   */
  static List<String> in(String question, String sql) {
    List<String> notes = new ArrayList<>();
    String lower = sql.toLowerCase(Locale.ROOT);
    sex(question, lower, notes);
    meanNumber(question, lower, notes);
    return notes;
  }

  private static void sex(String question, String sql, List<String> notes) {
    boolean women = WOMEN.matcher(question).find();
    boolean men = MEN.matcher(question).find();
    if (women == men || NEGATED.matcher(question).find()) {
      return;
    }
    List<String> values =
        SEX.matcher(sql)
            .results()
            .map(found -> found.group(1))
            .filter(value -> value.length() > 1 || !isLetterOf(question, value))
            .toList();
    boolean other =
        !values.isEmpty()
            && values.stream()
                .allMatch(value -> (value.startsWith("f") || value.equals("woman")) != women);
    if (other) {
      notes.add(
          "the question says "
              + (women ? "women" : "men")
              + ", and the SQL asks for '"
              + values.get(0)
              + "'");
    }
  }

  /** Whether the question has the letter itself: shirts for women in M. */
  private static boolean isLetterOf(String question, String letter) {
    return Pattern.compile("\\b" + letter.toUpperCase(Locale.ROOT) + "\\b")
        .matcher(question)
        .find();
  }

  /** The mean of a column is no mean number of something that the column is not called by. */
  private static void meanNumber(String question, String sql, List<String> notes) {
    Matcher asked = MEAN_NUMBER.matcher(question);
    Matcher mean = MEAN.matcher(sql);
    if (!asked.find() || !mean.find()) {
      return;
    }
    String column = mean.group(1);
    String what = asked.group("what").toLowerCase(Locale.ROOT);
    boolean named =
        Stems.words(column).anyMatch(word -> word.length() > 2 && what.startsWith(Stems.of(word)))
            || column.matches(
                "(?:n|num|cnt|count|number|total|amount)\\w*|\\w*(?:count|cnt|num|number|total)")
            || sql.contains("(select")
            || sql.contains("( select");
    if (!named) {
      notes.add(
          "the question says \"" + asked.group() + "\", and the SQL takes the mean of " + column);
    }
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
  }
}
