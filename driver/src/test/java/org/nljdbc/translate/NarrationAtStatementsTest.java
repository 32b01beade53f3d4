package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.NlStatement;

/** Answers in words, through statements of two real databases. */
class NarrationAtStatementsTest extends AtStatements {

  private Connection connect(String url, String... settings) throws SQLException {
    Connection real =
        filled(
            url,
            "CREATE TABLE pets (id int PRIMARY KEY, name varchar(20))",
            "INSERT INTO pets VALUES (1, 'Rex'), (2, 'Tom')");
    return wrap(real, settings);
  }

  private static String told(ResultSet rows) throws SQLException {
    assertTrue(rows.next());
    String told = rows.getString("SOURCE") + ": " + rows.getString("ANSWER");
    assertFalse(rows.next());
    return told;
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void theModelSaysWhatTheRowsBearOut(String url) throws SQLException {
    model.then(" COUNT(*) FROM pets").then("There are 2 pets.");
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      ResultSet rows = statement.executeQuery("NL NARRATE: how many pets?");
      assertEquals("MODEL: There are 2 pets.", told(rows));
      assertEquals(
          "SELECT COUNT(*) FROM pets",
          statement.unwrap(NlStatement.class).lastTranslation().orElseThrow().sql());
      String prompt = model.requests.get(1).prompt().toString();
      assertTrue(prompt.contains("how many pets") && prompt.contains("\n2"), prompt);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void whatItMakesUpIsNotTold(String url) throws SQLException {
    model.then(" name FROM pets ORDER BY id").then("The pets are Rex, Tom and Felix.");
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      assertTrue(statement.execute("NL NARRATE 'the pets'"));
      assertEquals("RULE: There are 2 rows: Rex; and Tom.", told(statement.getResultSet()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void rowsStayHereWithoutSamples(String url) throws SQLException {
    model.then(" name FROM pets WHERE id = 1");
    try (Connection connection = connect(url, "nl.samples", "0");
        Statement statement = connection.createStatement()) {
      assertEquals(
          "RULE: The answer is Rex.", told(statement.executeQuery("NL NARRATE: who is number 1")));
      assertEquals(1, model.requests.size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void onlyStatementsNarrate(String url) throws SQLException {
    try (Connection connection = connect(url)) {
      SQLException refused =
          assertThrows(
              SQLException.class, () -> connection.prepareStatement("NL NARRATE: the pets"));
      assertEquals("0A000", refused.getSQLState());
      assertThrows(SQLException.class, () -> connection.nativeSQL("NL NARRATE: the pets"));
    }
  }
}
