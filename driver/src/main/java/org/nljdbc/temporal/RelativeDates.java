package org.nljdbc.temporal;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nljdbc.schema.BareName;

/**
 * Says as dates what an English question says in relation to today: {@code orders of last month}
 * becomes {@code orders between 2026-10-01 and 2026-10-31}. A model does not know what day it is,
 * and the SQL of the one text always means the same.
 *
 * <p>What is in doubt stays as it is: what stands in quotes, what is a name of the schema ({@code
 * last_year}), and {@code the last year} without a preposition, which may be a value.
 */
public final class RelativeDates {

  /** Longer questions are left alone. */
  private static final int LONGEST = 4_000;

  private static final Pattern QUOTED =
      Pattern.compile("\"[^\"]*\"|“[^”]*”|`[^`]*`|(?<![\\p{L}\\p{N}])'[^']*'(?![\\p{L}\\p{N}])");

  /** Years that ISO 8601 writes with a sign, which databases do not know. */
  private static final Pattern FAR = Pattern.compile("[+-]\\d{4,}-");

  private static final String END_MARKS = ".?!";

  private final Rules rules;

  private RelativeDates(Rules rules) {
    this.rules = rules;
  }

  /**
   * What a question says.
   *
   * @param text the question with dates
   * @param notes what was read as what, for the user; empty if the text is the question
   */
  public record Said(String text, List<String> notes) {

    /** Keeps its own copy of the notes. */
    public Said {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Dates in relation to a day.
   *
   * @param today the day
   * @return them
   */
  public static RelativeDates from(LocalDate today) {
    return new RelativeDates(new Rules(today));
  }

  /**
   * Says a question with dates.
   *
   * @param question the question
   * @param isName whether letters and digits in lower case, such as {@code lastyear}, are the name
   *     of a table or column without its other signs
   * @return what it says
   */
  public Said say(String question, Predicate<String> isName) {
    if (question.length() > LONGEST || new Context(question, isName).isRecurring()) {
      return new Said(question, List.of());
    }
    List<String> notes = new ArrayList<>();
    String text = question;
    for (Form form : Form.values()) {
      text = each(form, text, isName, notes);
    }
    return new Said(text, notes);
  }

  /** Says each mention of one form with dates. */
  private String each(Form form, String text, Predicate<String> isName, List<String> notes) {
    Matcher match = form.in(text);
    if (!match.find()) {
      return text;
    }
    Context context = new Context(text, isName);
    StringBuilder out = new StringBuilder();
    String atEnd = "";
    int done = 0;
    do {
      boolean other =
          isQuoted(text, match.start("core")) || isName.test(BareName.of(match.group("core")));
      Phrase phrase = other ? Phrase.NONE : phrase(new Mention(form, match, text, context));
      if (phrase.isEmpty() || phrase.atEnd() && !atEnd.isEmpty()) {
        continue;
      }
      out.append(text, done, match.start());
      done = match.end();
      if (phrase.atEnd()) {
        atEnd = phrase.text();
        done += text.startsWith(" ", done) ? 1 : 0;
      } else {
        out.append(phrase.text());
      }
      notes.add("read \"" + match.group().strip() + "\" as " + phrase.text());
    } while (match.find());
    out.append(text, done, text.length());
    if (!atEnd.isEmpty()) {
      out.insert(end(out), " " + atEnd);
    }
    return out.toString();
  }

  /** The calendar ends somewhere: a count that leads beyond leaves the text alone. */
  private Phrase phrase(Mention mention) {
    if (!mention.isFree()) {
      return Phrase.NONE;
    }
    try {
      Phrase phrase = rules.say(mention);
      return FAR.matcher(phrase.text()).find() ? Phrase.NONE : phrase;
    } catch (DateTimeException | ArithmeticException beyond) {
      return Phrase.NONE;
    }
  }

  static boolean isQuoted(String text, int at) {
    Matcher quoted = QUOTED.matcher(text);
    while (quoted.find()) {
      if (quoted.start() <= at && at < quoted.end()) {
        return true;
      }
    }
    return false;
  }

  /** Where the marks at the end of a text begin. */
  static int end(CharSequence text) {
    int end = text.length();
    while (end > 0
        && (END_MARKS.indexOf(text.charAt(end - 1)) >= 0
            || Character.isWhitespace(text.charAt(end - 1)))) {
      end--;
    }
    return end;
  }
}
