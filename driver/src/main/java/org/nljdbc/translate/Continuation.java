package org.nljdbc.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nljdbc.prompt.Effect;
import org.nljdbc.prompt.Question;
import org.nljdbc.prompt.Turn;
import org.nljdbc.schema.BareName;
import org.nljdbc.sql.StatementChange;
import org.nljdbc.sql.ValueFilter;
import org.nljdbc.sql.YearBound;
import org.nljdbc.values.ValueHit;

/**
 * Answers a follow-up by one change of the SQL before it, where its words leave one reading: "and
 * in Berlin?", "only the cancelled ones", "sort by name", "how many are there?". All words have to
 * be understood; whatever else is said is the model's.
 */
final class Continuation {

  private static final String LEAD =
      "(?:(?:and|but|so|ok|okay|now|then|please)[ ,]+)*(?:(?:can you|could you) )?";
  private static final String THEM =
      "(?:them|they|those|these|it|this|that|the (?:list|results?|rows))";
  private static final String REST = "[ ?.!]*";

  private static final Pattern COUNT =
      pattern(
          "how many(?: of (?:them|those|these))?"
              + "(?: (?:is|are|was|were) (?:there|they|that|those|these|it))?"
              + "(?: in (?:total|all))?"
              + "|(?:just |only |show me |give me )?the (?:number|count)(?: of (?:them|those|these))?"
              + "|count (?:them|those|these)");

  private static final Pattern LIST =
      pattern(
          "(?:list|show|give|name)(?: me)?(?: all(?: of)?)? (?:them|those|these)(?: all)?"
              + "|(?:who|what|which) (?:are|were) (?:they|those|these)|which ones(?: are (?:they|those))?");

  /** Words for a figure, and the function that works it out. */
  private static final Pattern FIGURE =
      pattern(
          "(?:what (?:is|was|about) |how about |show )?the (?:(?<max>highest|maximum|largest|biggest|greatest)"
              + "|(?<min>lowest|minimum|smallest)|(?<avg>average|mean)|(?<sum>total|sum))(?: one)?");

  private static final List<String> FUNCTIONS = List.of("max", "min", "avg", "sum");

  private static final String DESCENDING =
      "descending|desc|in descending order"
          + "|(?:the )?(?:highest|largest|biggest|most expensive|newest|latest|most recent)"
          + "(?: (?:ones? )?(?:first|on top|at the top))";
  private static final String ASCENDING =
      "ascending|asc|in ascending order|alphabetically"
          + "|(?:the )?(?:lowest|smallest|cheapest|earliest)(?: (?:ones? )?(?:first|on top))";
  private static final Pattern SORT =
      pattern(
          "(?:show |list )?(?:"
              + THEM
              + " )?(?:sort|sorted|order|ordered)(?: "
              + THEM
              + ")? by (?:the |their |its )?(?<by>[\\p{L}\\p{N}_ ]+?)"
              + "(?:,? (?:(?<down>"
              + DESCENDING
              + ")|(?<up>"
              + ASCENDING
              + ")))?");

  private static final Pattern BY_FIGURE =
      pattern(
          "(?:sort(?:ed)? |order(?:ed)? )?(?:the )?(?:(?<down>most(?: (?:frequent|common|often|popular))?|highest|largest|biggest)"
              + "|(?:least(?: (?:frequent|common|often|popular))?|lowest|smallest|fewest))(?: ones?)? first");

  private static final Pattern REVERSE =
      pattern(
          "reverse(?: (?:it|this|that|them|the (?:order|list|sorting)))*"
              + "|the other way (?:round|around)");

  private static final Pattern FIRST =
      pattern(
          "(?:only |just |show |show me |list |give me )*(?:the )?(?<kind>top|first)"
              + " (?<count>\\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|twenty)"
              + "(?: (?:ones|rows|results|of (?:them|those|these)))?");
  private static final List<String> NUMBERS =
      List.of("zero one two three four five six seven eight nine ten".split(" "));
  private static final int TWENTY = 20;

  private static final Pattern SHOW =
      pattern(
          "(?:show|list|give|add)(?: me)?(?: also)? (?:the |their |its )?"
              + "(?<column>[\\p{L}\\p{N}_ ]+?) (?:too|as well|also)"
              + "|(?:also )?(?:add|show also|also show) (?:the |their |its )?"
              + "(?<other>[\\p{L}\\p{N}_ ]+?)");

