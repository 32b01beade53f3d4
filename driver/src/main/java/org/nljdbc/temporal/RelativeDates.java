package org.nljdbc.temporal;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nljdbc.schema.BareName;
import org.nljdbc.temporal.Period.Unit;

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

  private static final String UNIT = "(?<unit>day|week|month|quarter|year)";
  private static final String COUNT =
      "(?<count>\\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
          + "|couple of)";
  private static final String LEAD =
      "(?<lead>\\b(?:as of|up to|in|during|of|for|over|within|from|on|since|before|after|until|till"
          + "|through|by|than|and|to|with|versus|vs\\.?|or|between)\\s+)?";
  private static final String THE = "(?<the>\\bthe\\s+)?";
  private static final String OWNER = "(?<owner>['’]s)?";

  private static final Pattern QUOTED =
      Pattern.compile("\"[^\"]*\"|“[^”]*”|`[^`]*`|(?<![\\p{L}\\p{N}])'[^']*'(?![\\p{L}\\p{N}])");
  private static final Pattern AGO =
      pattern(
          "(?<lead>\\b(?:more than|over|at least|longer than|before|less than|under|within|after"
              + "|since|until)\\s+)?(?<core>\\b"
              + COUNT
              + "\\s+"
              + UNIT
              + "s?\\s+ago\\b)");
  private static final Pattern BACK =
      pattern(
          LEAD
              + THE
              + "(?<core>\\b(?<which>last|past|previous|next|coming)\\s+(?:"
              + COUNT
              + "\\s+)"
              + UNIT
              + "s?\\b)(?!['’])");
  private static final Pattern ONE =
      pattern(
          LEAD
              + THE
              + "(?<core>\\b(?<which>last|past|previous|prior|this|current|next|coming)\\s+"
              + UNIT
              + "\\b)"
              + OWNER);
  private static final Pattern DAY =
      pattern(LEAD + THE + "(?<core>\\b(?<which>today|yesterday|tomorrow)\\b)" + OWNER);
  private static final Pattern TO_DATE =
      pattern(
          LEAD
              + THE
              + "(?<core>\\b(?:(?<unit>year|month|quarter)[- ]to[- ]date|[YQM]TD)\\b)"
              + OWNER);
  private static final Pattern PART =
      pattern(
          LEAD
              + THE
              + "(?<core>\\b(?:Q(?<quarter>[1-4])|(?<nth>first|second|third|fourth|1st|2nd|3rd|4th)"
              + "\\s+(?<part>quarter|half)|H(?<half>[12])),?(?:\\s+(?:of|in))?\\s+(?:the\\s+)?"
              + "(?<year>\\d{4}|this year|last year|current year|previous year)\\b)"
              + OWNER);
  private static final Pattern YEAR_FIRST =
      pattern(LEAD + THE + "(?<core>\\b(?<year>\\d{4})[- ]?Q(?<quarter>[1-4])\\b)" + OWNER);

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final Pattern MONTH =
      pattern(
          LEAD
              + THE
              + "(?<core>\\b(?<month>january|february|march|april|may|june|july|august|september"
              + "|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\\b\\.?,?"
              + "(?:\\s+of)?\\s+(?<year>(?:19|20)\\d{2})\\b)(?!-)"
              + OWNER);

  /** What may follow a month that another one follows. */
  private static final Pattern AND =
      Pattern.compile(
          "^\\s*(?:,|-|–|(?:and|or|to|until|till|through|vs\\.?|versus)\\b)",
          Pattern.CASE_INSENSITIVE);

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

  private static final Pattern ENDS = Pattern.compile("^\\s*(?:$|[,.;:?!)])");

  /** Words and signs by which a question says more than one thing. */
  private static final Pattern MORE =
      Pattern.compile(
          "\\b(?:and|or|vs|versus|than|compared|but|between|since|before|after)\\b|[,;:(.?!]",
          Pattern.CASE_INSENSITIVE);

  private static final String END_MARKS = ".?!";

  /** Years that ISO 8601 writes with a sign, which databases do not know. */
  private static final Pattern FAR = Pattern.compile("[+-]\\d{4,}-");

  private static final Pattern TO = Pattern.compile("^\\s+(?:to|until|till|through)\\b");

  private final LocalDate today;

  private RelativeDates(LocalDate today) {
    this.today = today;
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
    return new RelativeDates(today);
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
    text = each(PART, text, isName, notes, this::part);
    text = each(YEAR_FIRST, text, isName, notes, this::part);
    text = each(MONTH, text, isName, notes, this::month);
    text = each(TO_DATE, text, isName, notes, this::toDate);
    text = each(AGO, text, isName, notes, this::ago);
    text = each(BACK, text, isName, notes, this::several);
    text = each(ONE, text, isName, notes, this::one);
    text = each(DAY, text, isName, notes, this::day);
    return new Said(text, notes);
  }

  /** A rule: what a match is to be replaced by, or an empty text to leave it. */
  private interface Rule {
    String apply(Matcher match, String rest, Context context);
  }

  /** Marks a replacement that is said at the end: {@code last week's orders}. */
  private static final String LATER = "\0";

  private static String each(
      Pattern pattern, String text, Predicate<String> isName, List<String> notes, Rule rule) {
    Context context = new Context(text, isName);
    Matcher match = pattern.matcher(text);
    if (!match.find()) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    String later = "";
    int done = 0;
    do {
      String core = match.group("core");
      String rest = text.substring(match.end());
      boolean free =
          !isQuoted(text, match.start("core"))
              && !isName.test(BareName.of(core))
              && isFree(pattern, match, context);
      String replacement = free ? replacement(rule, match, rest, context) : "";
      if (replacement.isEmpty() || replacement.startsWith(LATER) && !later.isEmpty()) {
        continue;
      }
      out.append(text, done, match.start());
      done = match.end();
      if (replacement.startsWith(LATER)) {
        later = replacement.substring(LATER.length());
        done += text.startsWith(" ", done) ? 1 : 0;
      } else {
        out.append(replacement);
      }
      notes.add("read \"" + match.group().strip() + "\" as " + replacement.replace(LATER, ""));
    } while (match.find());
    out.append(text, done, text.length());
    return later.isEmpty() ? out.toString() : atEnd(out.toString(), later);
  }

  private static String atEnd(String text, String when) {
    int end = end(text);
    return text.substring(0, end) + " " + when + text.substring(end);
  }

  private static boolean isFree(Pattern pattern, Matcher match, Context context) {
    String lead = lead(match);
    if (pattern == AGO) {
      return context.allowsAgo(match.start(), lead);
    }
    boolean part = pattern == PART || pattern == YEAR_FIRST;
    if (part && context.isColumn("quarter")) {
      return false; // a column says it, and days would not be in it
    }
    boolean named =
        !part
            && pattern != TO_DATE
            && pattern != MONTH
            && context.isName(match.start("core"), match.group("core"));
    return !named && context.allows(match.start(), lead);
  }

  /** The calendar ends somewhere: a count that leads beyond leaves the text alone. */
  private static String replacement(Rule rule, Matcher match, String rest, Context context) {
    try {
      String replacement = rule.apply(match, rest, context);
      return FAR.matcher(replacement).find() ? "" : replacement;
    } catch (DateTimeException | ArithmeticException beyond) {
      return "";
    }
  }

  /** Where the marks at the end of a text begin. */
  private static int end(String text) {
    int end = text.length();
    while (end > 0
        && (END_MARKS.indexOf(text.charAt(end - 1)) >= 0
            || Character.isWhitespace(text.charAt(end - 1)))) {
      end--;
    }
    return end;
  }

  /** Whether nothing follows but what a period stands before. */
  private static boolean isPlain(String rest) {
    return rest.startsWith(" ") && !MORE.matcher(rest.substring(0, end(rest))).find();
  }

  private static boolean isQuoted(String text, int at) {
    Matcher quoted = QUOTED.matcher(text);
    while (quoted.find()) {
      if (quoted.start() <= at && at < quoted.end()) {
        return true;
      }
    }
    return false;
  }

  private String part(Matcher match, String rest, Context context) {
    String said = match.group("year").toLowerCase(Locale.ROOT);
    int year = today.getYear();
    if (Character.isDigit(said.charAt(0))) {
      year = Integer.parseInt(said);
    } else if (said.startsWith("last") || said.startsWith("previous")) {
      year--;
    }
    if (year < 1) {
      return "";
    }
    String quarter = match.group("quarter");
    if (quarter != null) {
      return said(Period.quarter(year, Integer.parseInt(quarter)), match, rest);
    }
    String half = match.group("half");
    if (half != null) {
      return said(Period.half(year, Integer.parseInt(half)), match, rest);
    }
    String nth = match.group("nth").toLowerCase(Locale.ROOT);
    int number = Math.max(List.of("first", "second", "third", "fourth").indexOf(nth), 0);
    number = Character.isDigit(nth.charAt(0)) ? nth.charAt(0) - '0' : number + 1;
    if (match.group("part").equalsIgnoreCase("quarter")) {
      return said(Period.quarter(year, number), match, rest);
    }
    return number > 2 ? "" : said(Period.half(year, number), match, rest);
  }

  /**
   * A month of a year, where something happened in it: its first and last day say what its name
   * leaves to a model that forgets where it ends.
   */
  private String month(Matcher match, String rest, Context context) {
    boolean within = Set.of("in", "during", "of", "for").contains(lead(match));
    boolean alone = !AND.matcher(rest).find() && !context.isComparing();
    if (!within || !alone || match.group("owner") != null || context.isColumn("month")) {
      return "";
    }
    int month = MONTHS.indexOf(match.group("month").substring(0, 3).toLowerCase(Locale.ROOT)) + 1;
    LocalDate first = LocalDate.of(Integer.parseInt(match.group("year")), month, 1);
    return Unit.MONTH.around(first).within();
  }

  private String toDate(Matcher match, String rest, Context context) {
    String core = match.group("core").toUpperCase(Locale.ROOT);
    Unit unit =
        switch (core.charAt(0)) {
          case 'Y' -> Unit.YEAR;
          case 'Q' -> Unit.QUARTER;
          default -> Unit.MONTH;
        };
    return said(new Period(Unit.QUARTER, unit.around(today).first(), today), match, rest);
  }

  private String ago(Matcher match, String rest, Context context) {
    Unit unit = Unit.named(match.group("unit"));
    LocalDate then = unit.after(today, -count(match));
    return switch (lead(match)) {
      case "more than", "over", "at least", "longer than", "before" -> "before " + then;
      case "less than", "under", "within", "after", "since" -> "since " + then;
      case "until" -> "until " + then;
      default -> unit == Unit.WEEK ? "" : unit.around(then).within();
    };
  }

  private String several(Matcher match, String rest, Context context) {
    String lead = lead(match);
    boolean sure = match.group("the") == null || !lead.isEmpty() || ends(rest);
    boolean when = WITHIN.contains(lead) || lead.equals("since");
    boolean other = RELATED.matcher(rest).find() || lead.isEmpty() && GOES_ON.matcher(rest).find();
    if (!sure || !when || other) {
      return "";
    }
    Unit unit = Unit.named(match.group("unit"));
    return isAhead(match)
        ? "between " + today + " and " + unit.after(today, count(match))
        : "since " + unit.after(today, -count(match));
  }

  private String one(Matcher match, String rest, Context context) {
    String which = match.group("which").toLowerCase(Locale.ROOT);
    Unit unit = Unit.named(match.group("unit"));
    String lead = lead(match);
    boolean the = match.group("the") != null;
    boolean last = which.equals("last");
    if (unit == Unit.DAY && !which.equals("this")) {
      return "";
    }
    if (which.equals("past") || last && the) {
      // "in the last year" is the twelve months up to today; "the last year" may be a value.
      boolean sure = WITHIN.contains(lead) && !(last && lead.isEmpty());
      boolean free = match.group("owner") == null && !GOES_ON.matcher(rest).find();
      return sure && free ? "since " + unit.after(today, -1) : "";
    }
    boolean when = WITHIN.contains(lead) && !lead.isEmpty();
    if (!when && GOES_ON.matcher(rest).find()) {
      return ""; // "the first and last year of each party"
    }
    long units =
        switch (which) {
          case "this", "current" -> 0;
          case "next", "coming" -> 1;
          default -> -1;
        };
    Period period = unit.around(unit.after(unit.around(today).first(), units));
    boolean asName = context.isComparing() || unit == Unit.MONTH && context.isColumn("month");
    boolean column = unit == Unit.WEEK && context.isColumn("week");
    column |= unit == Unit.QUARTER && context.isColumn("quarter");
    if (column) {
      return ""; // days would not be in it
    }
    return asName ? named(period, lead).strip() : said(period, match, rest);
  }

  private String day(Matcher match, String rest, Context context) {
    long days =
        switch (match.group("which").toLowerCase(Locale.ROOT)) {
          case "yesterday" -> -1;
          case "tomorrow" -> 1;
          default -> 0;
        };
    return said(Unit.DAY.around(today.plusDays(days)), match, rest);
  }

  /** A period in place of a match, as its preposition has it. */
  private static String said(Period period, Matcher match, String rest) {
    String lead = lead(match);
    boolean owner = match.group("owner") != null;
    boolean before = lead.isEmpty() && match.group("the") == null && isFirst(match) && !ends(rest);
    if (owner || before && period.unit() != Unit.DAY) {
      // It stands before what it is about: "last month's orders", "Q3 2024 orders".
      boolean movable = lead.isEmpty() && isPlain(rest);
      return movable ? LATER + period.within() : owner ? named(period, lead).strip() : "";
    }
    if (WITHIN.contains(lead)) {
      return lead.equals("from") && TO.matcher(rest).find() ? named(period, lead) : period.within();
    }
    return switch (lead) {
      case "since" -> "since " + period.first();
      case "before" -> "before " + period.first();
      case "after" -> "after " + period.last();
      case "until", "till", "through", "by", "up to" -> lead + " " + period.last();
      case "as of" -> "";
      default -> named(period, lead);
    };
  }

  private static boolean isFirst(Matcher match) {
    return match.start() == 0;
  }

  private static boolean ends(String rest) {
    return ENDS.matcher(rest).find();
  }

  private static String named(Period period, String lead) {
    String asked = lead.isEmpty() && period.unit() != Unit.DAY ? "" : lead + " ";
    return period.name().isEmpty() ? "" : asked + period.name();
  }

  private static String lead(Matcher match) {
    String lead = match.group("lead");
    return lead == null ? "" : lead.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }

  private static boolean isAhead(Matcher match) {
    String which = match.group("which").toLowerCase(Locale.ROOT);
    return Set.of("next", "coming").contains(which);
  }

  private static int count(Matcher match) {
    String count = match.group("count").toLowerCase(Locale.ROOT);
    Integer number = NUMBERS.get(count);
    return number == null ? Integer.parseInt(count) : number;
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }
}
