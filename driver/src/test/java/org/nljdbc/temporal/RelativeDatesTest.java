package org.nljdbc.temporal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A Saturday is today. */
class RelativeDatesTest {

  private static final RelativeDates DATES = RelativeDates.from(LocalDate.of(2026, 11, 28));

  private static String said(String question) {
    return DATES.say(question, name -> false).text();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "how many orders were cancelled last year? | how many orders were cancelled in 2025?",
        "orders of last month by store | orders between 2026-10-01 and 2026-10-31 by store",
        "total revenue this month | total revenue between 2026-11-01 and 2026-11-30",
        "sales in the current quarter | sales between 2026-10-01 and 2026-12-31",
        "invoices due next week | invoices due between 2026-11-30 and 2026-12-06",
        "orders of this week | orders between 2026-11-23 and 2026-11-29",
        "orders of the last 30 days by store | orders since 2026-10-29 by store",
        "revenue in the past three months | revenue since 2026-08-28",
        "sales last 2 weeks | sales since 2026-11-14",
        "who registered in the last year? | who registered since 2025-11-28?",
        "due within the next 7 days | due between 2026-11-28 and 2026-12-05",
        "orders placed 3 days ago | orders placed on 2026-11-25",
        "orders placed two months ago | orders placed between 2026-09-01 and 2026-09-30",
        "hired more than 5 years ago | hired before 2021-11-28",
        "hired less than a year ago | hired since 2025-11-28",
        "signed up yesterday | signed up on 2026-11-27",
        "signed up since yesterday | signed up since 2026-11-27",
        "hired before last year | hired before 2025-01-01",
        "hired after last year | hired after 2025-12-31",
        "more orders than last year | more orders than 2025",
        "orders from last month to this month | orders from October 2026 to November 2026",
        "last month's revenue by store | revenue by store between 2026-10-01 and 2026-10-31",
        "show today’s orders | show orders on 2026-11-28",
        "this year's sales and costs | 2026 sales and costs",
        "Q3 2024 revenue | revenue between 2024-07-01 and 2024-09-30",
        "revenue in the third quarter of 2024 | revenue between 2024-07-01 and 2024-09-30",
        "revenue since 2024 Q2 | revenue since 2024-04-01",
        "orders in the first half of 2023 | orders between 2023-01-01 and 2023-06-30",
        "revenue in Q2 of last year | revenue between 2025-04-01 and 2025-06-30",
        "revenue year to date | revenue between 2026-01-01 and 2026-11-28",
        "YTD revenue? | revenue between 2026-01-01 and 2026-11-28?",
        "compare this month with last month | compare November 2026 with October 2026",
        "revenue growth over last year | revenue growth over 2025",
        "customers of the last 3 months that ordered twice | customers since 2026-08-28 that"
            + " ordered twice",
        "orders placed in October 2026 | orders placed between 2026-10-01 and 2026-10-31",
        "invoices of Feb. 2024 by customer | invoices between 2024-02-01 and 2024-02-29 by"
            + " customer",
        "revenue for december, 2025? | revenue between 2025-12-01 and 2025-12-31?",
        "LAST YEAR: how many orders? | in 2025: how many orders?",
      })
  void relativeDatesAreSaidAsDates(String question, String said) {
    assertEquals(said, said(question));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "what is the last year of each player?",
        "which is the last year?",
        "Show the first and last year of parties with theme Spring",
        "the last 3 years in which he won",
        "songs called \"last year\"",
        "songs called 'today' or “yesterday”",
        "the day before last",
        "who came last?",
        "top 10 orders",
        "customers past 2020",
        "a weekly report",
        "orders as of today",
        "Q3 revenue",
        "in the past 9999 years",
        "99999 days ago",
        "orders no more than 3 months ago",
        "at most 2 years ago",
        "orders up to 3 months ago",
        "earlier than a month ago",
        "price from one year ago",
        "sales in the last 3 months of 2023",
        "the last 30 days of each contract",
        "sum over the last 7 days of each month",
        "bought again in the following 30 days",
        "within the next 30 days after their first order",
        "past 30 days overdue",
        "orders since the beginning of this year",
        "before the end of last year",
        "due by the end of next month",
        "first week of last month",
        "meetings on Tuesday next week",
        "this past year",
        "orders from October 2026 to November 2026",
        "orders in October and November 2026",
        "orders in October 2026 and November 2026",
        "orders since October 2026",
        "orders on October 31, 2026",
        "orders in May",
        "how many may 2000 people buy",
        "songs called \"in October 2026\"",
        "growth in October 2026",
        "in their last year",
        "first and last year per party",
        "fiscal year to date",
        "subscribers of USA Today",
        "songs called Yesterday",
        "customers of Today Ltd",
        "set the title of movie 5 to Yesterday",
        "employees with birthdays this month",
      })
  void whatIsInDoubtStays(String question) {
    assertEquals(new RelativeDates.Said(question, List.of()), DATES.say(question, name -> false));
  }

  @Test
  void namesOfTheSchemaStay() {
    assertEquals(
        "show last year in 2026", DATES.say("show last year this year", "lastyear"::equals).text());
  }

  @Test
  void columnsOfMonthsAndQuartersHoldNoDays() {
    assertEquals("sales in October 2026", DATES.say("sales in last month", "month"::equals).text());
    assertEquals(
        "sales in October 2025", DATES.say("sales in October 2025", "month"::equals).text());
    assertEquals("sales in Q3 2024", DATES.say("sales in Q3 2024", "quarter"::equals).text());
    assertEquals("sales last week", DATES.say("sales last week", "week"::equals).text());
  }

  @Test
  void blanksTakeNoTime() {
    String blanks = " ".repeat(3_900);
    assertTrue(said("last month's" + blanks + ".a").length() > 3_900);
    assertTrue(said(blanks + "last month's orders" + " ?".repeat(20)).length() > 3_900);
  }

  @Test
  void itSaysWhatWasReadAsWhat() {
    assertEquals(
        List.of(
            "read \"of last month\" as between 2026-10-01 and 2026-10-31",
            "read \"yesterday\" as on 2026-11-27"),
        DATES.say("orders of last month paid yesterday", name -> false).notes());
  }

  @Test
  void calendarsHaveEdges() {
    RelativeDates january = RelativeDates.from(LocalDate.of(2028, 1, 31));
    assertEquals(
        "orders between 2027-12-01 and 2027-12-31",
        january.say("orders of last month", name -> false).text());
    assertEquals(
        "orders between 2028-02-01 and 2028-02-29",
        january.say("orders of next month", name -> false).text());
    assertEquals(
        "orders between 2027-10-01 and 2027-12-31",
        january.say("orders of last quarter", name -> false).text());
    assertEquals(
        "orders since 2027-12-31", january.say("orders of the last month", n -> false).text());
  }

  @Provide
  Arbitrary<String> questions() {
    Arbitrary<String> words =
        Arbitraries.of(
            "orders",
            "the",
            "in",
            "of",
            "since",
            "last",
            "past",
            "next",
            "this",
            "3",
            "two",
            "year",
            "years",
            "month",
            "weeks",
            "days",
            "quarter",
            "ago",
            "today",
            "yesterday's",
            "Q3",
            "2024",
            "first",
            "half",
            "to",
            "date",
            "YTD",
            "and",
            "than",
            "'",
            "\"",
            "?",
            ":");
    return words.list().ofMaxSize(12).map(list -> String.join(" ", list));
  }

  @Property
  void whatIsSaidSaysNothingMore(@ForAll("questions") String question) {
    String once = said(question);
    RelativeDates tomorrow = RelativeDates.from(LocalDate.of(2026, 11, 29));
    RelativeDates.Said again = DATES.say(once, name -> false);
    if (again.notes().isEmpty()) {
      assertEquals(once, again.text());
      assertEquals(once, tomorrow.say(once, name -> false).text());
    }
  }

  @Property
  void anyTextIsRead(@ForAll String question) {
    RelativeDates.Said said = DATES.say(question, name -> false);
    assertTrue(said.notes().isEmpty() == said.text().equals(question));
  }
}