  private static final Pattern YEAR =
      pattern(
          "(?:what about |how about |(?:the )?same for )?(?:(?:in|for|of|from) )?"
              + "(?:the year )?(?<year>(?:19|20)\\d{2})");
  private static final Pattern ANY_YEAR = Pattern.compile("(?<!\\d)(?:19|20)\\d{2}(?!\\d)");

  private static final Pattern VALUE =
      pattern(
          "(?:(?<only>(?:show |list |show me )?(?:only|just))"
              + "|(?<but>without|except|excluding|not|leave out)"
              + "|(?<other>what about|how about|(?:the )?same for))?"
              + " ?(?:those|these|them|ones|the ones|show)?"
              + " ?(?<in>\\b(?:in|from|for|of|with|at|by|on)\\b)?"
              + " ?(?:\\bthe\\b )?(?<value>\\S.*?)(?: ones?)?");

  /** A filter by words that a question hardly says, since a word stands for them. */
  private static final int SHORTEST_SAID = 2;

  private final String text;
  private final Question question;
  private final Turn before;
  private final StatementChange statement;

  private Continuation(Question question, Turn before, StatementChange statement) {
    this.text = question.text().strip();
    this.question = question;
    this.before = before;
    this.statement = statement;
  }

  /**
   * What came of it.
   *
   * @param sql the SQL before, changed
   * @param note what was changed, for the user
   */
  record Made(String sql, String note) {}

  /**
   * The SQL of a question that goes on from another.
   *
   * @param question the question, over the whole schema
   * @return empty if it stands alone, or its words leave several readings
   */
  static Optional<Made> of(Question question) {
    List<Turn> earlier = question.earlier();
    if (earlier.isEmpty() || question.parameters() > 0 || question.effect() != Effect.READ) {
      return Optional.empty();
    }
    Turn before = earlier.get(earlier.size() - 1);
    return StatementChange.of(before.sql(), question.schema())
        .flatMap(statement -> new Continuation(question, before, statement).made())
        .filter(made -> !made.sql.equals(before.sql()));
  }

  private Optional<Made> made() {
    if (COUNT.matcher(text).matches()) {
      return statement.counted().map(sql -> new Made(sql, "counted the rows of the SQL before"));
    }
    if (LIST.matcher(text).matches()) {
      return statement.listed().map(sql -> new Made(sql, "listed what the SQL before counted"));
    }
    Matcher figure = FIGURE.matcher(text);
    if (figure.matches()) {
      String function =
          FUNCTIONS.stream().filter(name -> figure.group(name) != null).findFirst().orElseThrow();
      String upper = function.toUpperCase(Locale.ROOT);
      return statement.figure(upper).map(sql -> new Made(sql, "worked out " + upper + " instead"));
    }
    if (REVERSE.matcher(text).matches()) {
      return statement.reversed().map(sql -> new Made(sql, "turned the order round"));
    }
    Matcher figures = BY_FIGURE.matcher(text);
    if (figures.matches()) {
      return statement
          .orderedByFigure(figures.group("down") != null)
          .map(sql -> new Made(sql, "ordered the groups by their figure"));
    }
    Matcher sort = SORT.matcher(text);
    if (sort.matches()) {
      boolean down = sort.group("down") != null;
      return statement
          .ordered(sort.group("by"), down)
          .map(sql -> new Made(sql, "ordered the SQL before by " + sort.group("by")));
    }
    Matcher first = FIRST.matcher(text);
    if (first.matches()) {
      int rows = number(first.group("count"));
      boolean top = first.group("kind").equalsIgnoreCase("top");
      return rows < 1
          ? Optional.empty()
          : statement.limited(rows, top).map(sql -> new Made(sql, "took the first " + rows));
    }
    Matcher year = YEAR.matcher(text);
    if (year.matches()) {
      return inYear(Integer.parseInt(year.group("year")));
    }
    Matcher show = SHOW.matcher(text);
    Optional<Made> shown = show.matches() ? showing(show) : Optional.empty();
    Matcher value = VALUE.matcher(text);
    return shown.isPresent() || !value.matches() ? shown : withValue(value);
  }

  private Optional<Made> showing(Matcher show) {
    String column = show.group("column") == null ? show.group("other") : show.group("column");
    return statement.showing(column).map(sql -> new Made(sql, "added " + column));
  }

