package org.nljdbc.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a value of SQL has to do with a year. */
enum YearInLiteral {
  /** It names no year. */
  NONE,
  /** It names the year, or a day in it. */
  THE_YEAR,
  /** It is the first moment after the year. */
  ITS_END,
  /** It names another year, or a day that not every year has. */
  OTHER;

  private static final Pattern YEAR = Pattern.compile("(?<![\\d.])(?:19|20)\\d{2}(?![\\d.])");
  private static final Pattern FIRST_DAY = Pattern.compile("\\d{4}-01-01(?:[ T]00:00:00.*)?");

  static YearInLiteral of(SqlLiteral literal, int year) {
    Matcher named = YEAR.matcher(literal.value());
    if (literal.constant() || literal.limit() || !named.find()) {
      return NONE;
    }
    int said = Integer.parseInt(named.group());
    boolean once = !named.find() && !literal.value().matches(".*-02-2[89].*");
    if (once && said == year) {
      return THE_YEAR;
    }
    return once && said == year + 1 && FIRST_DAY.matcher(literal.value()).matches()
        ? ITS_END
        : OTHER;
  }

  /** The value as written, about another year. */
  String moved(String written, int from, int to) {
    int more = this == ITS_END ? 1 : 0;
    return written.replace(Integer.toString(from + more), Integer.toString(to + more));
  }
}
