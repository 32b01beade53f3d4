package org.nljdbc.sql;

/** What a question says of a year: where time begins or ends that it asks about. */
public enum YearBound {
  /** Time begins when the year is over: <em>after 2020</em>. */
  AFTER,
  /** Time begins with the year: <em>since 2020</em>, <em>between 2020 and 2022</em>. */
  FROM,
  /** Time ends before the year: <em>before 2020</em>. */
  BEFORE,
  /** Time ends with the year: <em>2020 or earlier</em>, <em>between 2018 and 2020</em>. */
  THROUGH,
  /** Time is the year: <em>in 2020</em>. */
  WITHIN,
  /** Time ends before the year or with it, which nobody can tell: <em>until 2020</em>. */
  UNTIL
}
