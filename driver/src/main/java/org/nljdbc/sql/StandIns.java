package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nljdbc.schema.Dialect;

/**
 * What a model is shown for a question's parameters. A small model leaves out what looks like no
 * value: with {@code :p1} in 15 questions it used every parameter in 4 of its first answers, with
 * {@code 'p1'} in 13, and with a number in 14, though then it took some names for keys. So it is
 * shown a string, and where the question counts rows ({@code the ? most expensive}) a number.
 *
 * <p>Everywhere else parameters are called {@code :p1}, {@code :p2}.
 */
public final class StandIns {

  private static final Pattern NAME = Pattern.compile("(?<!:):[pP](\\d{1,4})(?![\\w$])");
  private static final Pattern COUNTED =
      Pattern.compile(
          "(?i)\\b(?:top|first|last|the|best|worst|only|any|limit|up\\s+to)\\s+:p(\\d{1,4})(?=\\s+\\w)");

  /** A number of this size, odd enough to be nobody's. */
  private static final int FIRST_BASE = 71_000;

  private static final int STEP = 2_000;

  /** Of a question without parameters. */
  public static final StandIns NONE = new StandIns("", 0);

  private final int count;
  private final int base;
  private final List<Integer> counted;
  private final Pattern written;

  /**
   * Chooses what to show.
   *
   * @param question the question with {@code :p1}, {@code :p2} in the place of values
   * @param count how many there are; with 0 nothing is changed
   */
  public StandIns(String question, int count) {
    this.count = count;
    int free = FIRST_BASE;
    while (question.contains(Integer.toString(free / 1_000))) {
      free += STEP;
    }
    this.base = free;
    this.counted =
        COUNTED.matcher(question).results().map(found -> Integer.valueOf(found.group(1))).toList();
    String numbers =
        IntStream.rangeClosed(1, count)
            .mapToObj(i -> Integer.toString(base + i))
            .collect(Collectors.joining("|"));
    this.written =
        Pattern.compile(
            "(?<![\\w.]):?[pP](\\d{1,4})(?![\\w.])|(?<![\\w.])(" + numbers + ")(?![\\w.])");
  }

  /** How many parameters there are. */
  public int count() {
    return count;
  }

  /**
   * Puts stand-ins in the place of parameters.
   *
   * @param text a question, SQL, or what is said about it
   * @return the text as a model is to see it
   */
  public String shown(String text) {
    return count == 0
        ? text
        : NAME.matcher(text).replaceAll(found -> shown(Integer.parseInt(found.group(1))));
  }

  private String shown(int number) {
    return counted.contains(number) ? Integer.toString(base + number) : "'p" + number + "'";
  }

  /**
   * Puts parameters in the place of stand-ins. Within a longer string, such as {@code '%p1%'}, they
   * are concatenated with the rest.
   *
   * @param sql the statement as the model wrote it
   * @param dialect its dialect
   * @return the statement with {@code :p1}, {@code :p2}
   */
  public String read(String sql, Dialect dialect) {
    if (count == 0) {
      return sql;
    }
    List<Rewrite> rewrites = new ArrayList<>();
    for (SqlToken token : SqlParameters.tokens(sql, dialect)) {
      boolean string = token.kind() == SqlToken.Kind.STRING;
      boolean number = token.kind() == SqlToken.Kind.NUMBER && token.text().charAt(0) != ':';
      if (string && written.matcher(token.text()).find()) {
        String inner = token.text().substring(1, token.text().length() - 1);
        rewrites.add(new Rewrite(token.start(), token.end(), joined(inner, dialect)));
      } else if (number && written.matcher(token.text()).matches()) {
        rewrites.add(new Rewrite(token.start(), token.end(), name(token.text())));
      }
    }
    return Rewrite.apply(sql, rewrites);
  }

  private String name(String text) {
    Matcher found = written.matcher(text);
    return found.matches() ? name(found) : text;
  }

  private String name(MatchResult found) {
    return found.group(1) != null
        ? ":p" + found.group(1)
        : ":p" + (Integer.parseInt(found.group(2)) - base);
  }

  private String joined(String inner, Dialect dialect) {
    List<String> parts = new ArrayList<>();
    Matcher found = written.matcher(inner);
    int at = 0;
    while (found.find()) {
      addText(parts, inner.substring(at, found.start()));
      parts.add(name(found));
      at = found.end();
    }
    addText(parts, inner.substring(at));
    if (parts.size() == 1) {
      return parts.get(0);
    }
    return dialect.isMySqlFamily() || dialect == Dialect.SQLSERVER
        ? "CONCAT(" + String.join(", ", parts) + ")"
        : "(" + String.join(" || ", parts) + ")";
  }

  private static void addText(List<String> parts, String text) {
    if (!text.isEmpty()) {
      parts.add("'" + text + "'");
    }
  }
}
