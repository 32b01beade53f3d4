package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.spi.Prompt;

/** Pinned questions as examples for others, through statements of two real databases. */
class ExamplesAtStatementsTest extends AtStatements {

  private static final String OF_SPAIN = "SELECT name FROM customers WHERE country = 'Spain'";
  private static final String AVERAGE = "SELECT AVG(born) FROM customers";
  private static final String ASKED = "names of the customers from Norway";

  private Connection connect(String url, String... settings) throws SQLException {
    Connection real =
        filled(
            url,
            "CREATE TABLE customers (id int PRIMARY KEY, name varchar(20), born int, country varchar(20))",
            "CREATE TABLE orders (id int PRIMARY KEY, customer int, total int)",
            "INSERT INTO customers VALUES (1, 'Ann', 1990, 'Spain'), (2, 'Bo', 1980, 'Norway')",
            "INSERT INTO orders VALUES (1, 1, 5)");
    return withExamples(real, settings);
  }

  /** One candidate, since answers here are about something else than the questions. */
  private Connection withExamples(Connection real, String... settings) throws SQLException {
    return wrap(
        real, settings(settings, "nl.examples", "2", "nl.candidates", "1", "nl.schemaMaxAge", "0"));
  }

  private static void pin(Connection connection, String question, String sql) throws SQLException {
    run(connection, "NL PIN '" + question + "' AS '" + sql.replace("'", "''") + "'");
  }

  private static void pinThree(Connection connection) throws SQLException {
    pin(connection, "show customers from Spain by name", OF_SPAIN);
    pin(connection, "average birth year of customers", AVERAGE);
    pin(connection, "total of all orders", "SELECT SUM(total) FROM orders");
  }

  /** The conversation that the model was last shown, without the schema. */
  private List<String> shown() {
    List<Prompt.Message> messages =
        model.requests.get(model.requests.size() - 1).prompt().messages();
    return messages.subList(1, messages.size()).stream().map(Prompt.Message::text).toList();
  }

