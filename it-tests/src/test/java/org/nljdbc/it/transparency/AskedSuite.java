package org.nljdbc.it.transparency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.rowset.CachedRowSet;
import javax.sql.rowset.RowSetProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.script.ScriptedTest;
import org.nljdbc.it.transparency.AskedScenario.Query;

/**
 * A question behaves as the SQL that it becomes does through the bare driver, whatever is done with
 * statement and result.
 */
abstract class AskedSuite extends ScriptedTest {

  static final String TABLE = "asked_rows";
  static final String SQL = "SELECT id, name FROM " + TABLE + " ORDER BY id";
  private static final String QUESTION = "the rows of mine";

  static Stream<AskedScenario> scenarios() {
    return Stream.of(AskedScenarios.all(), AskedRowSets.all()).flatMap(List::stream);
  }

  @BeforeEach
  void fill() throws SQLException {
    Rows.update(database, "DROP TABLE IF EXISTS " + TABLE);
    Rows.update(database, "CREATE TABLE " + TABLE + " (id INTEGER PRIMARY KEY, name VARCHAR(40))");
    Rows.update(
        database,
        "INSERT INTO "
            + TABLE
            + " VALUES (1, 'one'), (2, 'two'), (3, 'three'), (4, 'four'), (5, NULL)");
    model().answer(QUESTION, SQL);
  }

  @AfterAll
  void drop() throws SQLException {
    Rows.update(database, "DROP TABLE IF EXISTS " + TABLE);
  }

  /** What is told besides is left out, since the SQL alone has none of it. */
  private Connection quiet() throws SQLException {
    return open(settings());
  }

  private Map<String, String> settings() {
    Map<String, String> all = new LinkedHashMap<>(script.settings());
    all.put("nl.warnSql", "false");
    all.put("nl.sqlComment", "false");
    return all;
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void hasTheOutcomeOfItsSql(AskedScenario scenario) throws Exception {
    List<String> expected;
    try (Connection bare = database.bare()) {
      Query sql = new Query(SQL, "SELECT * FROM (" + SQL + ") q ORDER BY 1");
      expected = outcome(scenario, new Session(database, bare), sql);
    }
    fill();
    try (Connection ours = quiet()) {
      Session session = new Session(database, ours, url());
      Query question =
          new Query("NL '" + QUESTION + "'", "SELECT * FROM NL('" + QUESTION + "') q ORDER BY 1");
      List<String> seen = outcome(scenario, session, question);
      assertEquals(String.join("\n", expected), String.join("\n", seen));
    }
    assertFalse(expected.isEmpty());
    // SQLite has no scrolling, so that some of these end before they ask.
    assertTrue(!model().requests().isEmpty() || database.kind() == Kind.SQLITE, "it was asked");
  }

  /** With the settings of {@link #quiet}. */
  private String url() {
    StringBuilder url = new StringBuilder(database.nlUrl());
    String mark = database.kind() == Kind.H2 ? ";" : "&";
    boolean first = database.kind() != Kind.H2 && url.indexOf("?") < 0;
    for (Map.Entry<String, String> setting : settings().entrySet()) {
      url.append(first ? "?" : mark)
          .append(setting.getKey())
          .append('=')
          .append(setting.getValue());
      first = false;
    }
    return url.toString();
  }

  private static List<String> outcome(AskedScenario scenario, Session session, Query query)
      throws Exception {
    scenario.work().run(session, query);
    return session.log();
  }

  /** JDBC's escapes around a question are the real driver's to read. */
  @Test
  void escapesStandAroundQuestions() throws SQLException {
    String outer = "SELECT {fn UCASE(q.name)} AS n FROM %s q WHERE q.id < {fn ABS(-3)} ORDER BY n";
    assertEquals(
        bareOrState(String.format(outer, "(" + SQL + ")")),
        oursOrState(String.format(outer, "NL('" + QUESTION + "')")));
    String day = "SELECT q.id FROM %s q WHERE {d '2024-05-31'} > {d '2024-05-30'} AND q.id = 1";
    assertEquals(
        bareOrState(String.format(day, "(" + SQL + ")")),
        oursOrState(String.format(day, "(NL: " + QUESTION + ")")));
    String join =
        "SELECT a.id FROM {oj %s a LEFT OUTER JOIN asked_rows b ON a.id = b.id} WHERE a.id = 2";
    assertEquals(
        bareOrState(String.format(join, "(" + SQL + ")")),
        oursOrState(String.format(join, "NL('" + QUESTION + "')")));
  }

  private List<String> bareOrState(String sql) throws SQLException {
    try (Connection bare = database.bare()) {
      return rowsOrState(bare, sql);
    }
  }

  private List<String> oursOrState(String sql) throws SQLException {
    try (Connection ours = quiet()) {
      return rowsOrState(ours, sql);
    }
  }

  private static List<String> rowsOrState(Connection connection, String sql) {
    try {
      return Rows.of(connection, sql);
    } catch (SQLException refused) {
      return List.of("state " + refused.getSQLState() + " " + refused.getErrorCode());
    }
  }

  /** What can run no question says so; what is about no question is the real driver's. */
  @Test
  void callsAndBatchesTakeNoQuestion() throws SQLException {
    assertState("0A000", () -> connection.prepareCall("NL: " + QUESTION));
    assertState("0A000", () -> connection.prepareCall("NL '" + QUESTION + "'", 1003, 1007));
    String call = "{call NL('" + QUESTION + "')}";
    String expected;
    try (Connection bare = database.bare()) {
      expected = called(bare, call);
    }
    assertEquals(expected, called(connection, call));
    try (Statement statement = connection.createStatement()) {
      statement.addBatch("DELETE FROM " + TABLE + " WHERE id = 1");
      assertState("0A000", () -> statement.addBatch("NL: " + QUESTION));
      statement.addBatch("DELETE FROM " + TABLE + " WHERE id = 2");
      assertEquals(2, statement.executeBatch().length);
    }
    assertEquals(List.of("3", "4", "5"), bareRows("SELECT id FROM " + TABLE + " ORDER BY id"));
    assertEquals(0, model().requests().size());
  }

  /** A CachedRowSet has it executed as an update, as it does not see the word SELECT. */
  @Test
  void aRowSetIsToldHowToAsk() throws SQLException {
    try (CachedRowSet cached = RowSetProvider.newFactory().createCachedRowSet()) {
      cached.setCommand("NL: " + QUESTION);
      SQLException refused = assertState("0A000", () -> cached.execute(connection));
      assertTrue(String.valueOf(refused.getMessage()).contains("SELECT * FROM NL('...')"));
    }
  }

  private static String called(Connection connection, String call) {
    try (var statement = connection.prepareCall(call)) {
      return "runs " + statement.execute();
    } catch (SQLException refused) {
      return refused.getClass().getName() + " " + refused.getSQLState();
    }
  }
}
