package org.nljdbc.sql;

import java.util.Arrays;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Key words by what may follow them, for reading SQL that is still being written. */
final class SqlWords {

  /** Words within an expression after which an operand comes. */
  static final NavigableSet<String> BEFORE_OPERAND =
      words(
          "AND OR NOT IN IS LIKE ILIKE RLIKE REGEXP GLOB BETWEEN ESCAPE SIMILAR TO CASE WHEN THEN"
              + " ELSE EXISTS ANY ALL SOME DISTINCT DIV MOD XOR COLLATE AT OVER FILTER WITHIN CAST"
              + " INTERVAL ARRAY ROW BINARY");

  /** Words that are an operand, or end one. */
  static final NavigableSet<String> OPERANDS =
      words(
          "NULL TRUE FALSE UNKNOWN END CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP LOCALTIME"
              + " LOCALTIMESTAMP CURRENT_USER ASC DESC NULLS FIRST LAST ZONE NOCASE BINARY");

  /** Units of time and names of types: they stand after a number, a parenthesis, AS or ::. */
  static final NavigableSet<String> UNITS_AND_TYPES =
      words(
          "YEAR QUARTER MONTH WEEK DAY HOUR MINUTE SECOND EPOCH DOW DOY CENTURY DECADE INTEGER INT"
              + " BIGINT SMALLINT TINYINT REAL FLOAT DOUBLE PRECISION DECIMAL NUMERIC TEXT VARCHAR"
              + " CHAR CHARACTER VARYING BOOLEAN SIGNED UNSIGNED DATE TIME TIMESTAMP");

  /** Words that make a literal of the string after them. */
  static final NavigableSet<String> LITERALS = words("DATE TIME TIMESTAMP");

  /** Functions over groups of rows. */
  static final NavigableSet<String> AGGREGATES =
      words("COUNT SUM AVG MIN MAX TOTAL GROUP_CONCAT STRING_AGG ARRAY_AGG STDDEV VARIANCE");

  /** Words that only stand within parentheses: in calls and windows. */
  static final NavigableSet<String> WITHIN_PARENTHESES =
      words(
          "FROM FOR BY PARTITION ORDER ROWS RANGE GROUPS UNBOUNDED PRECEDING FOLLOWING CURRENT"
              + " LEADING TRAILING BOTH SEPARATOR AS USING WHERE EXCLUDE LIMIT");

  /** Words that begin a query. */
  static final NavigableSet<String> QUERY_STARTS = words("SELECT WITH");

  /** Words that may follow a table, besides its alias. */
  static final NavigableSet<String> BESIDE_TABLE = words("AS ON USING");

  /** Words that begin the clauses after FROM. */
  static final NavigableSet<String> AFTER_FROM =
      words("WHERE GROUP HAVING ORDER LIMIT FETCH OFFSET");

  /** Words that begin the clauses after GROUP BY. */
  static final NavigableSet<String> AFTER_GROUP = words("HAVING ORDER LIMIT FETCH OFFSET");

  /** Words between UNION and its like and the query after it. */
  static final NavigableSet<String> AFTER_SET = words("ALL DISTINCT");

  /** Words that begin a join. */
  static final NavigableSet<String> JOINS =
      words("JOIN INNER LEFT RIGHT FULL OUTER CROSS NATURAL STRAIGHT_JOIN");

  /** Words that combine queries. */
  static final NavigableSet<String> SETS = words("UNION INTERSECT EXCEPT MINUS");

  /** Words after LIMIT, OFFSET and FETCH. */
  static final NavigableSet<String> LIMITS =
      words("OFFSET FETCH FIRST NEXT ROW ROWS ONLY ALL WITH TIES PERCENT NULL");

  private SqlWords() {}

  /** Whether a word is one of a set's, or, if it is cut short, the beginning of one. */
  static boolean among(NavigableSet<String> upperCaseWords, SqlToken word, boolean cut) {
    String upper = upper(word);
    if (!cut) {
      return upperCaseWords.contains(upper);
    }
    String next = upperCaseWords.ceiling(upper);
    return next != null && next.startsWith(upper);
  }

  static boolean is(String keyword, SqlToken word, boolean cut) {
    String upper = upper(word);
    return cut ? keyword.startsWith(upper) : keyword.equals(upper);
  }

  private static String upper(SqlToken word) {
    return word.text().toUpperCase(Locale.ROOT);
  }

  private static NavigableSet<String> words(String words) {
    return java.util.Collections.unmodifiableNavigableSet(
        new TreeSet<>(Arrays.asList(words.split(" "))));
  }
}