  private static String fenced(String sql) {
    return "```sql\n" + sql + "\n```";
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void theNearestPinsStandBeforeTheQuestion(String url) throws SQLException {
    model.then(" name FROM customers WHERE country = 'Norway'");
    try (Connection connection = connect(url)) {
      pinThree(connection);
      Translation found = ask(connection, ASKED);
      List<String> shown = shown();
      assertEquals(
          List.of(
              "average birth year of customers",
              fenced(AVERAGE),
              "show customers from Spain by name",
              fenced(OF_SPAIN)),
          shown.subList(0, 4));
      assertEquals(5, shown.size());
      assertTrue(shown.get(4).endsWith(ASKED), shown::toString);
      assertEquals(
          List.of("show customers from Spain by name", "average birth year of customers"),
          found.examples());
      assertEquals(found.examples(), ask(connection, ASKED).examples());
      assertEquals(List.of("EXAMPLE", "EXAMPLE"), parts(connection).subList(1, 3));
      try (Statement statement = connection.createStatement();
          ResultSet prompt = statement.executeQuery("NL PROMPT: " + ASKED)) {
        List<String> texts = new ArrayList<>();
        while (prompt.next()) {
          texts.add(prompt.getString("TEXT"));
        }
        assertEquals(shown, texts.subList(1, 6));
      }
      assertEquals(1, model.requests.size());
    }
  }

  private static List<String> parts(Connection connection) throws SQLException {
    List<String> parts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("NL EXPLAIN: " + ASKED)) {
      while (rows.next()) {
        parts.add(rows.getString("PART"));
      }
    }
    return parts;
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void onlyWhatHoldsIsShown(String url) throws SQLException {
    model.then(" name FROM customers").then(" SUM(total) FROM orders");
    try (Connection connection = connect(url)) {
      pinThree(connection);
      run(connection, "ALTER TABLE customers DROP COLUMN born");
      assertEquals(List.of("show customers from Spain by name"), ask(connection, ASKED).examples());
      run(connection, "DROP TABLE customers");
      assertEquals(
          List.of("total of all orders"), ask(connection, "total of orders and more").examples());
    }
  }

  @ParameterizedTest
  @CsvSource({
    SQLITE + ",nl.exclude,customers",
    H2 + ",nl.exclude,customers",
    SQLITE + ",nl.tables,orders",
    H2 + ",nl.tables,orders",
    SQLITE + ",nl.lock,off",
    H2 + ",nl.examples,0"
  })
  void whatMayNotBeReadIsNotShown(String url, String setting, String value) throws SQLException {
    model.then(" 1");
    try (Connection pinning = connect(url);
        Connection connection = connect(url, setting, value)) {
      pinThree(pinning);
      assertEquals(List.of(), ask(connection, ASKED).examples());
      assertEquals(1, shown().size(), shown()::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void aCorrectionTakesThePlaceOfWhatWasWrong(String url) throws SQLException {
    String right = "SELECT name FROM customers WHERE country = 'Spain' ORDER BY name";
    model.then(" name FROM customers WHERE country = 'Norway'").then(" 1").then(" 2");
    try (Connection connection = connect(url)) {
      pin(connection, "show customers from Spain by name", OF_SPAIN);
      assertTrue(ask(connection, ASKED).sql().endsWith("'Norway'"));
      run(
          connection,
          "NL FEEDBACK DOWN 'show customers from Spain by name' AS '"
              + right.replace("'", "''")
              + "'");
      assertTrue(ask(connection, ASKED).sql().endsWith("1"));
      assertEquals(fenced(right), shown().get(1));
      run(connection, "NL FEEDBACK DOWN 'show customers from Spain by name'");
      assertTrue(ask(connection, ASKED).sql().endsWith("2"));
      assertEquals(1, shown().size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void anAcceptedAnswerIsAnExampleAndARejectedOneIsNot(String url) throws SQLException {
    model.then(" name FROM customers WHERE country = 'Spain'").then(" 1").then(" 2");
    try (Connection connection = connect(url)) {
      assertEquals(List.of(), ask(connection, "customers from Spain by name").examples());
      assertEquals(List.of(), ask(connection, ASKED).examples());
      run(connection, "NL FEEDBACK UP 'customers from Spain by name'");
      assertEquals(List.of("customers from Spain by name"), ask(connection, ASKED).examples());
    }
  }

  @Test
  void aModelWithLittleRoomSeesFewerExamplesRatherThanFewerTables() throws SQLException {
    registry.close();
    model = new ScriptedModel("direct", 400);
    provider = new ScriptedProvider(model, 0);
    registry = registry(provider);
    model.then(" name FROM customers WHERE country = 'Norway'");
    String longSql = OF_SPAIN + " AND 'filler' <> '" + "x".repeat(500) + "'";
    try (Connection connection = connect(SQLITE)) {
      pin(connection, "show customers from Spain by name", OF_SPAIN);
      pin(connection, "show the customers from Spain", longSql);
      Translation found = ask(connection, ASKED);
      assertEquals(List.of(), found.notes());
      assertTrue(found.examples().size() < 2, found.examples()::toString);
    }
  }

  @Test
  void aThinkingModelReadsThemBeforeTheQuestion() throws SQLException {
    registry.close();
    model = new ScriptedModel("arctic-r1", 32_768);
    provider = new ScriptedProvider(model, 0);
    registry = registry(provider);
    model.then("</think><answer>\n```sql\nSELECT 1\n```");
    try (Connection connection = connect(SQLITE)) {
      pinThree(connection);
      ask(connection, ASKED);
      String user = shown().get(0);
      assertTrue(
          user.contains(
              "A question like it: show customers from Spain by name\nAnswered by: "
                  + OF_SPAIN
                  + "\nTo be answered now: "
                  + ASKED),
          user);
    }
  }
}
