package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.settings.Settings;
import org.nljdbc.spi.Cancellation;

/** Answers that filter by values which the database has otherwise, or not at all. */
class AbsentValueTest {

  private static final String SQLITE = "jdbc:sqlite::memory:";
  private static final String H2 = "jdbc:h2:mem:;CASE_INSENSITIVE_IDENTIFIERS=TRUE";

  /** Says what the answers say, so that nothing else speaks against them. */
  private static final String QUESTION = "which pets: cats, birds, dogg, o hara, ohara, nobo";

  private final ScriptedModel model = new ScriptedModel();
  private final Registry registry = new Registry(ScriptedProvider.models(model));

  @AfterEach
  void close() {
    registry.close();
  }

  private static Connection open(String url) throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE pets (id int PRIMARY KEY, kind varchar(9), owner varchar(9))");
      statement.execute(
          "INSERT INTO pets VALUES (1, 'cat', 'O''Hara'), (2, 'dog', 'Mia'), (3, 'DOG', 'dog')");
    }
    return connection;
  }

  private Translation ask(Connection connection, String... settings) throws SQLException {
    Map<String, String> chosen = settings.length == 0 ? Map.of() : Map.of(settings[0], settings[1]);
    try (Translator pipeline = QuestionPipeline.create(registry, Settings.of(chosen))) {
      return pipeline.translate(QUESTION, connection, Cancellation.NEVER, null);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void theCaseOfAValueIsPutRight(String url) throws SQLException {
    model.then(" id FROM pets p WHERE p.kind = 'Cat' AND owner IN ('o''hara', 'Mia')");
    try (Connection connection = open(url)) {
      Translation translation = ask(connection);
      assertTrue(
          translation.sql().endsWith("kind = 'cat' AND owner IN ('O''Hara', 'Mia')"),
          translation.sql());
      assertEquals(1, model.requests.size());
      assertTrue(
          translation.notes().contains("read 'Cat' as 'cat', which is how it is stored"),
          translation.notes()::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void whatIsStoredInTwoWaysIsLeftAlone(String url) throws SQLException {
    model.then(" id FROM pets WHERE kind = 'Dog'");
    try (Connection connection = open(url)) {
      assertTrue(ask(connection).sql().endsWith("kind = 'Dog'"));
      assertEquals(1, model.requests.size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void anAnswerWithoutAbsentValuesGoesFirst(String url) throws SQLException {
    model
        .then(" id FROM pets WHERE owner = 'cat'")
        .then(" id FROM pets WHERE owner = 'cat'", " id FROM pets WHERE kind = 'cat'");
    try (Connection connection = open(url)) {
      Translation translation = ask(connection);
      assertTrue(translation.sql().endsWith("kind = 'cat'"), translation.sql());
      assertEquals(List.of(), translation.notes());
      assertEquals(4, model.requests.get(1).candidates());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void theFirstAnswerStandsIfNoneIsBetterAndItsNoteTellsWhatIsThere(String url)
      throws SQLException {
    String answer = " id FROM pets WHERE kind = 'cats'";
    model.then(answer).then(answer, " id FROM pets WHERE kind = 'bird'");
    try (Connection connection = open(url)) {
      Translation translation = ask(connection);
      assertTrue(translation.sql().endsWith("kind = 'cats'"), translation.sql());
      String note = translation.notes().get(0).toLowerCase(Locale.ROOT);
      assertTrue(note.startsWith("no row of pets has the value 'cats' in kind."), note);
      assertTrue(note.contains("nearest: 'cat'"), note);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void theNearestValuesAreToldWithTheirRows(String url) throws SQLException {
    model.then(" id FROM pets WHERE kind = 'dogg' OR owner = 'Nobody'");
    try (Connection connection = open(url);
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO pets VALUES (4, 'dog', 'Ann'), (5, 'dog', 'Ann')");
      List<String> notes = ask(connection).notes();
      assertEquals(2, notes.size(), notes::toString);
      String all = notes.toString();
      assertTrue(all.contains("'dog' (3 rows)") && all.contains("'DOG' (1 row)"), all);
      assertTrue(all.contains("'Ann' (2 rows)"), all);
      statement.execute("DELETE FROM pets WHERE id > 3");
      assertTrue(ask(connection).notes().toString().contains("'dog' (1 row)"), "counted anew");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void aValueThatDiffersInAccentsOrMarksIsPutRight(String url) throws SQLException {
    model.then(" id FROM pets WHERE owner = 'O Hara'");
    try (Connection connection = open(url)) {
      assertTrue(ask(connection).sql().endsWith("owner = 'O''Hara'"));
      assertEquals(1, model.requests.size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void theFirstAnswerStandsIfTheModelFailsAtTheSecondLook(String url) throws SQLException {
    model.then(" id FROM pets WHERE kind = 'cats'");
    try (Connection connection = open(url)) {
      assertTrue(ask(connection).sql().endsWith("kind = 'cats'"));
      assertEquals(2, model.requests.size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void theNoteIsNotKeptOnceTheRowIsThere(String url) throws SQLException {
    model.then(" id FROM pets WHERE kind = 'bird'");
    try (Connection connection = open(url);
        Statement statement = connection.createStatement()) {
      assertEquals(1, ask(connection).notes().size());
      assertEquals(1, ask(connection).notes().size());
      statement.execute("INSERT INTO pets VALUES (4, 'bird', 'Mia')");
      assertEquals(List.of(), ask(connection).notes());
      assertEquals(2, model.requests.size(), "a recalled answer asks no model");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void withoutSamplesNoRowIsLookedAt(String url) throws SQLException {
    model.then(" id FROM pets WHERE kind = 'Cat'");
    try (Connection connection = open(url)) {
      Translation translation = ask(connection, "nl.samples", "0");
      assertTrue(translation.sql().endsWith("kind = 'Cat'"), translation.sql());
      assertEquals(List.of(), translation.notes());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void theTransactionGoesOn(String url) throws SQLException {
    model.then(" id FROM pets WHERE kind = 'Cat'");
    try (Connection connection = open(url);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("INSERT INTO pets VALUES (4, 'bird', 'Mia')");
      assertTrue(ask(connection).sql().endsWith("kind = 'cat'"));
      connection.rollback();
      try (var rows = statement.executeQuery("SELECT COUNT(*) FROM pets")) {
        assertTrue(rows.next());
        assertEquals(3, rows.getInt(1));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void codesOfOneLetterAndOfCountriesAreKnown(String url) throws SQLException {
    model.then(" id FROM people WHERE vip = 'Yes' AND sex = 'female' AND land = 'Germany'");
    try (Connection connection = open(url);
        Statement statement = connection.createStatement();
        Translator pipeline = QuestionPipeline.create(registry, Settings.of(Map.of()))) {
      statement.execute(
          "CREATE TABLE people (id int PRIMARY KEY, vip char(1), sex char(1), land char(2))");
      statement.execute(
          "INSERT INTO people VALUES (1, 'Y', 'F', 'DE'), (2, 'N', 'M', 'AT'),"
              + " (3, 'Y', 'M', 'FR')");
      String question = "vip people of Germany who are female";
      Translation translation = pipeline.translate(question, connection, Cancellation.NEVER, null);
      assertTrue(
          translation.sql().endsWith("vip = 'Y' AND sex = 'F' AND land = 'DE'"), translation.sql());
      assertTrue(model.lastMessage().contains("land holds 'DE'"), model.lastMessage());
      assertEquals(3, translation.notes().size(), translation::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void aBooleanIsComparedAsTheDatabaseWantsIt(String url) throws SQLException {
    model.then(" id FROM goods WHERE discontinued = 1");
    try (Connection connection = open(url);
        Statement statement = connection.createStatement();
        Translator pipeline = QuestionPipeline.create(registry, Settings.of(Map.of()))) {
      statement.execute("CREATE TABLE goods (id int PRIMARY KEY, discontinued boolean)");
      String sql =
          pipeline.translate("discontinued goods", connection, Cancellation.NEVER, null).sql();
      assertTrue(sql.endsWith(url.equals(SQLITE) ? "= 1" : "= TRUE"), sql);
    }
  }
}
