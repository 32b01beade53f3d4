package org.nljdbc.temporal;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says as a date of birth what a question says as an age: {@code older than 65} becomes {@code born
 * before 1959-11-28}. Only for schemas that keep the one and not the other.
 */
public final class Ages {

  private static final Pattern AGE =
      Pattern.compile(
          "\\b(?:who (?:are|is) )?(?:(older|younger) than|(over|under)(?= \\d+ years (?:old|of age)\\b))"
              + " (\\d{1,3})(?: years(?: old| of age)?)?\\b(?! ?(?:seconds?|minutes?|hours?|days?|weeks?|months?)\\b)",
          Pattern.CASE_INSENSITIVE);

  private Ages() {}

  /**
   * Says a question with dates of birth.
   *
   * @param question the question
   * @param today the day that ages count to
   * @return what it says
   */
  public static RelativeDates.Said say(String question, LocalDate today) {
    Matcher age = AGE.matcher(question);
    if (!age.find()) {
      return new RelativeDates.Said(question, List.of());
    }
    boolean older = "older".equalsIgnoreCase(age.group(1)) || "over".equalsIgnoreCase(age.group(2));
    LocalDate born = today.minusYears(Integer.parseInt(age.group(3)));
    String said = (older ? "born before " : "born after ") + born;
    String text = question.substring(0, age.start()) + said + question.substring(age.end());
    return new RelativeDates.Said(text, List.of("read \"" + age.group() + "\" as " + said));
  }
}
