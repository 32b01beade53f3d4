package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people say of answers, through statements of two real databases. */
class FeedbackAtStatementsTest extends AtStatements {

  private Connection connect(String url) throws SQLException {
    return connect(url, registry, "on");
  }

  private Connection connect(String url, Registry process, String lock) throws SQLException {
    Connection real =
        filled(
            url,
            "CREATE TABLE pets (id int PRIMARY KEY, age int)",
            "INSERT INTO pets VALUES (1, 3), (2, 9)");
    return wrap(process, real, "nl.tries", "1", "nl.lock", lock, "nl.semanticCache", "on");
  }

  private static int ask(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      assertTrue(rows.next());
      return rows.getInt(1);
    }
  }

  private static String tell(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      assertTrue(rows.next());
      String told = rows.getString("STATUS") + ": " + rows.getString("SQL");
      assertFalse(rows.next());
      return told;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void aWrongAnswerIsNotGivenAgain(String url) throws SQLException {
    model
        .then(" MIN(age) FROM pets")
        .then(" MIN(age)  FROM pets", " MAX(age) FROM pets")
        .then(" MIN(age) FROM pets", " AVG(age) FROM pets");
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      assertEquals(3, ask(statement, "NL: the oldest age"));
      assertEquals(
          "rejected: SELECT MIN(age) FROM pets",
          tell(statement, "NL FEEDBACK DOWN: the oldest age"));
      assertEquals(9, ask(statement, "NL: the oldest age"));
      String prompt = model.requests.get(1).prompt().toString();
      assertTrue(prompt.contains("The user says that this does not answer"), prompt);
      assertEquals(9, ask(statement, "NL: the oldest age"));
      assertEquals(2, model.requests.size());
      // A second one is rejected as well; neither comes back.
      tell(statement, "nl feedback down 'the oldest age'");
      assertEquals(6, ask(statement, "NL: the oldest age"));
    }
  }

  /** Two databases that share a process, a lock file and the words of a question. */
  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void theSameQuestionToAnotherDatabaseKeepsItsAnswer(String url) throws SQLException {
    model.then(" MIN(age) FROM pets").then(" MAX(id) FROM planets");
    String another =
        url.equals(SQLITE) ? "jdbc:sqlite:" + folder.resolve("other.db") : url + "other";
    try (Connection connection = connect(url);
        Connection other = connect(another);
        Statement statement = connection.createStatement();
        Statement elsewhere = other.createStatement()) {
      elsewhere.execute("CREATE TABLE planets (id int)");
      elsewhere.execute("INSERT INTO planets VALUES (1)");
      assertEquals(3, ask(statement, "NL: the oldest"));
      assertEquals(1, ask(elsewhere, "NL: the oldest"));
      assertEquals(
          "rejected: SELECT MIN(age) FROM pets", tell(statement, "NL FEEDBACK DOWN: the oldest"));
      assertEquals(1, ask(elsewhere, "NL: the oldest"));
      assertEquals(2, model.requests.size());
    }
  }

  /** Its rows and columns tell a schema, not which database it is. */
  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void anAnswerIsRejectedThoughTheSchemaHasChangedSince(String url) throws SQLException {
    model.then(" MIN(age) FROM pets").then(" MIN(age) FROM pets").then(" MAX(age) FROM pets");
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      assertEquals(3, ask(statement, "NL: the oldest"));
      statement.execute("CREATE TABLE planets (id int)");
      assertEquals(3, ask(statement, "NL: the oldest"));
      assertEquals(2, model.requests.size());
      statement.execute("CREATE TABLE moons (id int)");
      assertEquals(
          "rejected: SELECT MIN(age) FROM pets", tell(statement, "NL FEEDBACK DOWN: the oldest"));
      assertEquals(0, registry.translations().asMap().size());
      assertEquals(9, ask(statement, "NL: the oldest"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void theRightSqlIsKept(String url) throws SQLException {
    model.then(" MIN(age) FROM pets");
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      assertEquals(3, ask(statement, "NL: the oldest age"));
      assertEquals(
          "pinned: SELECT MAX(age) FROM pets",
          tell(statement, "NL FEEDBACK DOWN 'the oldest age' AS 'SELECT MAX(age) FROM pets'"));
      assertEquals(9, ask(statement, "NL: the oldest age"));
      assertEquals(1, model.requests.size());
      SQLException wrong =
          assertThrows(
              SQLException.class,
              () -> tell(statement, "NL FEEDBACK DOWN 'x' AS 'DELETE FROM pets'"));
      assertEquals("42000", wrong.getSQLState());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void aRightAnswerIsKeptAndMayBeRejectedLater(String url) throws SQLException {
    model.then(" MAX(age) FROM pets").then(" MIN(age) FROM pets");
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      assertEquals(9, ask(statement, "NL: the oldest age"));
      assertEquals(
          "pinned: SELECT MAX(age) FROM pets", tell(statement, "NL FEEDBACK UP: the oldest age"));
      registry.translations().invalidateAll();
      assertEquals(9, ask(statement, "NL: the oldest age"));
      assertEquals(1, model.requests.size());
      assertEquals(
          "rejected: SELECT MAX(age) FROM pets",
          tell(statement, "NL FEEDBACK DOWN: the oldest age"));
      assertEquals(3, ask(statement, "NL: the oldest age"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void whatWasNeverAskedCannotBeRejected(String url) throws SQLException {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      for (String sql :
          new String[] {
            "NL FEEDBACK DOWN: never asked", "NL FEEDBACK: what", "NL FEEDBACK SIDEWAYS: what"
          }) {
        SQLException refused = assertThrows(SQLException.class, () -> tell(statement, sql));
        assertEquals("42000", refused.getSQLState(), refused::getMessage);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void anotherProcessHearsOfItWithoutARestart(String url) throws SQLException {
    model.then(" MIN(age) FROM pets");
    ScriptedModel others = new ScriptedModel();
    others.then(" MIN(age) FROM pets").then(" MAX(age) FROM pets").then(" MAX(age) FROM pets");
    try (Registry another = new Registry(ScriptedProvider.models(others));
        Connection here = connect(url);
        Statement statement = here.createStatement();
        Connection there = connect(url, another, "on");
        Statement elsewhere = there.createStatement()) {
      assertEquals(3, ask(elsewhere, "NL: What is the highest age of all pets?"));
      assertEquals(3, ask(elsewhere, "NL: Find the maximum age of the pets"));
      assertEquals(1, others.requests.size());
      assertEquals(3, ask(statement, "NL: What is the highest age of all pets?"));
      tell(statement, "NL FEEDBACK DOWN: What is the highest age of all pets?");
      // What the other process remembers is wrong, for these words and for those of that meaning.
      assertEquals(9, ask(elsewhere, "NL: What is the highest age of all pets?"));
      String prompt = others.requests.get(1).prompt().toString();
      assertTrue(prompt.contains("The user says that this does not answer"), prompt);
      assertEquals(9, ask(elsewhere, "NL: Find the maximum age of the pets"));
      assertEquals(
          "pinned: SELECT MIN(age) FROM pets",
          tell(
              elsewhere,
              "NL PIN 'What is the highest age of all pets?' AS 'SELECT MIN(age) FROM pets'"));
      tell(elsewhere, "NL UNPIN: what is the highest age of all pets?");
    }
    try (Registry later =
            new Registry(ScriptedProvider.models(others.then(" MIN(age) FROM pets")));
        Connection connection = connect(url, later, "on");
        Statement statement = connection.createStatement()) {
      // It was pinned after all, so it is rejected no more.
      others.requests.clear();
      ask(statement, "NL: What is the highest age of all pets?");
      assertFalse(
          others.requests.get(0).prompt().toString().contains("The user says"), others::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void withoutFilesItIsOfThisProcess(String url) throws SQLException {
    model.then(" MIN(age) FROM pets").then(" MAX(age) FROM pets");
    try (Connection connection = connect(url, registry, "off");
        Statement statement = connection.createStatement()) {
      assertEquals(3, ask(statement, "NL: the oldest age"));
      tell(statement, "NL FEEDBACK DOWN: the oldest age");
      assertEquals(9, ask(statement, "NL: the oldest age"));
      assertFalse(Files.exists(folder.resolve("nl.rejected")));
    }
  }
}
