package org.nljdbc.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;
import org.nljdbc.sql.SqlChecker;
import org.nljdbc.sql.SqlChecker.Checked;

/**
 * A new value is bound only where that gives the SQL that its question would have had. What that is
 * these tests know, since each makes question and SQL from the same values; many of the SQLs hold a
 * value that was worked out from one of the question's.
 */
class BindingProperties {

  static final Schema SCHEMA =
      Schema.of(
          Dialect.SQLITE,
          "SQLite",
          IdentifierRules.INSENSITIVE,
          null,
          null,
          List.of(
              table(
                  "customers",
                  column("id", false),
                  column("name", true),
                  column("country", true),
                  column("capital", true),
                  column("status", true)),
              table(
                  "orders",
                  column("id", false),
                  column("year", false),
                  column("day", true),
                  column("quarter", false),
                  column("amount", false))));

  private static Table table(String name, Column... columns) {
    return new Table(name, false, null, List.of(columns), List.of(), List.of(), List.of());
  }

  private static Column column(String name, boolean text) {
    return new Column(name, text ? "text" : "integer", true, text, null, List.of());
  }

  /** The values of a question. */
  record Values(int count, int year, int amount, LocalDate day, String country, String name) {

    int nextYear() {
      return year + 1;
    }

    LocalDate monthStart() {
      return day.withDayOfMonth(1);
    }

    LocalDate monthEnd() {
      return day.withDayOfMonth(day.lengthOfMonth());
    }

    String month() {
      return day.toString().substring(0, 7);
    }
  }

  /** How a question and its SQL are made of values. */
  interface Making {
    String make(Values values);
  }

  /** A question and its SQL. */
  record Asking(Making question, Making sql) {}

  private static final String FROM = " FROM orders WHERE ";

  private static final List<Asking> ASKINGS =
      List.of(
          // Each value alone.
          asking(
              v -> "top " + v.count + " orders in " + v.year,
              v -> "SELECT id" + FROM + "year = " + v.year + " LIMIT " + v.count),
          asking(
              v -> "orders in " + v.year + " over " + v.amount + "?",
              v -> "SELECT id" + FROM + "amount > " + v.amount + " AND year = " + v.year),
          asking(
              v -> "orders of " + v.year + " by text",
              v -> "SELECT id" + FROM + "strftime('%Y', day) = '" + v.year + "'"),
          asking(
              v -> "orders since " + v.day + ", at most " + v.count,
              v -> "SELECT id" + FROM + "day >= '" + v.day + "' LIMIT " + v.count),
          asking(
              v -> "customers called \"" + v.name + "\" in " + v.country,
              v ->
                  "SELECT id FROM customers WHERE name = "
                      + text(v.name)
                      + " AND country = "
                      + text(v.country)),
          asking(
              v -> "share of orders over " + v.amount,
              v -> "SELECT 100.0 * COUNT(*) / 100.0" + FROM + "amount > " + v.amount),
          // A value worked out from another.
          asking(
              v -> "orders in " + v.year + " and the year after, top " + v.count,
              v ->
                  "SELECT id"
                      + FROM
                      + ("year IN (" + v.year + ", " + v.nextYear() + ") LIMIT " + v.count)),
          asking(
              v -> "orders in " + v.year + " by date, top " + v.count,
              v ->
                  "SELECT id"
                      + FROM
                      + ("day >= '" + v.year + "-01-01' AND day < '" + v.nextYear() + "-01-01'")
                      + (" LIMIT " + v.count)),
          asking(
              v -> "top " + v.count + " orders of the whole of " + v.year,
              v ->
                  "SELECT id"
                      + FROM
                      + ("day BETWEEN '" + v.year + "-01-01' AND '" + v.year + "-12-31'")
                      + (" LIMIT " + v.count)),
          asking(
              v -> "second page of " + v.count + " orders",
              v -> "SELECT id FROM orders LIMIT " + v.count + " OFFSET " + v.count),
          asking(
              v -> "orders around " + v.amount,
              v ->
                  "SELECT id"
                      + FROM
                      + ("amount BETWEEN " + (v.amount - 10) + " AND " + (v.amount + 10))),
          asking(
              v -> "orders in " + v.year + " with its number",
              v -> "SELECT " + v.year + " AS year_asked, id" + FROM + "year = " + v.year),
          asking(
              v -> "customers in " + v.country + " or its capital",
              v ->
                  "SELECT id FROM customers WHERE country = "
                      + text(v.country)
                      + " OR capital = "
                      + text("Capital of " + v.country)),
          asking(
              v -> "names that have " + v.country + " in them, top " + v.count,
              v ->
                  "SELECT id FROM customers WHERE name LIKE "
                      + text("%" + v.country + "%")
                      + " LIMIT "
                      + v.count),
          asking(
              v -> "the day " + v.day + " alone",
              v ->
                  "SELECT id"
                      + FROM
                      + ("day >= '" + v.day + "' AND day < '" + v.day.plusDays(1) + "'")),
          // Days in forms that follow from them.
          asking(
              v -> "orders between " + v.monthStart() + " and " + v.monthEnd(),
              v ->
                  "SELECT id"
                      + FROM
                      + ("day >= '" + v.monthStart() + "' AND day < '")
                      + (v.monthEnd().plusDays(1) + "'")),
          asking(
              v -> "orders between " + v.monthStart() + " and " + v.monthEnd() + " by month",
              v -> "SELECT id" + FROM + "strftime('%Y-%m', day) = '" + v.month() + "'"),
          asking(
              v -> "orders between " + v.year + "-01-01 and " + v.year + "-12-31 by year",
              v -> "SELECT id" + FROM + "year = " + v.year),
          asking(
              v -> "orders between " + v.day + " and " + v.day.plusDays(v.count) + " to the second",
              v ->
                  "SELECT id"
                      + FROM
                      + ("day BETWEEN '" + v.day + " 00:00:00' AND '")
                      + (v.day.plusDays(v.count) + " 23:59:59'")),
          asking(
              v -> "orders between " + v.day + " and " + v.day.plusDays(1) + ", at most " + v.count,
              v ->
                  "SELECT id"
                      + FROM
                      + ("day >= '" + v.day + "' AND day < '" + v.day.plusDays(2) + "'")
                      + (" LIMIT " + v.count)),
          asking(
              v -> "orders since " + v.day + " or in the month before",
              v ->
                  "SELECT id"
                      + FROM
                      + "day >= '"
                      + v.day.minusMonths(1)
                      + "' OR day > '"
                      + v.day
                      + "'"),
          asking(
              v -> "quarter " + (1 + v.count % 4) + " of " + v.year,
              v ->
                  "SELECT "
                      + (1 + v.count % 4)
                      + " AS q"
                      + FROM
                      + ("day >= '" + v.year + "-0" + (1 + v.count % 4) + "-01'")),
          asking(
              v -> "the first " + v.count + " days of " + v.year,
              v ->
                  "SELECT "
                      + v.count
                      + " AS days"
                      + FROM
                      + ("day BETWEEN '" + v.year + "-01-01' AND '")
                      + (LocalDate.ofYearDay(v.year, 1).plusDays(v.count - 1L) + "'")),
          asking(
              v -> v.count + " or fewer of amount",
              v -> "SELECT id" + FROM + "amount IN (" + v.count + ", " + (v.count - 1) + ")"));

