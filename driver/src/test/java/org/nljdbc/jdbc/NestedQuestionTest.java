package org.nljdbc.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nljdbc.NlStatement;
import org.nljdbc.translate.Translation;

/** Questions within SQL, through statements of two real databases, with a scripted translator. */
class NestedQuestionTest {

  private static final String NAMES = "SELECT id, name FROM t ORDER BY id";
  private static final String WRONG = "SELECT nonsense FROM t";
  private static final List<String> ALL = List.of("1", "2", "3");

  static Stream<Connection> databases() throws SQLException {
    return Stream.of(Fixtures.h2(), Fixtures.sqlite());
  }

  private static List<String> first(ResultSet rows) throws SQLException {
    List<String> values = new ArrayList<>();
    while (rows.next()) {
      values.add(rows.getString(1));
    }
    return values;
  }

  private static List<String> messages(Statement statement) throws SQLException {
    List<String> messages = new ArrayList<>();
    for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
      messages.add(String.valueOf(w.getMessage()));
    }
    return messages;
  }

  /** Each tool's way to wrap a statement, and the table function's places. */
  @ParameterizedTest
  @MethodSource("databases")
  void answersWhereverATableMayStand(Connection real) throws SQLException {
    ScriptedTranslator translator = new ScriptedTranslator();
    try (Connection connection = Fixtures.wrap(real, translator);
        Statement statement = connection.createStatement()) {
      for (String sql :
          List.of(
              "SELECT id FROM NL('all names?')",
              "SELECT nl.id FROM NL('all names?') ORDER BY 1",
              "SELECT q.id FROM t JOIN NL('all names?') AS q ON q.id = t.id ORDER BY t.id",
              "SELECT id FROM t WHERE id IN (SELECT id FROM NL('all names?') q) ORDER BY id",
              "WITH q AS (SELECT * FROM NL('all names?') x) SELECT id FROM q ORDER BY id",
              "WITH q AS (NL 'all names?') SELECT id FROM q ORDER BY id",
              "SELECT * FROM (\nNL: all names?\n) z_q WHERE name <> 'it''s' ORDER BY 1",
              "SELECT * FROM (NL 'all names?') spark_gen_0 WHERE 1=1",
              "SELECT * FROM (NL('all names?')) \"Custom SQL Query\" LIMIT 3",
              "-- Metabase:: userID: 1\nSELECT * FROM (NL: all names?) \"source\" LIMIT 2000")) {
        translator.then(NAMES, NAMES);
        ResultSet rows = statement.executeQuery(sql);
        assertSame(statement, rows.getStatement());
        assertEquals(ALL, first(rows), sql);
        assertTrue(statement.execute(sql));
        assertEquals(ALL, first(statement.getResultSet()), sql);
      }
      translator.then(NAMES, NAMES, NAMES);
      assertEquals(
          List.of("3"),
          first(statement.executeQuery("SELECT COUNT(*) FROM (NL: all names?\n) dbvrcnt")));
      assertEquals(
          List.of(), first(statement.executeQuery("SELECT * FROM (NL 'all names?') x WHERE 1=0")));
      statement.setMaxRows(2);
      assertEquals(
          List.of("1", "2"), first(statement.executeQuery("SELECT * FROM NL('all names?')")));
      assertEquals(List.of("all names?"), translator.questions.stream().distinct().toList());
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void takesSelectsOfEveryShape(Connection real) throws SQLException {
    ScriptedTranslator translator = new ScriptedTranslator();
    try (Connection connection = Fixtures.wrap(real, translator);
        Statement statement = connection.createStatement()) {
      for (String sql :
          List.of(
              "SELECT id FROM t ORDER BY id LIMIT 3",
              "SELECT id FROM t WHERE id < 3 UNION SELECT 3 ORDER BY 1",
              "WITH a AS (SELECT id FROM t) SELECT id FROM a ORDER BY id",
              "SELECT DISTINCT id FROM t GROUP BY id HAVING COUNT(*) = 1 ORDER BY 1",
              "SELECT id FROM (SELECT id FROM t) x")) {
        translator.then(sql, sql);
        assertEquals(ALL, first(statement.executeQuery("SELECT id FROM NL('a') ORDER BY id")), sql);
        assertEquals(
            List.of("3"), first(statement.executeQuery("SELECT COUNT(*) FROM (NL: a) n")), sql);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void tellsOfEachQuestionAndOfTheWhole(Connection real) throws SQLException {
    ScriptedTranslator translator =
        new ScriptedTranslator("SELECT id FROM t", "SELECT 2 AS two", "SELECT id FROM t");
    translator.notes.add("A note.");
    try (Connection connection = Fixtures.wrap(real, translator);
        Statement statement = connection.createStatement()) {
      assertEquals(
          List.of("2"),
          first(
              statement.executeQuery(
                  "SELECT a.id FROM NL('what''s all') a JOIN (NL: two) b ON a.id = b.two")));
      assertEquals(List.of("what's all", "two"), translator.questions);
      assertEquals(
          List.of(
              "NL q1: SELECT id FROM t",
              "A note.",
              "NL q1: SELECT 2 AS two",
              "A note.",
              "NL statement: SELECT a.id FROM (SELECT id FROM t) a JOIN (SELECT 2 AS two) b"
                  + " ON a.id = b.two"),
          messages(statement));
      NlStatement told = statement.unwrap(NlStatement.class);
      assertEquals(
          List.of("what's all", "two"),
          told.lastTranslations().stream().map(Translation::question).toList());
      assertEquals("what's all", told.lastTranslation().orElseThrow().question());
      statement.clearWarnings();
      assertNull(statement.getWarnings());
      statement.executeQuery("SELECT 1");
      assertEquals(List.of(), told.lastTranslations());
      String written = connection.nativeSQL("SELECT id FROM NL('all') q");
      assertEquals("SELECT id FROM (SELECT id FROM t) q", written);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void theUsersOwnStatementMayWrite(Connection real) throws SQLException {
    ScriptedTranslator translator = new ScriptedTranslator(NAMES, NAMES, NAMES, "SELECT 1 AS one");
    try (Connection connection = Fixtures.wrap(real, translator);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE u(id INT, name VARCHAR(20))");
      String copy = "INSERT INTO u SELECT * FROM NL('all') q";
      assertEquals(3, statement.executeUpdate(copy));
      assertEquals(2, messages(statement).size());
      assertFalse(statement.execute(copy));
      assertEquals(3, statement.getUpdateCount());
      int before = translator.schemaChanges;
      assertFalse(statement.execute("CREATE VIEW v AS SELECT * FROM NL('all') q"));
      assertEquals(before + 1, translator.schemaChanges);
      assertEquals(ALL, first(statement.executeQuery("SELECT id FROM v ORDER BY id")));
      assertEquals(
          6, statement.executeUpdate("DELETE FROM u WHERE 1 IN (SELECT one FROM NL('one') q)"));
    }
  }

  @Test
  void everyWayOfUpdatingTakesQuestionsWithin() throws SQLException {
    ScriptedTranslator translator = new ScriptedTranslator();
    try (Connection connection = Fixtures.wrap(Fixtures.h2(), translator);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE u(id INT, name VARCHAR(20))");
      String copy = "INSERT INTO u SELECT * FROM NL('all') q";
      String[] columns = {"ID"};
      int[] indexes = {1};
      translator.then(NAMES, NAMES, NAMES, NAMES, NAMES, NAMES, NAMES, NAMES);
      assertEquals(3, statement.executeUpdate(copy));
      assertEquals(3, statement.executeUpdate(copy, Statement.NO_GENERATED_KEYS));
      assertEquals(3, statement.executeUpdate(copy, indexes));
      assertEquals(3, statement.executeUpdate(copy, columns));
      assertEquals(3, statement.executeLargeUpdate(copy));
      assertEquals(3, statement.executeLargeUpdate(copy, Statement.NO_GENERATED_KEYS));
      assertEquals(3, statement.executeLargeUpdate(copy, indexes));
      assertEquals(3, statement.executeLargeUpdate(copy, columns));
      for (Executable refused :
          List.<Executable>of(
              () -> statement.addBatch(copy),
              () -> connection.prepareCall(copy),
              () -> statement.executeUpdate("NL: all"))) {
        assertEquals("0A000", assertThrows(SQLException.class, refused).getSQLState());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void markersOutsideTheQuestionsStayMarkers(Connection real) throws SQLException {
    ScriptedTranslator translator = new ScriptedTranslator(NAMES, NAMES);
    try (Connection connection = Fixtures.wrap(real, translator)) {
      try (PreparedStatement prepared =
          connection.prepareStatement("SELECT id FROM NL('which names?') q WHERE id = ?")) {
        assertEquals(List.of("which names?"), translator.questions);
        assertEquals(1, prepared.getParameterMetaData().getParameterCount());
        assertEquals(1, prepared.getMetaData().getColumnCount());
        assertEquals(2, messages(prepared).size());
        for (int id = 1; id <= 3; id++) {
          prepared.setInt(1, id);
          assertEquals(List.of(String.valueOf(id)), first(prepared.executeQuery()));
        }
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE u(id INT, name VARCHAR(20))");
      }
      try (PreparedStatement prepared =
          connection.prepareStatement("INSERT INTO u SELECT * FROM NL('all') q WHERE id > ?")) {
        prepared.setInt(1, 1);
        assertEquals(2, prepared.executeUpdate());
        prepared.setInt(1, 2);
        prepared.addBatch();
        assertEquals(1, prepared.executeBatch()[0]);
        assertEquals(2, messages(prepared).size());
      }
      assertEquals(2, translator.questions.size());
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void oneQuestionIsRepairedAndMoreAreNot(Connection real) throws SQLException {
    ScriptedTranslator translator = new ScriptedTranslator(WRONG, NAMES, WRONG, NAMES, WRONG);
    try (Connection connection = Fixtures.wrap(real, translator);
        Statement statement = connection.createStatement()) {
      assertEquals(ALL, first(statement.executeQuery("SELECT id FROM NL('a') q")));
      assertEquals(1, translator.repaired.size());
      assertTrue(messages(statement).get(1).contains(NAMES));
      for (String sql :
          List.of("SELECT 1 FROM NL('a') a, NL('b') b", "INSERT INTO t SELECT * FROM NL('c') q")) {
        assertThrows(SQLException.class, () -> statement.execute(sql));
      }
      assertEquals(1, translator.repaired.size());
    }
  }

  @Test
  void eachFailureIsTakenBack() throws SQLException {
    Connection real = mock(Connection.class);
    Statement statement = mock(Statement.class);
    DatabaseMetaData metaData = mock(DatabaseMetaData.class);
    Savepoint savepoint = mock(Savepoint.class);
    SQLException refusal = new SQLException("no", "42703");
    when(real.getMetaData()).thenReturn(metaData);
    when(metaData.getDatabaseProductName()).thenReturn("PostgreSQL");
    when(real.createStatement()).thenReturn(statement);
    when(real.setSavepoint()).thenReturn(savepoint);
    when(statement.executeQuery("SELECT 1 FROM (BAD) a, (BAD) nl2")).thenThrow(refusal);
    Statement asking = Fixtures.wrap(real, new ScriptedTranslator("BAD", "BAD")).createStatement();
    String sql = "SELECT 1 FROM NL('a') a, NL('b')";
    assertSame(refusal, assertThrows(SQLException.class, () -> asking.executeQuery(sql)));
    verify(real).rollback(savepoint);
    verify(real, never()).rollback();
  }

  static Stream<Arguments> products() {
    return Stream.of(
        Arguments.of("PostgreSQL", "E'\\' FROM NL('a') q -- '", "ordinary"),
        Arguments.of("MySQL", "'\\' FROM NL('a') q -- '", "ordinary"),
        Arguments.of("MariaDB", "'1' # FROM NL('a') q", "ordinary"),
        Arguments.of("SQLite", "[ FROM NL('a') q]", "ordinary"),
        Arguments.of("H2", "$$ FROM NL('a') q $$", "ordinary"),
        Arguments.of("Unheard-of", "$$ FROM NL('a') q $$", "ordinary"),
        Arguments.of("PostgreSQL", "1 FROM NL('a') q", "nested"),
        Arguments.of("MySQL", "1 FROM NL('a') q", "nested"),
        Arguments.of("Unheard-of", "1 FROM NL('a') q", "nested"));
  }

  @ParameterizedTest
  @MethodSource("products")
  void quotesAreReadAsTheDatabaseReadsThem(String product, String rest, String sort)
      throws SQLException {
    Connection real = mock(Connection.class);
    DatabaseMetaData metaData = mock(DatabaseMetaData.class);
    when(real.getMetaData()).thenReturn(metaData);
    when(metaData.getDatabaseProductName()).thenReturn(product);
    when(real.nativeSQL("SELECT " + rest)).thenReturn("ordinary");
    when(real.nativeSQL("SELECT 1 FROM (SQL) q")).thenReturn("nested");
    Connection connection = Fixtures.wrap(real, new ScriptedTranslator("SQL"));
    assertEquals(sort, connection.nativeSQL("SELECT " + rest));
  }

  @Test
  void aTimeoutAndACancellationSpanAllQuestions() throws SQLException {
    ScriptedTranslator translator = new ScriptedTranslator(NAMES, NAMES);
    try (Connection connection =
            Fixtures.wrap(Fixtures.h2(), translator, "nl.minConfidence", "50");
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(60);
      statement.executeQuery("SELECT 1 FROM NL('a') a, NL('b') b");
      assertEquals(60, statement.getQueryTimeout());
      assertNotNull(translator.deadlines.get(0));
      assertEquals(translator.deadlines.get(0), translator.deadlines.get(1));
      translator.confidence = 0.4;
      translator.then(NAMES);
      SQLException unsure =
          assertThrows(SQLException.class, () -> statement.executeQuery("SELECT 1 FROM NL('a') a"));
      assertEquals("NL001", unsure.getSQLState());
    }
  }

  @Test
  void aQuestionWithinCanBeCancelled() throws Exception {
    ScriptedTranslator translator = ScriptedTranslator.hanging();
    try (Connection connection = Fixtures.wrap(Fixtures.h2(), translator);
        Statement statement = connection.createStatement()) {
      Thread canceller =
          new Thread(
              () -> {
                try {
                  translator.asked.await();
                  statement.cancel();
                } catch (SQLException | InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      canceller.start();
      SQLException error =
          assertThrows(
              SQLException.class,
              () -> statement.executeUpdate("DELETE FROM t WHERE id IN (SELECT * FROM NL('a') q)"));
      canceller.join();
      assertEquals("57014", error.getSQLState());
    }
  }

  @Test
  void whoHasAFunctionOfThatNameTurnsItOff() throws SQLException {
    ScriptedTranslator translator = new ScriptedTranslator();
    try (Connection connection = Fixtures.wrap(Fixtures.h2(), translator, "nl.nested", "false");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE ALIAS NL AS 'String nl(String s) { return s; }'"
              .replace("AS '", "AS $$ ")
              .replace("}'", "} $$"));
      assertEquals(List.of("a"), first(statement.executeQuery("SELECT NL('a')")));
      assertThrows(SQLException.class, () -> statement.executeQuery("SELECT * FROM (NL: a) x"));
    }
    assertEquals(List.of(), translator.questions);
  }

  @Test
  void ordinaryStatementsStayTheDatabasesOwn() throws SQLException {
    Connection real = mock(Connection.class);
    Connection connection = Fixtures.wrap(real, new ScriptedTranslator());
    connection.nativeSQL("SELECT nl, only('nl') FROM nl WHERE nl = 3");
    verify(real, never()).getMetaData();
    verify(real).nativeSQL("SELECT nl, only('nl') FROM nl WHERE nl = 3");
  }
}
