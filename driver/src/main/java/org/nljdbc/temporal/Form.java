package org.nljdbc.temporal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a question can say something in relation to today, in the order in which it is looked for.
 */
enum Form {
  /** {@code Q3 2024}, {@code first half of last year}. */
  PART(
      Words.LEAD
          + Words.THE
          + "(?<core>\\b(?:Q(?<quarter>[1-4])|(?<nth>first|second|third|fourth|1st|2nd|3rd|4th)"
          + "\\s+(?<part>quarter|half)|H(?<half>[12])),?(?:\\s+(?:of|in))?\\s+(?:the\\s+)?"
          + "(?<year>\\d{4}|this year|last year|current year|previous year)\\b)"
          + Words.OWNER),
  /** {@code 2024-Q3}. */
  YEAR_FIRST(
      Words.LEAD
          + Words.THE
          + "(?<core>\\b(?<year>\\d{4})[- ]?Q(?<quarter>[1-4])\\b)"
          + Words.OWNER),
  /** {@code October 2026}. */
  MONTH(
      Words.LEAD
          + Words.THE
          + "(?<core>\\b(?<month>january|february|march|april|may|june|july|august|september"
          + "|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\\b\\.?,?"
          + "(?:\\s+of)?\\s+(?<year>(?:19|20)\\d{2})\\b)(?!-)"
          + Words.OWNER),
  /** {@code year to date}, {@code YTD}. */
  TO_DATE(
      Words.LEAD
          + Words.THE
          + "(?<core>\\b(?:(?<unit>year|month|quarter)[- ]to[- ]date|[YQM]TD)\\b)"
          + Words.OWNER),
  /** {@code three weeks ago}. */
  AGO(
      "(?<lead>\\b(?:more than|over|at least|longer than|before|less than|under|within|after"
          + "|since|until)\\s+)?(?<core>\\b"
          + Words.COUNT
          + "\\s+"
          + Words.UNIT
          + "s?\\s+ago\\b)"),
  /** {@code past 90 days}, {@code next two weeks}. */
  BACK(
      Words.LEAD
          + Words.THE
          + "(?<core>\\b(?<which>last|past|previous|next|coming)\\s+(?:"
          + Words.COUNT
          + "\\s+)"
          + Words.UNIT
          + "s?\\b)(?!['’])"),
  /** {@code last month}, {@code this year}. */
  ONE(
      Words.LEAD
          + Words.THE
          + "(?<core>\\b(?<which>last|past|previous|prior|this|current|next|coming)\\s+"
          + Words.UNIT
          + "\\b)"
          + Words.OWNER),
  /** {@code today}, {@code yesterday}. */
  DAY(Words.LEAD + Words.THE + "(?<core>\\b(?<which>today|yesterday|tomorrow)\\b)" + Words.OWNER);

  private final Pattern pattern;

  Form(String text) {
    this.pattern = Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** Finds it in a text. */
  Matcher in(String text) {
    return pattern.matcher(text);
  }

  /** Whether it names a part of a year. */
  boolean isPartOfYear() {
    return this == PART || this == YEAR_FIRST;
  }

  /** Whether a word of it may be a name. */
  boolean mayBeName() {
    return !isPartOfYear() && this != MONTH && this != TO_DATE;
  }

  /** What several of them have. */
  private static final class Words {
    static final String UNIT = "(?<unit>day|week|month|quarter|year)";
    static final String COUNT =
        "(?<count>\\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
            + "|couple of)";
    static final String LEAD =
        "(?<lead>\\b(?:as of|up to|in|during|of|for|over|within|from|on|since|before|after|until|till"
            + "|through|by|than|and|to|with|versus|vs\\.?|or|between)\\s+)?";
    static final String THE = "(?<the>\\bthe\\s+)?";
    static final String OWNER = "(?<owner>['’]s)?";

    private Words() {}
  }
}
