package org.nljdbc.temporal;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nljdbc.temporal.Period.Unit;

/** A place where a question may speak of a time in relation to today, and what stands around it. */
final class Mention {

  private static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry("a", 1),
          Map.entry("an", 1),
          Map.entry("one", 1),
          Map.entry("two", 2),
          Map.entry("couple of", 2),
          Map.entry("three", 3),
          Map.entry("four", 4),
          Map.entry("five", 5),
          Map.entry("six", 6),
          Map.entry("seven", 7),
          Map.entry("eight", 8),
          Map.entry("nine", 9),
          Map.entry("ten", 10),
          Map.entry("eleven", 11),
          Map.entry("twelve", 12));

  /** Prepositions after which a period is when something happened. */
  private static final Set<String> WITHIN =
      Set.of("", "in", "during", "of", "for", "over", "within", "from", "on");

  /** What may follow a period that is not spoken of as a value. */
  private static final Pattern GOES_ON =
      Pattern.compile("^\\s+(?:of|in which|when|that|where|which)\\b", Pattern.CASE_INSENSITIVE);

  /** What may follow days that are counted from another day than today. */
  private static final Pattern RELATED =
      Pattern.compile(
          "^\\s+(?:of|after|before|from|past|overdue|due|late|excluding|in which)\\b",
          Pattern.CASE_INSENSITIVE);

  /** What may follow a period that another one follows. */
  private static final Pattern AND =
      Pattern.compile(
          "^\\s*(?:,|-|–|(?:and|or|to|until|till|through|vs\\.?|versus)\\b)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern ENDS = Pattern.compile("^\\s*(?:$|[,.;:?!)])");

  private static final Pattern TO = Pattern.compile("^\\s+(?:to|until|till|through)\\b");

  /** Words and signs by which a question says more than one thing. */
  private static final Pattern MORE =
      Pattern.compile(
          "\\b(?:and|or|vs|versus|than|compared|but|between|since|before|after)\\b|[,;:(.?!]",
          Pattern.CASE_INSENSITIVE);

  private final Form form;
  private final Matcher match;
  private final String rest;
  private final Context context;

  /**
   * Where a form was found.
   *
   * @param form the form
   * @param match its match, which stays where it is as long as this is asked
   * @param text the question
   * @param context the words of the question
   */
  Mention(Form form, Matcher match, String text, Context context) {
    this.form = form;
    this.match = match;
    this.rest = text.substring(match.end());
    this.context = context;
  }

  Form form() {
    return form;
  }

  Context context() {
    return context;
  }

  /** Whether nothing around it says that it is something else. */
  boolean isFree() {
    if (form == Form.AGO) {
      return context.allowsAgo(match.start(), lead());
    }
    if (form.isPartOfYear() && context.isColumn("quarter")) {
      return false; // a column says it, and days would not be in it
    }
    boolean named = form.mayBeName() && context.isName(match.start("core"), match.group("core"));
    return !named && context.allows(match.start(), lead());
  }

  /** Its preposition in lower case, or an empty text. */
  String lead() {
    return has("lead")
        ? match.group("lead").strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT)
        : "";
  }

  /** Whether it has a part. */
  boolean has(String group) {
    return match.group(group) != null;
  }

  /** A part that it has, in lower case. */
  String part(String group) {
    return match.group(group).toLowerCase(Locale.ROOT);
  }

  Unit unit() {
    return Unit.named(match.group("unit"));
  }

  int count() {
    String count = part("count");
    Integer number = NUMBERS.get(count);
    return number == null ? Integer.parseInt(count) : number;
  }

  boolean isAhead() {
    return Set.of("next", "coming").contains(part("which"));
  }

  /** Whether its preposition, if any, makes it the time when something happened. */
  boolean isWithin() {
    return WITHIN.contains(lead());
  }

  boolean isFirst() {
    return match.start() == 0;
  }

  /** Whether a clause ends with it. */
  boolean isLast() {
    return ENDS.matcher(rest).find();
  }

  /** Whether what follows says more of the period itself. */
  boolean goesOn() {
    return GOES_ON.matcher(rest).find();
  }

  /** Whether what follows says from where days are counted. */
  boolean isRelated() {
    return RELATED.matcher(rest).find();
  }

  /** Whether what follows says until when. */
  boolean isBeginning() {
    return TO.matcher(rest).find();
  }

  /** Whether another period may follow. */
  boolean isOneOfSeveral() {
    return AND.matcher(rest).find();
  }

  /** Whether nothing follows but what a period stands before. */
  boolean isBeforeOneThing() {
    return rest.startsWith(" ") && !MORE.matcher(rest.substring(0, RelativeDates.end(rest))).find();
  }
}
