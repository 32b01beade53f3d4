package org.nljdbc.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nljdbc.memory.BindingProperties.SCHEMA;
import static org.nljdbc.memory.BindingProperties.bind;
import static org.nljdbc.memory.BindingProperties.pin;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which questions a pin answers with other values, and which not. */
class BindingTest {

  private static final Pin TOP =
      pin("top 5 orders in 2023", "SELECT id FROM orders WHERE year = 2023 LIMIT 5");

  private static final Pin COUNTRY =
      pin(
          "shipped customers in Spain",
          "SELECT name FROM customers WHERE country = 'Spain' AND status = 'shipped'");

  @Test
  void theShapeTellsWhatMayBeAnother() {
    assertEquals("top $1 orders in $2", TOP.normalised());
    assertEquals(
        List.of(
            new PinParameter("$1", LiteralKind.INTEGER, "5"),
            new PinParameter("$2", LiteralKind.YEAR, "2023")),
        TOP.parameters());
    assertEquals("$1 customers in $2", COUNTRY.normalised());
  }

  @ParameterizedTest
  @CsvSource({
    "Top 10 orders in 2024?, SELECT id FROM orders WHERE year = 2024 LIMIT 10",
    "'top 1  orders in 1999.', SELECT id FROM orders WHERE year = 1999 LIMIT 1"
  })
  void bindsOtherValues(String question, String sql) {
    PinBinding binding = bind(TOP, question).orElseThrow();
    assertEquals(sql, binding.sql());
    assertEquals(2, binding.values().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "top orders in 2023",
        "top 5 orders in 12", // not a year
        "top 2022 orders in 2023", // a year where a number was
        "top 5.5 orders in 2023",
        "top 1,000 orders in 2023",
        "top -5 orders in 2023",
        "top 05 orders in 2023",
        "top five orders in 2023",
        "top 5 customers in 2023",
        "top 5 orders in 2023 or 2024",
        "top '5' orders in 2023",
        "top 5% orders in 2023",
        "not top 5 orders in 2023",
        "top 5 orders not in 2023",
        "TOP 5 orders in 2023"
      })
  void leavesOtherQuestionsToTheModel(String question) {
    assertTrue(bind(TOP, question).isEmpty(), () -> bind(TOP, question).orElseThrow().sql());
  }

  @Test
  void valuesWithoutQuotesHaveToBeLookedUp() {
    PinBinding binding = bind(COUNTRY, "late customers in New Zealand").orElseThrow();
    String sql = binding.sql();
    assertEquals(
        "SELECT name FROM customers WHERE country = 'New Zealand' AND status = 'late'", sql);
    assertEquals(List.of(sql.indexOf("'New"), sql.indexOf("'late")), binding.places());
    assertTrue(bind(COUNTRY, "late customers in a very long word list here").isEmpty());
    assertTrue(bind(COUNTRY, "late customers in 2023").isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The same number twice: which is which?
        "top 5 orders over 5 | SELECT id FROM orders WHERE amount > 5 LIMIT 5",
        "5 orders | SELECT id FROM orders WHERE amount = 5 LIMIT 5",
        // Worked out from the question's.
        "orders in 2023 and before | SELECT id FROM orders WHERE year IN (2023, 2022)",
        "five orders in 2023 | SELECT id FROM orders WHERE year = 2023 LIMIT 5",
        "orders in 2023 | SELECT id AS order_2023 FROM orders WHERE year = 2023",
        "Spain in 2023 | SELECT id FROM customers WHERE country = 'ES' AND id = 2023",
        "Spain 2023 | SELECT id FROM customers WHERE country = \"Madrid\" AND id = 2023"
      })
  void takesNoParameterInDoubt(String question, String sql) {
    assertEquals(List.of(), pin(question, sql).parameters());
  }

