package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.NlStatement;
import org.nljdbc.jdbc.Connections;
import org.nljdbc.settings.Settings;

/** Answers in words, through statements of two real databases. */
class NarrationAtStatementsTest {

  private static final String SQLITE = "jdbc:sqlite::memory:";
  private static final String H2 = "jdbc:h2:mem:";

  private final ScriptedModel model = new ScriptedModel();
  private final Registry registry = new Registry(ScriptedProvider.models(model));

  @AfterEach
  void close() {
    registry.close();
  }

  private Connection connect(String url, Map<String, String> settings) throws SQLException {
    Connection real = DriverManager.getConnection(url);
    try (Statement statement = real.createStatement()) {
      statement.execute("CREATE TABLE pets (id int PRIMARY KEY, name varchar(20))");
      statement.execute("INSERT INTO pets VALUES (1, 'Rex'), (2, 'Tom')");
    }
    return Connections.wrap(
        real, Settings.of(settings), given -> QuestionPipeline.create(registry, given));
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
    try (Connection connection = connect(url, Map.of());
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
    try (Connection connection = connect(url, Map.of());
        Statement statement = connection.createStatement()) {
      assertTrue(statement.execute("NL NARRATE 'the pets'"));
      assertEquals("RULE: There are 2 rows: Rex; and Tom.", told(statement.getResultSet()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void rowsStayHereWithoutSamples(String url) throws SQLException {
    model.then(" name FROM pets WHERE id = 1");
    try (Connection connection = connect(url, Map.of("nl.samples", "0"));
        Statement statement = connection.createStatement()) {
      assertEquals(
          "RULE: The answer is Rex.", told(statement.executeQuery("NL NARRATE: who is number 1")));
      assertEquals(1, model.requests.size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void onlyStatementsNarrate(String url) throws SQLException {
    try (Connection connection = connect(url, Map.of())) {
      SQLException refused =
          assertThrows(
              SQLException.class, () -> connection.prepareStatement("NL NARRATE: the pets"));
      assertEquals("0A000", refused.getSQLState());
      assertThrows(SQLException.class, () -> connection.nativeSQL("NL NARRATE: the pets"));
    }
  }
}
