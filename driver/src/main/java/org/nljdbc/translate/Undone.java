package org.nljdbc.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds operations that a question asks for and its SQL does not do: a mean, a share, an absence, a
 * group for each of something. SQL that lacks one is hardly ever right: of Spider's 6,986 golds
 * each rule doubts a handful, nearly all of them at odds with their question (docs/accuracy.md).
 *
 * <p>What counts is the SQL's text, so that a column that says it already (<em>average_price</em>)
 * is enough.
 */
final class Undone {

  /**
   * A rule.
   *
   * @param asked what the question says
   * @param done what any SQL that does it has
   * @param note what is missing, for the user
   */
  private record Rule(Pattern asked, Pattern done, String note) {}

  private static final String SUPERLATIVE =
      "(?:newest|oldest|youngest|longest|shortest|highest|lowest|largest|smallest|biggest|latest"
          + "|earliest|cheapest|busiest|fewest|most recent|most expensive)";
  private static final String COUNT = "(?:[2-9]|\\d{2,3}|two|three|four|five|six|ten)";
  private static final String GROUP = "(?:per|(?:in|of|for|from|by) (?:each|every))";

  private static final List<Rule> RULES =
      List.of(
          rule(
              "\\b(?:no longer|not(?! only)|none|neither)\\b|n[’']t\\b|\\b(?:is|are|was|were) no\\b",
              "\\bnot\\b|\\bexcept\\b|\\bminus\\b|!=|<|>|\\bis null\\b|= ?'?(?:0|f|n)\\b"
                  + "|\\bfalse\\b|= ?'(?:no|un|in|non)|\\bcount\\b",
              "the question says \"%s\", and the SQL leaves nothing out"),
          rule(
              "\\b(?:never|without|nobody|no one|(?:have|has|had|having|with) no)\\b",
              "\\bnot\\b|\\bexcept\\b|\\bminus\\b|!=|<|>|\\bis null\\b|= ?0\\b|\\bcount\\b",
              "the question says \"%s\", and the SQL looks for nothing that is not there"),
          rule(
              "\\b(?:averages?|avg|mean|on average)\\b",
              "avg|average|mean|/",
              "the question says \"%s\", and the SQL takes no mean"),
          rule(
              "\\b(?:what (?:percentage|percent|share|proportion|fraction)\\b"
                  + "|(?:percentages?|percent|shares?|proportions?|fraction) of\\b)",
              "/|avg|percent|pct|proportion|share|ratio|rate|fraction",
              "the question says \"%s\", and the SQL divides nothing"),
          rule(
              "\\bby (?:day|week|weekday|month|quarter|year|hour)\\b",
              "group by|order by|over ?\\(|^(?!.*\\b(?:count|sum|avg)\\b)",
              "the question says \"%s\", and the SQL makes no groups"),
          rule(
              "\\b(?:by|per)\\b",
              "^(?!.*group by)|\\b(?:count|sum|avg|min|max|total) ?\\(",
              "the question says \"%s\", and the SQL counts nothing in its groups"),
          rule(
              "\\b(?:distinct|different|unique)\\b",
              "distinct|group by|intersect|except|union|!=|<>|unique",
              "the question says \"%s\", and the SQL may count the same several times"),
          rule(
              "\\b(?:either|or)\\b(?! (?:more|less|fewer|above|below|over|under|later|earlier|after"
                  + "|before|higher|lower|greater|older|younger|longer|shorter|equal)\\b)",
              "^(?!.*\\bintersect\\b)|\\bor\\b|\\bunion\\b",
              "the question says \"%s\", and the SQL wants all of it at once"),
          rule(
              "\\bduplicates?\\b",
              "having|join|\\bin ?\\(|exists|over ?\\(|duplicate",
              "the question says \"%s\", and the SQL compares no rows"),
          rule(
              "\\b" + SUPERLATIVE + "\\b",
              "order by|max|min|first|last|" + SUPERLATIVE + "|<|>|over ?\\(",
              "the question says \"%s\", and the SQL neither orders nor compares"));

