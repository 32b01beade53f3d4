package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.jdbc.Connections;
import org.nljdbc.settings.Settings;

/** {@code nl.dialect}: SQL for another database than the one that has the tables. */
class OtherDialectTest {

  private static final String BEGINS = "SELECT id FROM pets WHERE name ~ '^w'";

  @TempDir Path folder;
  private final ScriptedModel model = new ScriptedModel();
  private final Registry registry = new Registry(ScriptedProvider.models(model));

  @AfterEach
  void close() {
    registry.close();
  }

  private Connection connect(String dialect) throws SQLException {
    Connection real = DriverManager.getConnection("jdbc:sqlite::memory:");
    try (Statement statement = real.createStatement()) {
      statement.execute("CREATE TABLE pets (id int PRIMARY KEY, name varchar(20), \"Age\" int)");
      statement.execute("INSERT INTO pets VALUES (1, 'William', 3), (2, 'Williams', 9)");
    }
    Map<String, String> settings =
        Map.of(
            "nl.lockFile",
            folder.resolve("nl.lock").toString(),
            "nl.tries",
            "0",
            "nl.writes",
            "on",
            "nl.dialect",
            dialect);
    return Connections.wrap(
        real, Settings.of(settings), all -> QuestionPipeline.create(registry, all));
  }

  private static String show(Statement statement, String question) throws SQLException {
    try (ResultSet rows = statement.executeQuery("NL SHOW '" + question + "'")) {
      assertTrue(rows.next());
      return rows.getString("SQL");
    }
  }

  @Test
  void itsSqlIsShown() throws SQLException {
    model.then(" id FROM pets WHERE name ~ '^w'");
    try (Connection connection = connect("postgresql");
        Statement statement = connection.createStatement()) {
      assertEquals(BEGINS, show(statement, "pets that begin with w"));
      assertTrue(model.requests.get(0).prompt().toString().contains("PostgreSQL"));
    }
  }

  @Test
  void ourOwnChecksStillHold() throws SQLException {
    model.then(" size FROM nowhere");
    try (Connection connection = connect("postgresql");
        Statement statement = connection.createStatement()) {
      SQLException unknown =
          assertThrows(SQLException.class, () -> show(statement, "sizes of the pets"));
      assertEquals("42000", unknown.getSQLState());
      model.then(" pg_terminate_backend(1)");
      assertThrows(SQLException.class, () -> show(statement, "stop the pets"));
    }
  }

  @Test
  void itIsNotPrepared() throws SQLException {
    try (Connection connection = connect("mysql")) {
      SQLException refused =
          assertThrows(
              SQLException.class, () -> connection.prepareStatement("NL: pets that begin with w"));
      assertEquals("0A000", refused.getSQLState(), refused.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NL: pets that begin with w",
        "NL EXPLAIN 'pets that begin with w'",
        "NL NARRATE 'pets that begin with w'",
        "SELECT * FROM NL('pets that begin with w') q",
        "NL WRITE 'delete pets that begin with w'",
      })
  void itNeverRuns(String asked) throws SQLException {
    try (Connection connection = connect("mysql");
        Statement statement = connection.createStatement()) {
      SQLException refused = assertThrows(SQLException.class, () -> statement.execute(asked));
      assertEquals("0A000", refused.getSQLState(), refused.getMessage());
      assertEquals(0, model.requests.size());
      assertTrue(statement.executeQuery("SELECT 1 FROM pets").next());
    }
  }
}
