package org.nljdbc.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;
import org.nljdbc.it.databases.DatabaseTest;
import org.nljdbc.it.databases.Rows;

/** A test with a scripted model of its own, and a connection that uses it. */
public abstract class ScriptedTest extends DatabaseTest {

  /** What the model says. */
  @SuppressWarnings("NullAway.Init") // set before each test
  protected Script script;

  /** A connection of our driver. */
  @SuppressWarnings("NullAway.Init") // set before each test
  protected Connection connection;

  /** The model of each test. */
  protected Script newScript() {
    return Script.direct();
  }

  @BeforeEach
  void open() throws SQLException {
    script = newScript();
    connection = open(Map.of());
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    script.close();
  }

  /** Opens another connection to the same model. */
  protected Connection open(Map<String, String> settings) throws SQLException {
    Map<String, String> all = new HashMap<>(script.settings());
    all.putAll(settings);
    return database.open(all);
  }

  /** What the model is, and was asked. */
  protected ScriptedModel model() {
    return script.model();
  }

  /** The rows of a statement through our driver. */
  protected List<String> rows(String sql) throws SQLException {
    return Rows.of(connection, sql);
  }

  /** The rows of a question that the model answers with that SQL, whatever is asked. */
  protected List<String> answered(String sql) throws SQLException {
    String question = "what is found by number " + Math.abs(sql.hashCode());
    model().answer(question, sql);
    return rows("NL: " + question);
  }

  /** The rows of a statement through the bare driver. */
  protected List<String> bareRows(String sql) throws SQLException {
    return Rows.bare(database, sql);
  }

  /** Executes a statement that gives no rows. */
  protected void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Checks that something fails with an SQLException of that state, and returns it. */
  protected static SQLException assertState(String state, Executable work) {
    SQLException thrown = assertThrows(SQLException.class, work);
    assertEquals(state, thrown.getSQLState(), thrown::toString);
    return thrown;
  }
}