  /** The year of the question before in the SQL before, if that names no other. */
  private Optional<Made> inYear(int year) {
    Matcher said = ANY_YEAR.matcher(before.question());
    if (!said.find()) {
      return Optional.empty();
    }
    int from = Integer.parseInt(said.group());
    // "After 2012" followed by "in 2013" is no time that begins with 2013.
    boolean within =
        SaidYears.of(before.question()).boundsOf(from).equals(Set.of(YearBound.WITHIN));
    return !within || said.find()
        ? Optional.empty()
        : statement
            .inYear(from, year)
            .map(sql -> new Made(sql, "read " + year + " in the place of " + from));
  }

  private Optional<Made> withValue(Matcher said) {
    List<ValueHit> meant = meant(said.group("value"));
    List<ValueFilter> asked =
        statement.filters().stream()
            .filter(filter -> meant.stream().anyMatch(hit -> isOf(hit, filter)))
            .toList();
    boolean without = said.group("but") != null;
    if (!asked.isEmpty()) {
      boolean same = said.group("in") == null || isInPlaceOfAnother(said.group("in"));
      return without || asked.size() > 1 || !same
          ? Optional.empty()
          : replaced(asked.get(0), meant);
    }
    boolean narrows = said.group("only") != null || without;
    boolean certain =
        narrows
            ? !statement.isLimited()
            : !statement.comparesWithOthers() && !isInPlaceOfAnother(said.group("in"));
    return certain ? filtered(meant, !without) : Optional.empty();
  }

  private Optional<Made> replaced(ValueFilter filter, List<ValueHit> meant) {
    List<String> values =
        meant.stream().filter(hit -> isOf(hit, filter)).map(ValueHit::value).distinct().toList();
    return values.size() != 1
        ? Optional.empty()
        : statement
            .replaced(filter, values.get(0))
            .map(
                sql ->
                    new Made(
                        sql,
                        "read '" + values.get(0) + "' in the place of '" + filter.value() + "'"));
  }

  private Optional<Made> filtered(List<ValueHit> meant, boolean with) {
    List<Made> found = new ArrayList<>();
    for (ValueHit hit : meant) {
      statement
          .filtered(hit.table(), hit.column(), hit.value(), with)
          .ifPresent(
              sql ->
                  found.add(
                      new Made(
                          sql,
                          "added "
                              + question.schema().rules().shown(hit.column())
                              + (with ? " = '" : " <> '")
                              + hit.value()
                              + "'")));
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static boolean isOf(ValueHit hit, ValueFilter filter) {
    return hit.table().equals(filter.table()) && hit.column().equals(filter.column());
  }

  /** The stored values that these words are, besides what the rows before are called. */
  private List<ValueHit> meant(String words) {
    return question.hits().stream().filter(hit -> isSaid(hit.value(), words)).toList();
  }

  private boolean isSaid(String value, String words) {
    if (isSame(value, words)) {
      return true;
    }
    int first = words.indexOf(' ');
    int last = words.lastIndexOf(' ');
    return first > 0
        && (isSame(value, words.substring(0, last)) && isNoun(words.substring(last + 1))
            || isNoun(words.substring(0, first))
                && isSame(value, words.substring(first + 1).replaceFirst("^(?:in|from|of) ", "")));
  }

  private boolean isNoun(String word) {
    return statement.isOf(word);
  }

  private static boolean isSame(String value, String words) {
    String stored = BareName.of(value);
    String said = BareName.of(words);
    return !stored.isEmpty() && (said.equals(stored) || said.equals(stored + "s"));
  }

  /** Whether the question before names another value in the same way: "from Germany". */
  private boolean isInPlaceOfAnother(@Nullable String preposition) {
    String asked = before.question();
    return statement.filters().stream()
        .filter(filter -> filter.value().length() >= SHORTEST_SAID)
        .anyMatch(
            filter ->
                Pattern.compile(
                        (preposition == null ? "" : "\\b" + preposition + " (?:the )?")
                            + Pattern.quote(filter.value()),
                        Pattern.CASE_INSENSITIVE)
                    .matcher(asked)
                    .find());
  }

  private static int number(String said) {
    if (said.matches("\\d+")) {
      return Integer.parseInt(said);
    }
    int known = NUMBERS.indexOf(said.toLowerCase(Locale.ROOT));
    return known < 0 ? TWENTY : known;
  }

  private static Pattern pattern(String words) {
    return Pattern.compile(
        LEAD + "(?:" + words + ")" + REST, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }
}