  @Test
  void aValueOfWhichOtherOnesAreMadeStaysAsItIs() {
    Pin pin =
        pin(
            "top 5 orders of 2023",
            "SELECT id FROM orders WHERE day >= '2023-01-01' AND day <= '2023-12-31' LIMIT 5");
    assertEquals("top $1 orders of 2023", pin.normalised());
    assertTrue(bind(pin, "top 9 orders of 2023").orElseThrow().sql().endsWith("LIMIT 9"));
    assertTrue(bind(pin, "top 9 orders of 2024").isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "day >= '2026-10-01' AND day <= '2026-10-31' | day >= '2026-02-01' AND day <= '2026-02-28'",
        "day >= '2026-10-01' AND day < '2026-11-01' | day >= '2026-02-01' AND day < '2026-03-01'",
        "day >= '2026-10-01 00:00:00' AND day < '2026-11-01 00:00:00'"
            + " | day >= '2026-02-01 00:00:00' AND day < '2026-03-01 00:00:00'",
        "day BETWEEN '2026-10-01' AND '2026-10-31 23:59:59'"
            + " | day BETWEEN '2026-02-01' AND '2026-02-28 23:59:59'",
        "strftime('%Y-%m', day) = '2026-10' | strftime('%Y-%m', day) = '2026-02'",
      })
  void aPeriodIsBoundInTheFormThatTheSqlHas(String pinned, String expected) {
    Pin pin =
        pin("orders between 2026-10-01 and 2026-10-31", "SELECT id FROM orders WHERE " + pinned);
    assertEquals("orders between $1 and $2", pin.normalised());
    assertEquals(
        Optional.of("SELECT id FROM orders WHERE " + expected),
        bind(pin, "orders between 2026-02-01 and 2026-02-28").map(PinBinding::sql));
  }

  @Test
  void aMonthIsBoundToNothingButAMonth() {
    Pin month =
        pin(
            "orders between 2026-10-01 and 2026-10-31",
            "SELECT id FROM orders WHERE strftime('%Y-%m', day) = '2026-10'");
    for (String other :
        List.of(
            "2026-02-01 and 2026-02-27",
            "2026-02-02 and 2026-02-28",
            "2026-02-01 and 2026-03-31",
            "2026-02-28 and 2026-02-01")) {
      assertTrue(bind(month, "orders between " + other).isEmpty(), other);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "day > '2026-10-02' AND day < '2026-11-02'", // whose are these?
        "strftime('%m', day) = '10' AND year = 2026",
        "day >= '2026-10-01' AND day < '2026-12-01'",
      })
  void daysThatAreNotTheQuestionsStay(String sql) {
    Pin pin = pin("orders between 2026-10-01 and 2026-10-31", "SELECT id FROM orders WHERE " + sql);
    assertEquals(List.of(), pin.parameters());
  }

  @Test
  void noDayFollowsTheLastOne() {
    Pin pin = pin("orders until 2026-10-31", "SELECT id FROM orders WHERE day < '2026-11-01'");
    assertTrue(bind(pin, "orders until 9999-12-30").isPresent());
    assertTrue(bind(pin, "orders until 9999-12-31").isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"O'Hara", "x'; DROP TABLE orders; --", "日本"})
  void quotedValuesAreBoundAsText(String value) {
    Pin pin = pin("customers called \"Ann\"", "SELECT id FROM customers WHERE name = 'Ann'");
    assertEquals(
        "SELECT id FROM customers WHERE name = '" + value.replace("'", "''") + "'",
        bind(pin, "customers called \"" + value + "\"").orElseThrow().sql());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\", "a\u0000", "a\nb"})
  void whatDatabasesReadDifferentlyIsNotBound(String value) {
    Pin pin = pin("customers called \"Ann\"", "SELECT id FROM customers WHERE name = 'Ann'");
    assertTrue(bind(pin, "customers called \"" + value + "\"").isEmpty());
  }

  @Test
  void pinsThatDisagreeBindNothing() {
    Pin other = pin("top 7 orders in 2020", "SELECT id FROM orders WHERE year > 2020 LIMIT 7");
    PinBook both = new PinBook(List.of(TOP, other));
    assertTrue(both.bind("db", "top 8 orders in 2021", SCHEMA).isEmpty());
    Pin same = pin("top 7 orders in 2020", "SELECT id FROM orders WHERE year = 2020 LIMIT 7");
    assertEquals(
        Optional.of("SELECT id FROM orders WHERE year = 2021 LIMIT 8"),
        new PinBook(List.of(TOP, same))
            .bind("db", "top 8 orders in 2021", SCHEMA)
            .map(PinBinding::sql));
    assertTrue(both.bind("another database", "top 8 orders in 2021", SCHEMA).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "how many orders, How  many orders?, true",
    "orders of us, orders of US, false",
    "orders of 'Ann', orders of \"Ann\", true",
    "orders of 'Ann', orders of 'ann', false",
    "what's new, whats new, false",
    "a b, 'a, b', false"
  })
  void tellsWhatIsTheSameQuestion(String one, String other, boolean same) {
    assertEquals(same, QuestionWords.of(one).normal().equals(QuestionWords.of(other).normal()));
  }
}