  private static final Pattern LIMIT = Pattern.compile("\\blimit\\b|\\bfetch first\\b");
  private static final Pattern WINDOW = Pattern.compile("over ?\\(");
  private static final Pattern GROUPS = Pattern.compile("group by|over ?\\(|\\( ?select");
  private static final Pattern FIGURE = Pattern.compile("\\b(?:count|sum|avg) ?\\(");
  private static final Pattern SOME_PER_GROUP =
      pattern(
          "\\b(?:top|first|last|best|latest|highest|largest|biggest|newest|oldest) "
              + COUNT
              + "\\b.*\\b"
              + GROUP
              + "\\b");
  private static final Pattern ONE_PER_GROUP =
      pattern(
          "\\b(?:most|"
              + SUPERLATIVE
              + ")\\b[^,;.]*\\b(?:per|(?:in|of|for|from) (?:each|every))\\b");
  private static final Pattern EACH = pattern("\\b(per|(?:for|in|of|by) (?:each|every)) (\\w+)");

  private static final Pattern ONLY_COUNTS =
      Pattern.compile("^select count ?\\([^()]*\\) (?:as \\w+ )?from (?!.*\\bgroup by\\b)");
  private static final Pattern COUNTED =
      pattern(
          "\\b(?:how|hom) (?:many|much|often)\\b|\\b(?:number|count|total|amount|quantity|sum|size"
              + "|volume|headcount|times|any|frequency)\\b|\\bcount|^(?:is|are|was|were|do|does|did|has|have)\\b|#");

  private Undone() {}

  /**
   * What is asked for and not done.
   *
   * @param question the question
   * @param sql its SQL
   * @return a note for each; empty if nothing is missing
   */
  static List<String> in(String question, String sql) {
    String lower = sql.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    List<String> notes = new ArrayList<>();
    if (question.isEmpty()) {
      return notes;
    }
    for (Rule rule : RULES) {
      Matcher asked = rule.asked.matcher(question);
      if (asked.find() && !rule.done.matcher(lower).find()) {
        notes.add(String.format(Locale.ROOT, rule.note, asked.group()));
      }
    }
    groups(question, lower, notes);
    boolean wordless = !question.strip().contains(" ");
    if (!wordless && ONLY_COUNTS.matcher(lower).find() && !COUNTED.matcher(question).find()) {
      notes.add("the SQL counts rows, and the question does not ask how many there are");
    }
    return notes;
  }

  /** What is asked of each group, where SQL has none, or a limit that counts over all of them. */
  private static void groups(String question, String sql, List<String> notes) {
    Matcher each = EACH.matcher(question);
    if (!each.find()) {
      return;
    }
    boolean limited = LIMIT.matcher(sql).find() && !WINDOW.matcher(sql).find();
    if (limited
        && (SOME_PER_GROUP.matcher(question).find() || ONE_PER_GROUP.matcher(question).find())) {
      notes.add("the question says \"" + each.group() + "\", and the SQL limits all rows together");
    } else if (ONE_PER_GROUP.matcher(question).find() && !GROUPS.matcher(sql).find()) {
      notes.add("the question says \"" + each.group() + "\", and the SQL makes no groups");
    } else if (FIGURE.matcher(sql).find()
        && !GROUPS.matcher(sql).find()
        && !isRate(each, question, sql)) {
      notes.add("the question says \"" + each.group() + "\", and the SQL makes no groups");
    }
  }

  /** A mean per something needs no groups, nor does a column of what is done per hour. */
  private static boolean isRate(Matcher each, String question, String sql) {
    boolean mean = sql.contains("avg") || sql.contains("/");
    String unit = each.group(2).toLowerCase(Locale.ROOT);
    return each.group(1).equalsIgnoreCase("per")
        && (mean && Pattern.compile("(?i)\\b(?:average|avg|mean)\\b").matcher(question).find()
            || sql.contains("per" + unit)
            || sql.contains("per_" + unit));
  }

  private static Rule rule(String asked, String done, String note) {
    return new Rule(pattern(asked), Pattern.compile(done), note);
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
  }
}
