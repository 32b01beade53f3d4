package org.nljdbc.translate;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nljdbc.prompt.Turn;

/**
 * Finds what a follow-up asks for and its SQL does not do: a narrower answer keeps the groups and
 * the values of the one before, "by status" makes groups, "sort" sorts. A small model that changes
 * a statement forgets half of it, and is sure of the rest.
 */
final class GoingOn {

  /** It asks for fewer of the same rows. */
  private static final Pattern NARROWS =
      pattern("(?:only|just|without|except|exclude|excluding|leave out|of)");

  /** It asks for the same of something else. */
  private static final Pattern REPLACES = pattern("(?:in|for|from|what about|how about)");

  /** It wants another kind of answer. */
  private static final Pattern OTHERWISE =
      Pattern.compile(
          "\\b(?:number|total|sum|count|average|names?|how many|instead|percent\\w*)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern GROUPS = pattern("(?:by|per|for each|grouped by|group by|split by)");
  private static final Pattern SORTS = pattern("(?:sort|sorted|order|ordered)");
  private static final Pattern LIMITS =
      pattern("(?:the )?(?:top|first|last) (?:\\d+|three|five|ten)");

  private static final Pattern VALUE = Pattern.compile("'(?:[^']++|'')++'|\\b\\d+(?:\\.\\d+)?\\b");

  /** What a number after it does not filter by. */
  private static final Pattern ROWS =
      Pattern.compile("\\b(?:limit|offset|fetch (?:first|next))\\s+\\d+(?:\\s*,\\s*\\d+)?");

  private static final String COMPARES =
      "[\"`\\])]*\\s*(?:[=<>!]+|(?:not\\s+)?(?:i?like|in|between)\\b)";
  private static final Pattern COMPARED = Pattern.compile("(\\w+)" + COMPARES);

  private GoingOn() {}

  /**
   * What a follow-up's SQL lacks.
   *
   * @param question the follow-up
   * @param earlier what it goes on from; empty if it stands alone
   * @param sql its SQL, in all forms that it has had, in lower case
   * @return what is missing, each as the user said it; empty if nothing is
   */
  static Set<String> missing(String question, List<Turn> earlier, String sql) {
    Set<String> missing = new LinkedHashSet<>();
    if (earlier.isEmpty()) {
      return missing;
    }
    String before = earlier.get(earlier.size() - 1).sql().toLowerCase(Locale.ROOT);
    boolean narrows = NARROWS.matcher(question).find();
    boolean same = narrows || REPLACES.matcher(question).find();
    if (same
        && !OTHERWISE.matcher(question).find()
        && before.contains("group by")
        && !sql.contains("group by")) {
      missing.add("the same for fewer rows, in groups as before");
    }
    if (narrows && !OTHERWISE.matcher(question).find()) {
      values(before, sql, missing);
      if (!sql.contains("where") && !sql.contains("having") && !sql.contains("limit")) {
        missing.add('"' + question.strip() + '"');
      }
    }
    require(GROUPS, question, sql, "group by|over ?\\(", missing);
    require(SORTS, question, sql, "order by", missing);
    require(LIMITS, question, sql, "limit|fetch first", missing);
    return missing;
  }

  /**
   * The values that the statement before it filtered by. One is kept too where the same column is
   * compared with another: only Germany, and no longer France.
   */
  private static void values(String before, String sql, Set<String> missing) {
    int where = before.indexOf(" where ");
    if (where < 0) {
      return;
    }
    String conditions = ROWS.matcher(before.substring(where)).replaceAll("");
    Matcher value = VALUE.matcher(conditions);
    Matcher compared = COMPARED.matcher(conditions);
    String column = "";
    boolean more = compared.find();
    while (value.find()) {
      while (more && compared.start() < value.start()) {
        column = compared.group(1);
        more = compared.find();
      }
      if (!sql.contains(value.group()) && !isCompared(column, sql)) {
        missing.add(value.group() + " before");
      }
    }
  }

  private static boolean isCompared(String column, String sql) {
    return !column.isEmpty()
        && Pattern.compile("\\b" + Pattern.quote(column) + COMPARES).matcher(sql).find();
  }

  private static void require(
      Pattern said, String question, String sql, String done, Set<String> missing) {
    Matcher matcher = said.matcher(question);
    if (matcher.find() && !Pattern.compile(done).matcher(sql).find()) {
      missing.add('"' + question.strip() + '"');
    }
  }

  /** What a follow-up begins with, behind what leads to it. */
  private static Pattern pattern(String words) {
    return Pattern.compile(
        "^\\s*(?:(?:and|but|so|ok|okay|now|then|please|show(?: me)?|list)[ ,]+){0,9}"
            + words
            + "\\b",
        Pattern.CASE_INSENSITIVE);
  }
}
