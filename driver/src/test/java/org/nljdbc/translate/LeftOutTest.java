package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.prompt.Question;
import org.nljdbc.prompt.Turn;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.settings.Settings;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.values.ValueHit;

class LeftOutTest {

  private static final Schema SCHEMA =
      Schema.of(Dialect.SQLITE, "x", IdentifierRules.INSENSITIVE, null, null, List.of());

  private static List<String> leftOut(String question, String sql, String... values) {
    List<ValueHit> hits =
        Arrays.stream(values).map(value -> new ValueHit("t", "c", value)).toList();
    return new LeftOut(question, hits).of(sql);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "customers with more than 5 orders | SELECT name FROM customers | 5",
        "a grade of 3.8 or above | SELECT a FROM g WHERE g = 'A' | 3.8",
        "incomes over 1,000,000 | SELECT a FROM b WHERE c > 100 | 1,000,000",
        "sold between 2024-01-01 and 2024-03-31 | SELECT a FROM b | 2024-01-01;2024-03-31",
        "orders in 2023 | SELECT a FROM b WHERE d >= '2023-01-01' | in 2023 alone",
        "orders per month in 2026 | SELECT EXTRACT(YEAR FROM d), COUNT(*) FROM o WHERE"
            + " EXTRACT(YEAR FROM d) = 2026 GROUP BY EXTRACT(YEAR FROM d) | \"per month\"",
        "sales by quarter | SELECT SUM(a) FROM b GROUP BY strftime('%Y', d) | \"by quarter\"",
        "over 10,000,000,000,000,000,000 | SELECT a FROM b WHERE c > 100"
            + " | 10,000,000,000,000,000,000",
        "the song \"Last Year\" | SELECT a FROM songs WHERE y = 2023 | \"Last Year\"",
        "detentions of type 'AFTER' | SELECT a FROM detentions | 'AFTER'",
        "grades of 'A+' | SELECT a FROM grades WHERE g = 'B' | 'A+'",
        "orders in March 2023 | SELECT a FROM b WHERE d >= '2023-03-01' | in March 2023 alone",
      })
  void whatIsSaidIsMissed(String question, String sql, String missing) {
    assertEquals(List.of(missing.split(";")), leftOut(question, sql));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "top 5 orders | SELECT id FROM orders ORDER BY total DESC LIMIT 5",
        "at least 6 wins | SELECT a FROM b WHERE wins > 5",
        "orders per month | SELECT TO_CHAR(d, 'YYYY-MM'), COUNT(*) FROM o GROUP BY 1",
        "orders by month | SELECT strftime('%m', d), COUNT(*) FROM o GROUP BY 1",
        "sales by year | SELECT EXTRACT(YEAR FROM d), COUNT(*) FROM o GROUP BY 1",
        "the 1 most expensive | SELECT MAX(price) FROM products",
        "orders of 2024 | SELECT id FROM orders WHERE d LIKE '2024-%'",
        "orders on 2024-03-05 | SELECT id FROM orders WHERE strftime('%Y', d) = '2024'",
        "a margin above 50 percent | SELECT id FROM p WHERE price > 2 * cost",
        "more than 2.5 million | SELECT id FROM p WHERE n > 2500000",
        "more than 10,000 | SELECT id FROM p WHERE n > 10000",
        "paid 0.5 | SELECT id FROM p WHERE n = .5",
        "clubs of \"Linda Smith\" | SELECT a FROM b WHERE f = 'Linda' AND l = 'SMITH'",
        "flight B747 of terminal T2 | SELECT a FROM b",
        "customer :p1 since :p2 | SELECT a FROM b WHERE c = :p1",
        "what's the customer's name? | SELECT name FROM customers",
        "orders in 2023 | SELECT a FROM b WHERE d >= '2023-01-01' AND d < '2024-01-01'",
        "orders in 2023 | SELECT a FROM b WHERE d BETWEEN '2023-01-01' AND '2023-12-31'",
        "orders since 2023 | SELECT a FROM b WHERE d >= '2023-01-01'",
        "orders in 2023 or later | SELECT a FROM b WHERE d >= '2023-01-01'",
        "calls longer than 5 minutes | SELECT a FROM b WHERE ms > 300000",
        "in the last 24 hours | SELECT a FROM b WHERE d > date('now', '-1 day')",
        "after 5 PM | SELECT a FROM b WHERE t > '17:00'",
        "older than 30 | SELECT a FROM b WHERE born < '1996-11-28'",
        "over $100.00 | SELECT a FROM b WHERE c > 100",
        "for 5.50 | SELECT a FROM b WHERE c = 5.5",
        "no. 007 | SELECT a FROM b WHERE c = 7",
        "mehr als 1.000 | SELECT a FROM b WHERE c > 1000",
        "the \"best\" customers | SELECT a FROM b ORDER BY c",
        "hits of the '90s by the artists' fans | SELECT a FROM b",
        "in 2025 | SELECT a FROM b WHERE d > date('now', '-1 year')",
        "~~ | SELECT 1",
      })
  void whatIsThereIsNotMissed(String question, String sql) {
    assertEquals(List.of(), leftOut(question, sql));
  }

  @Test
  void aStoredValueIsMissedWhereTheQuestionHasItSo() {
    String question = "orders shipped by DHL to Spain that were not delivered";
    assertEquals(
        List.of("DHL"), leftOut(question, "SELECT id FROM s WHERE land = 'Spain'", "DHL", "Spain"));
    assertEquals(List.of(), leftOut(question, "SELECT id FROM s WHERE c = 'dhl'", "DHL"));
    assertEquals(List.of(), leftOut("orders by dhl", "SELECT id FROM s", "DHL"));
    assertEquals(List.of(), leftOut("shipped orders", "SELECT id FROM s", "shipped"));
    assertEquals(
        List.of(),
        leftOut("people in York", "SELECT a FROM b WHERE c = 'New York'", "York", "New York"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders in 2023", "orders in March 2023"})
  void aPeriodThatDoesNotEndIsMissedInAMendedAnswerToo(String question) {
    String sql = "SELECT a FROM b WHERE d >= '2023-03-01'";
    assertEquals(1, new LeftOut(question, List.of()).of(sql, sql).size());
  }

  @Property
  void oddQuestionsEndNoQuestion(@ForAll("odd") String question, @ForAll("odd") String sql) {
    List<Turn> earlier = List.of(new Turn(question, "SELECT a FROM b WHERE " + sql));
    Question asked = new Question(question, SCHEMA, List.of());
    assertTrue(new LeftOut(question, List.of(), earlier).of(sql).size() <= question.length() + 9);
    assertTrue(new MadeUp(question, List.of()).in(sql, SCHEMA).size() <= sql.length());
    assertTrue(Undone.in(question, sql).size() <= 20);
    assertEquals("", String.valueOf(Subject.note(asked, "none of it")).replace("null", ""));
    SaidAndDone said = SaidAndDone.of(asked);
    assertTrue(said.differences(sql, sql, List.of(sql), SCHEMA).size() <= 100);
    assertFalse(said.areAlternatives(List.of("]", sql + "["))); // nobody asks for these
  }

  @Provide
  Arbitrary<String> odd() {
    return Arbitraries.of(
            "99999999999999999999",
            "1,000,000,000,000,000,000,000,000",
            "000",
            ",",
            ".5",
            "'",
            "\"",
            "how many",
            "list all the",
            "only",
            "and ",
            "2024-13-99",
            "top 99999999999",
            "%",
            "$1",
            "\\E",
            "(",
            "\u0660",
            "-",
            " ",
            " ",
            "in 2023",
            "older than",
            "per",
            " each ",
            " = ",
            "LIMIT",
            "''")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }

  @Test
  void longFollowUpsAndTextsAreRead() {
    String question = "and ".repeat(20_000) + "only Rome";
    String sql = "SELECT a FROM b WHERE c = '" + "it''s ".repeat(20_000) + "'";
    assertEquals(
        List.of(), new LeftOut(question, List.of(), List.of(new Turn(question, sql))).of(sql));
  }

  @Property
  void anythingCanBeAsked(@ForAll String question, @ForAll String sql) {
    assertTrue(leftOut(question, sql + question).size() <= question.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:sqlite::memory:", "jdbc:h2:mem:"})
  void anAnswerThatSaysAllGoesFirst(String url) throws SQLException {
    ScriptedModel model = new ScriptedModel();
    model.then(" name FROM people", " name FROM people WHERE age > 41");
    model.then(" age FROM people", " name FROM people");
    try (Registry registry = new Registry(ScriptedProvider.models(model));
        Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        Translator pipeline =
            QuestionPipeline.create(
                registry, Settings.of(Map.of("nl.candidates", "2", "nl.ambiguity", "off")))) {
      statement.execute("CREATE TABLE people (name varchar(9), age int)");
      Translation all = pipeline.translate("who is over 41?", connection, Cancellation.NEVER, null);
      assertEquals("SELECT name FROM people WHERE age > 41", all.sql());
      assertEquals(List.of(), all.notes());
      Translation less =
          pipeline.translate("who is over 77?", connection, Cancellation.NEVER, null);
      assertEquals(List.of("the question says 77, and the SQL does not"), less.notes());
    }
  }
}
