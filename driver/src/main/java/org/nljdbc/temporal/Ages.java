package org.nljdbc.temporal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says as a date of birth what a question says as an age: {@code older than 65} becomes {@code born
 * before 1959-11-28}. Only for schemas that keep the one and not the other.
 */
public final class Ages {

  private static final Pattern AGE =
      Pattern.compile(
          "\\b(?<who>who (?:are|is) )?(?:(?<than>older|younger) than"
              + "|(?<over>over|under)(?= \\d+ years (?:old|of age)\\b))"
              + " (?<number>\\d{1,3})(?<years> years(?<old> old| of age)?)?\\b"
              + "(?! ?(?:seconds?|minutes?|hours?|days?|weeks?|months?)\\b|[.,]\\d)",
          Pattern.CASE_INSENSITIVE);

  /** What is said to be older, behind which an age follows. */
  private static final Pattern NOUN =
      Pattern.compile(
          "(\\p{L}+)(?:,? (?:that|which))?(?: (?:is|are))?\\s*$", Pattern.CASE_INSENSITIVE);

  private static final Pattern GOES_ON = Pattern.compile("\\s*,?\\s*(?:and|or|but)\\s+");

  private static final Set<String> PEOPLE =
      Set.of(
          ("people persons person everybody everyone anybody anyone somebody someone men women boys"
                  + " girls children kids adults customers clients patients employees workers staff"
                  + " students pupils teachers members users players singers authors")
              .split(" "));

  private static final int LONGEST_NOUN = 60;

  private Ages() {}

  /**
   * Says a question with dates of birth.
   *
   * @param question the question
   * @param today the day that ages count to
   * @param hasBirths whether a noun, in lower case, names rows that have a date of birth; what else
   *     is some years older is no person
   * @return what it says
   */
  public static RelativeDates.Said say(
      String question, LocalDate today, Predicate<String> hasBirths) {
    Matcher age = AGE.matcher(question);
    StringBuilder text = new StringBuilder();
    List<String> notes = new ArrayList<>();
    int from = 0;
    while (age.find()) {
      String before = question.substring(from, age.start());
      boolean goesOn = !notes.isEmpty() && GOES_ON.matcher(before).matches();
      boolean person =
          age.group("years") == null
              || age.group("old") != null
              || age.group("who") != null
              || goesOn
              || isPerson(before, hasBirths);
      if (person && !RelativeDates.isQuoted(question, age.start())) {
        String said = said(age, today);
        notes.add("read \"" + age.group() + "\" as " + said);
        text.append(before).append(said);
        from = age.end();
      }
    }
    return new RelativeDates.Said(text.append(question.substring(from)).toString(), notes);
  }

  private static boolean isPerson(String before, Predicate<String> hasBirths) {
    Matcher noun = NOUN.matcher(before.substring(Math.max(0, before.length() - LONGEST_NOUN)));
    if (!noun.find()) {
      return false;
    }
    String name = noun.group(1).toLowerCase(Locale.ROOT);
    return PEOPLE.contains(name) || hasBirths.test(name);
  }

  private static String said(Matcher age, LocalDate today) {
    boolean older =
        "older".equalsIgnoreCase(age.group("than")) || "over".equalsIgnoreCase(age.group("over"));
    LocalDate born = today.minusYears(Integer.parseInt(age.group("number")));
    return (older ? "born before " : "born after ") + born;
  }
}
