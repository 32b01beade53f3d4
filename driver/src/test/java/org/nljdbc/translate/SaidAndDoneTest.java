package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.prompt.Question;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.IdentifierRules;
import org.nljdbc.schema.Schema;
import org.nljdbc.settings.Settings;
import org.nljdbc.spi.Cancellation;

class SaidAndDoneTest {

  private static final Schema SCHEMA =
      Schema.of(Dialect.SQLITE, "x", IdentifierRules.INSENSITIVE, null, null, List.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "agents that never had a call | SELECT a FROM b JOIN c WHERE x = 'N' | looks for nothing",
        "tickets that are not closed | SELECT id FROM t WHERE s = 'open' | leaves nothing out",
        "average rating of shops | SELECT SUM(rating) FROM shops | takes no mean",
        "share of late trains | SELECT SUM(n) FROM t WHERE late = 1 | divides nothing",
        "total fees by month | SELECT SUM(fee) FROM v | makes no groups",
        "visits per doctor | SELECT SUM(n) FROM visits | makes no groups",
        "tickets by status | SELECT status FROM t GROUP BY status | counts nothing",
        "how many different drugs? | SELECT COUNT(drug) FROM p | same several times",
        "parts from Oslo or Rome | SELECT a FROM p WHERE c = 1 INTERSECT SELECT a FROM p | at once",
        "duplicate patients | SELECT a, b FROM patients | compares no rows",
        "the newest ticket | SELECT id FROM t | neither orders",
        "top 3 goods per kind | SELECT a FROM g ORDER BY n DESC LIMIT 3 | limits all rows",
        "the longest visit of each doctor | SELECT a FROM v ORDER BY d DESC LIMIT 1 | limits all",
        "newest ticket of each shop | SELECT a FROM t ORDER BY d DESC | makes no groups",
        "unpaid bills | SELECT COUNT(*) FROM bills WHERE paid = 0 | does not ask how many",
      })
  void whatIsAskedForAndNotDoneIsFound(String question, String sql, String note) {
    List<String> notes = Undone.in(question, sql);
    assertEquals(1, notes.size(), notes::toString);
    assertTrue(notes.get(0).contains(note), notes::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "agents that never had a call | SELECT a FROM b WHERE id NOT IN (SELECT b FROM c)",
        "agents that are not active | SELECT a FROM b WHERE active = 'N'",
        "both 3 or more legs and a tail | SELECT a FROM b WHERE l > 2 INTERSECT SELECT a FROM b",
        "cats or dogs that also swim | SELECT a FROM b WHERE k = 1 OR k = 2 INTERSECT SELECT a",
        "not only films but also books | SELECT a FROM b WHERE k = 'f'",
        "average rating of shops | SELECT average_rating FROM shops",
        "share of late trains | SELECT AVG(late) FROM t",
        "average number of calls per day | SELECT AVG(n) FROM days",
        "total pages per minute | SELECT SUM(pages_per_minute) FROM t",
        "orders shipped by DHL | SELECT id FROM o WHERE c = 'DHL'",
        "names of people ordered by year | SELECT name FROM p ORDER BY year",
        "top 3 goods per kind | SELECT a FROM (SELECT ROW_NUMBER() OVER (PARTITION BY k) n) LIMIT 9",
        "how often was it sold? | SELECT COUNT(*) FROM sales",
        "who is currently here? | SELECT n FROM p WHERE is_here",
        "who is still here? | SELECT n FROM p WHERE left_on IS NULL",
        "are there unpaid bills? | SELECT COUNT(*) FROM bills WHERE paid = 0",
        "the newest ticket | SELECT MAX(created) FROM t",
      })
  void whatIsDoneIsNot(String question, String sql) {
    assertEquals(List.of(), Undone.in(question, sql));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "visits in November | SELECT a FROM v WHERE d LIKE '2023-11%' | '2023-11%'",
        "sales of last year | SELECT a FROM v WHERE strftime('%Y', d) = '2022' | '2022'",
        "users that are logged in | SELECT a FROM u WHERE login = 'admin' | 'admin'",
        "the longest trips | SELECT a FROM t ORDER BY n DESC LIMIT 3 | 3",
      })
  void whatNobodyHasSaidIsFound(String question, String sql, String value) {
    assertEquals(
        List.of("the SQL says " + value + ", and the question does not"),
        new MadeUp(question, List.of()).in(sql, SCHEMA));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT COUNT(*) FROM p WHERE is_smoker = 0",
        "SELECT name FROM p AS t WHERE t.is_smoker = 'Y' AND age > 3",
        "SELECT name FROM p WHERE is_smoker <> TRUE",
      })
  void aFlagThatNobodySpeaksOfIsFound(String sql) {
    String note = "the SQL asks for is_smoker, and the question does not";
    assertEquals(List.of(note), new MadeUp("who is still here?", List.of()).in(sql, SCHEMA));
    assertEquals(List.of(), new MadeUp("who smokes?", List.of()).in(sql, SCHEMA));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "cancellations in 2023 | SELECT a FROM o WHERE s = 'cancelled' AND d < '2024-01-01'",
        "flights from LA | SELECT a FROM f WHERE c = 'Los Angeles'",
        "active members | SELECT a FROM m WHERE active = 'Yes' AND d <= date('now')",
        "the three longest trips | SELECT a FROM t ORDER BY n DESC LIMIT 3",
        "the third grade of '98 | SELECT a FROM t WHERE g = 3 AND y = 1998",
        "women | SELECT a FROM p WHERE gender = 'F'",
        "the share of it | SELECT 100.0 * SUM(a) / COUNT(*) FROM p",
        "rows that do not read | SELECT 'it",
      })
  void whatIsSaidOrNeedsNoSayingIsNot(String question, String sql) {
    assertEquals(List.of(), new MadeUp(question, List.of()).in(sql, SCHEMA));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "people in Rome or Oslo older than 30 | Rome;Oslo | true",
        "people in oslo, Rome and in Paris | Rome;Oslo;Paris | true",
        "grade 3 or 4 | 3;4 | true",
        "cancelled orders, or pending ones above 100 | cancelled;pending | false",
        "cancelled, or pending with a total above 100 | cancelled;pending | false",
        "either Rome or Oslo | Rome;Oslo | false",
        "in Rome with 3 or in Oslo | Rome;Oslo | false",
        "grade 13 or 4 | 3;4 | false",
        "grade 3 or 45 | 3;4 | false",
      })
  void alternativesStandNextToEachOther(String question, String values, boolean are) {
    SaidAndDone said = SaidAndDone.of(new Question(question, SCHEMA, List.of()));
    assertEquals(are, said.areAlternatives(List.of(values.split(";"))));
  }

  @Property
  void anythingCanBeHeldAgainstAnything(@ForAll String question, @ForAll String sql) {
    assertTrue(Undone.in(question, sql).size() <= 20);
    assertTrue(new MadeUp(question, List.of()).in(sql, SCHEMA).size() <= sql.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:sqlite::memory:", "jdbc:h2:mem:"})
  void theAnswerThatDoesItGoesFirstAndElseTheUserIsTold(String url) throws SQLException {
    ScriptedModel model = new ScriptedModel();
    model.then(
        " p.name FROM people AS p JOIN calls AS c ON p.id = c.person",
        " name FROM people WHERE id NOT IN (SELECT person FROM calls)");
    model.then(" p.name FROM people AS p JOIN calls AS c ON p.id = c.person", " name FROM nobody");
    try (Registry registry = new Registry(ScriptedProvider.models(model));
        Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        Translator pipeline =
            QuestionPipeline.create(
                registry, Settings.of(Map.of("nl.candidates", "2", "nl.ambiguity", "off")))) {
      statement.execute("CREATE TABLE people (id int PRIMARY KEY, name varchar(9))");
      statement.execute("CREATE TABLE calls (id int PRIMARY KEY, person int)");
      Translation done =
          pipeline.translate("who never called?", connection, Cancellation.NEVER, null);
      assertEquals(
          "SELECT name FROM people WHERE id NOT IN"
              + " (SELECT person FROM calls WHERE person IS NOT NULL)",
          done.sql());
      Translation other =
          pipeline.translate("all the people", connection, Cancellation.NEVER, null);
      assertEquals(
          List.of("the SQL joins calls, which the question does not speak of"), other.notes());
    }
  }
}
