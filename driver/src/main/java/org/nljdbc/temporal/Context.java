package org.nljdbc.temporal;

import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The words around a temporal expression that say whether it is one that can be told as dates. */
final class Context {

  /** Questions about days that come again each year. */
  private static final Pattern RECURRING =
      Pattern.compile("\\b(?:birthdays?|anniversar(?:y|ies))\\b", Pattern.CASE_INSENSITIVE);

  /** Questions that set two periods side by side, where each is a name. */
  private static final Pattern COMPARING =
      Pattern.compile(
          "\\b(?:compar\\w+|versus|vs|difference|growth|grew)\\b", Pattern.CASE_INSENSITIVE);

  /** Words before an expression that make it a part of something else. */
  private static final Set<String> PARTS =
      Set.of(
          ("beginning start end day days week weeks month months quarter quarters half middle rest"
                  + " remainder part parts monday tuesday wednesday thursday friday saturday sunday"
                  + " weekend weekends morning evening summer winter spring autumn fall")
              .split(" "));

  /** Words before an expression that make it mean something else, or leave that open. */
  private static final Set<String> BEFORE =
      Set.of(
          ("no not most about exactly around approximately nearly almost recently their his her its"
                  + " our my your this these those that fiscal financial academic school season"
                  + " monday tuesday wednesday thursday friday saturday sunday called named titled"
                  + " title usa than fewer earlier later sooner")
              .split(" "));

  private static final Set<String> BEFORE_AGO =
      Set.of(
          "between and from to up as of until most no not least about exactly around".split(" "));

  private final String question;
  private final Predicate<String> isName;
  private final boolean recurring;
  private final boolean comparing;

  /**
   * The words of a question.
   *
   * @param isName whether letters and digits in lower case are the name of a table or column
   */
  Context(String question, Predicate<String> isName) {
    this.question = question;
    this.isName = isName;
    this.recurring = RECURRING.matcher(question).find();
    this.comparing = COMPARING.matcher(question).find();
  }

  boolean isRecurring() {
    return recurring;
  }

  boolean isComparing() {
    return comparing;
  }

  /** Whether the schema has something of that name. */
  boolean isColumn(String squashed) {
    return isName.test(squashed);
  }

  /**
   * Whether the words before an expression leave it what it is.
   *
   * @param at where it begins, with its preposition
   * @param lead its preposition; empty if it has none
   */
  boolean allows(int at, String lead) {
    String before = wordBefore(at);
    if (BEFORE.contains(before)) {
      return false;
    }
    boolean part = lead.equals("of") || lead.isEmpty();
    return !(part && PARTS.contains(before)) && !(lead.equals("and") && before.equals("first"));
  }

  /** Whether the words before "N days ago" leave it a day. */
  boolean allowsAgo(int at, String lead) {
    String before = wordBefore(at);
    return !BEFORE.contains(before) && !(lead.isEmpty() && BEFORE_AGO.contains(before));
  }

  /** Whether a word is written as a name is, within a question that is not all in capitals. */
  boolean isName(int at, String core) {
    boolean capital = Character.isUpperCase(core.codePointAt(0));
    boolean mixed = question.codePoints().anyMatch(Character::isLowerCase);
    return capital && mixed && !question.substring(0, at).isBlank();
  }

  private String wordBefore(int at) {
    String before = question.substring(0, at).stripTrailing();
    int from = before.length();
    while (from > 0 && Character.isLetterOrDigit(before.charAt(from - 1))) {
      from--;
    }
    return before.substring(from).toLowerCase(Locale.ROOT);
  }
}
