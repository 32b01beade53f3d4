package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.NlStatement;

/** The same asked in other words, through statements of two real databases. */
class SameMeaningAtStatementsTest extends AtStatements {

  private static final String OLDEST = "SELECT MAX(age) FROM pets";

  private Connection connect(String url, String... settings) throws SQLException {
    Connection real =
        filled(
            url,
            "CREATE TABLE pets (id int PRIMARY KEY, name varchar(20), age int)",
            "INSERT INTO pets VALUES (1, 'William', 3), (2, 'Williams', 9)");
    return fresh(real, settings);
  }

  /** The schema is looked at each time, and one answer has to do. */
  private Connection fresh(Connection real, String... settings) throws SQLException {
    return wrap(real, settings(settings, "nl.tries", "1", "nl.schemaMaxAge", "0"));
  }

  private static int ask(Statement statement, String question) throws SQLException {
    try (ResultSet rows = statement.executeQuery("NL: " + question)) {
      assertTrue(rows.next());
      return rows.getInt(1);
    }
  }

  private static Translation told(Statement statement) throws SQLException {
    return statement.unwrap(NlStatement.class).lastTranslation().orElseThrow();
  }

  private static void pin(Statement statement, String question, String sql) throws SQLException {
    statement.execute("NL PIN '" + question + "' AS '" + sql.replace("'", "''") + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void aPinnedQuestionIsFoundInOtherWords(String url) throws SQLException {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      pin(statement, "What is the highest age of all pets?", OLDEST);
      assertEquals(9, ask(statement, "Find the maximum age of the pets"));
      List<String> warnings = warnings(statement);
      assertTrue(warnings.get(0).contains(" (same meaning): SELECT"), warnings::toString);
      assertEquals(
          "Taken to mean the same as the pinned question: What is the highest age of all pets?"
              + " (nl.semanticCache).",
          warnings.get(1));
      assertEquals("What is the highest age of all pets?", told(statement).sameAs());
      assertEquals("Find the maximum age of the pets", told(statement).question());
      assertEquals(Translation.Source.SAME_MEANING, told(statement).source());
      try (ResultSet shown = statement.executeQuery("NL SHOW 'Find the maximum age of the pets'")) {
        assertTrue(shown.next());
        assertEquals("SAME_MEANING", shown.getString("SOURCE"));
      }
      assertEquals(9, ask(statement, "What is the highest age of all pets?"));
      assertEquals(Translation.Source.VERIFIED, told(statement).source());
      assertEquals("", told(statement).sameAs());
      assertEquals(0, model.requests.size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void aDifferenceGoesToTheModel(String url) throws SQLException {
    model.then(" MIN(age) FROM pets").then(" age FROM pets WHERE name = 'William'");
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      pin(statement, "What is the highest age of all pets?", OLDEST);
      assertEquals(3, ask(statement, "Find the minimum age of the pets"));
      pin(
          statement,
          "show the age of pets named williams",
          "SELECT age FROM pets WHERE name = 'Williams'");
      assertEquals(3, ask(statement, "find the age of pets named william"));
      assertEquals(9, ask(statement, "find the age of pets called williams"));
      assertEquals(2, model.requests.size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void onlyWhereItIsAllowed(String url) throws SQLException {
    model.then(" MAX(id) FROM pets");
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement();
        Connection off = connect(url, "nl.semanticCache", "off");
        Statement plain = off.createStatement();
        Connection strict = connect(url, "nl.lock", "strict");
        Statement refusing = strict.createStatement();
        Connection free = connect(url, "nl.lock", "off")) {
      pin(statement, "What is the highest age of all pets?", OLDEST);
      assertEquals(2, ask(plain, "Find the maximum age of the pets"));
      SQLException refused =
          assertThrows(SQLException.class, () -> ask(refusing, "Find the maximum age of the pets"));
      assertEquals("NL002", refused.getSQLState());
      model.then(" MAX(id) FROM pets");
      assertEquals(2, ask(free.createStatement(), "Find the maximum age of the pets"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void pinsThatDisagreeAnswerNothingElse(String url) throws SQLException {
    model.then(" MAX(age) - 3 FROM pets");
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      pin(statement, "What is the highest age of all pets?", OLDEST);
      pin(statement, "Find the maximum age of pets", "SELECT MAX(id) FROM pets");
      assertEquals(6, ask(statement, "Show the largest age of pets"));
      assertEquals(1, model.requests.size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void whatWasRejectedIsNotTakenAgain(String url) throws SQLException {
    model.then(" MIN(age) FROM pets");
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      pin(statement, "What is the highest age of all pets?", OLDEST);
      assertEquals(9, ask(statement, "Find the maximum age of the pets"));
      statement.execute("NL FEEDBACK DOWN 'Find the maximum age of the pets'");
      assertEquals(3, ask(statement, "Find the maximum age of the pets"));
      assertEquals(9, ask(statement, "What is the highest age of all pets?"));
      assertEquals(1, model.requests.size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void aRightAnswerIsPinnedInItsOwnWords(String url) throws SQLException {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      pin(statement, "What is the highest age of all pets?", OLDEST);
      assertEquals(9, ask(statement, "Find the maximum age of the pets"));
      statement.execute("NL FEEDBACK UP 'Find the maximum age of the pets'");
      statement.execute("NL UNPIN 'What is the highest age of all pets?'");
      assertEquals(9, ask(statement, "Find the maximum age of the pets"));
      assertEquals(Translation.Source.VERIFIED, told(statement).source());
      assertEquals(0, model.requests.size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void anAnswerIsRememberedByItsMeaning(String url) throws SQLException {
    model.then(" MAX(age) FROM pets").then(" MIN(age) FROM pets");
    try (Connection connection = connect(url, "nl.semanticCache", "on");
        Statement statement = connection.createStatement()) {
      assertEquals(9, ask(statement, "What is the highest age of all pets?"));
      assertEquals(9, ask(statement, "Find the maximum age of the pets"));
      List<String> warnings = warnings(statement);
      assertTrue(warnings.get(0).contains(" (same meaning): SELECT"), warnings::toString);
      assertTrue(
          warnings.get(1).contains("asked before: What is the highest age of all pets?"),
          warnings::toString);
      String id = told(statement).id();
      assertEquals(9, ask(statement, "Find the maximum age of the pets"));
      assertEquals(id, told(statement).id());
      assertEquals("What is the highest age of all pets?", told(statement).sameAs());
      assertEquals(1, model.requests.size());
      assertEquals(3, ask(statement, "Find the minimum age of the pets"));
      assertEquals(2, model.requests.size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void aRejectedAnswerIsGoneInAllWords(String url) throws SQLException {
    model.then(" MIN(age) FROM pets").then(" MAX(age) FROM pets");
    try (Connection connection = connect(url, "nl.semanticCache", "on");
        Statement statement = connection.createStatement()) {
      assertEquals(3, ask(statement, "What is the highest age of all pets?"));
      assertEquals(3, ask(statement, "Find the maximum age of the pets"));
      statement.execute("NL FEEDBACK DOWN 'What is the highest age of all pets?'");
      assertEquals(9, ask(statement, "What is the highest age of all pets?"));
      assertEquals(9, ask(statement, "Find the maximum age of the pets"));
      assertEquals(2, model.requests.size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void anAnswerIsOfItsSchemaAndSettingsAlone(String url) throws SQLException {
    for (int i = 0; i < 3; i++) {
      model.then(" MAX(age) FROM pets");
    }
    try (Connection connection = connect(url, "nl.semanticCache", "on");
        Statement statement = connection.createStatement();
        Connection other = connect(url, "nl.semanticCache", "on", "nl.tries", "2");
        Statement elsewhere = other.createStatement()) {
      assertEquals(9, ask(statement, "What is the highest age of all pets?"));
      assertEquals(9, ask(elsewhere, "Find the maximum age of the pets"));
      assertEquals("", told(elsewhere).sameAs());
      statement.execute("ALTER TABLE pets ADD COLUMN size int");
      assertEquals(9, ask(statement, "Find the maximum age of the pets"));
      assertEquals("", told(statement).sameAs());
      assertEquals(3, model.requests.size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void byDefaultAnswersAreOfTheirWordsAlone(String url) throws SQLException {
    model.then(" MAX(age) FROM pets").then(" MAX(age)  FROM pets");
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      assertEquals(9, ask(statement, "What is the highest age of all pets?"));
      assertEquals(9, ask(statement, "Find the maximum age of the pets"));
      assertFalse(warnings(statement).toString().contains("Taken to mean"));
      assertEquals(2, model.requests.size());
    }
  }
}