  private static Asking asking(Making question, Making sql) {
    return new Asking(question, sql);
  }

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  @Provide
  Arbitrary<Values> values() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 2100),
            Arbitraries.integers().between(1900, 2098),
            Arbitraries.integers().between(11, 3000),
            Arbitraries.integers().between(0, 9000),
            Arbitraries.of("Spain", "Norway", "New Zealand", "Côte d'Ivoire", "US", "Chad"),
            Arbitraries.of("Ann", "O'Hara", "Bo", "Li Ann", "5", "a\\", "x; y", "日本"))
        .as(
            (count, year, amount, day, country, name) ->
                new Values(
                    count, year, amount, LocalDate.of(2000, 1, 1).plusDays(day), country, name));
  }

  @Provide
  Arbitrary<Asking> askings() {
    return Arbitraries.of(ASKINGS);
  }

  static Pin pin(String question, String sql) {
    Checked checked = SqlChecker.check(sql, SCHEMA);
    assertEquals(List.of(), checked.problems(), sql);
    List<PinParameter> parameters =
        PinParameters.of(question, checked.sql(), checked.filters(), SCHEMA);
    return new Pin(
        question, parameters, checked.sql(), "db", List.of(), Pin.BY_HAND, "me", Instant.EPOCH);
  }

  static Optional<PinBinding> bind(Pin pin, String question) {
    return new PinBook(List.of(pin)).bind("db", question, SCHEMA);
  }

  @Property(tries = 4000)
  void whatIsBoundIsTheSqlOfTheQuestion(
      @ForAll("askings") Asking asking,
      @ForAll("values") Values first,
      @ForAll("values") Values other) {
    Pin pin = pin(asking.question().make(first), asking.sql().make(first));
    bind(pin, asking.question().make(other))
        .ifPresent(
            binding ->
                assertEquals(
                    SqlChecker.check(asking.sql().make(other), SCHEMA).sql(), binding.sql()));
  }

  /** A pin of one question says nothing to another, but for the values. */
  @Property(tries = 2000)
  void anotherQuestionIsNotBound(
      @ForAll("askings") Asking asking,
      @ForAll("askings") Asking another,
      @ForAll("values") Values first,
      @ForAll("values") Values other) {
    Pin pin = pin(asking.question().make(first), asking.sql().make(first));
    if (asking != another) {
      assertTrue(bind(pin, another.question().make(other)).isEmpty());
    }
  }

  /** The shape's text keeps what tells questions apart. */
  @Property
  void aQuestionsWordsAreThoseOfItsNormalForm(@ForAll("values") Values values) {
    for (Asking asking : ASKINGS) {
      String question = asking.question().make(values);
      String normal = QuestionWords.of(question).normal();
      assertEquals(
          normal, QuestionWords.of("  " + question.replace(" in ", " \n in ") + " ? ").normal());
    }
  }
}
