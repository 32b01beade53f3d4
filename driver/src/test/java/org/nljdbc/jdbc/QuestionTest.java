package org.nljdbc.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nljdbc.NlStatement;
import org.nljdbc.translate.Translation;

/** Questions through statements of two real databases, with a scripted translator. */
class QuestionTest {

  private static final String NAMES = "SELECT name FROM t ORDER BY id";
  private static final String WRONG = "SELECT nonsense FROM t";

  static Stream<Connection> databases() throws SQLException {
    return Stream.of(Fixtures.h2(), Fixtures.sqlite());
  }

  private static List<String> names(ResultSet rows) throws SQLException {
    List<String> names = new java.util.ArrayList<>();
    while (rows.next()) {
      names.add(rows.getString(1));
    }
    return names;
  }

  private static String message(Throwable error) {
    return String.valueOf(error.getMessage());
  }

  @ParameterizedTest
  @MethodSource("databases")
  void executeQueryAnswers(Connection real) throws SQLException {
    ScriptedTranslator translator = new ScriptedTranslator(NAMES, NAMES);
    try (Connection connection = Fixtures.wrap(real, translator);
        Statement statement = connection.createStatement()) {
      ResultSet rows = statement.executeQuery("-- remark\nNL: all names?");
      assertSame(statement, rows.getStatement());
      assertEquals(List.of("one", "two", "three"), names(rows));
      assertEquals(List.of("one", "two", "three"), names(statement.executeQuery("nl 'all'")));
      assertEquals(List.of("all names?", "all"), translator.questions);
    }
    assertEquals(1, translator.closed);
    assertTrue(real.isClosed());
  }

  @Test
  void executeAnswersInEachForm() throws SQLException {
    ScriptedTranslator translator = new ScriptedTranslator(NAMES, NAMES, NAMES, NAMES);
    try (Connection connection = Fixtures.wrap(Fixtures.h2(), translator);
        Statement statement = connection.createStatement()) {
      List<SqlCall> calls =
          List.of(
              () -> statement.execute("NL: names"),
              () -> statement.execute("NL: names", Statement.NO_GENERATED_KEYS),
              () -> statement.execute("NL: names", new int[] {1}),
              () -> statement.execute("NL: names", new String[] {"ID"}));
      for (SqlCall call : calls) {
        assertTrue(call.run());
        ResultSet rows = statement.getResultSet();
        assertSame(rows, statement.getResultSet());
        assertSame(statement, rows.getStatement());
        assertEquals(List.of("one", "two", "three"), names(rows));
        assertFalse(statement.getMoreResults());
        assertEquals(-1, statement.getUpdateCount());
      }
    }
  }

  private interface SqlCall {
    boolean run() throws SQLException;
  }

  @ParameterizedTest
  @MethodSource("databases")
  void theStatementsOwnSettingsApply(Connection real) throws SQLException {
    try (Connection connection = Fixtures.wrap(real, new ScriptedTranslator(NAMES));
        Statement statement = connection.createStatement()) {
      statement.setMaxRows(2);
      assertEquals(List.of("one", "two"), names(statement.executeQuery("NL: names")));
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void ordinaryStatementsDoNotReachTheTranslator(Connection real) throws SQLException {
    ScriptedTranslator translator = new ScriptedTranslator();
    try (Connection connection = Fixtures.wrap(real, translator);
        Statement statement = connection.createStatement()) {
      assertEquals(1, statement.executeUpdate("INSERT INTO t VALUES (4, 'NL: four')"));
      assertFalse(statement.execute("UPDATE t SET name = 'x' WHERE id = 4"));
      assertEquals(1, statement.getUpdateCount());
      assertEquals(-1, unlessUpdated(statement));
      statement.addBatch("DELETE FROM t WHERE id = 4");
      assertEquals(1, statement.executeBatch().length);
      assertEquals(List.of("one", "two", "three"), names(statement.executeQuery(NAMES)));
      assertEquals(Optional.empty(), statement.unwrap(NlStatement.class).lastTranslation());
      assertNull(statement.getWarnings());
      try (PreparedStatement prepared =
          connection.prepareStatement("SELECT name FROM t WHERE id = ?")) {
        prepared.setInt(1, 2);
        ResultSet rows = prepared.executeQuery();
        assertSame(prepared, rows.getStatement());
        assertEquals(List.of("two"), names(rows));
        assertNotNull(prepared.getMetaData());
      }
      assertTrue(connection.nativeSQL(NAMES).contains("name"));
    }
    assertEquals(List.of(), translator.questions);
    assertEquals(0, translator.closed);
  }

  private static int unlessUpdated(Statement statement) throws SQLException {
    return statement.getMoreResults() ? 0 : statement.getUpdateCount();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatTheDatabaseRefusesIsRepaired(Connection real) throws SQLException {
    ScriptedTranslator translator = new ScriptedTranslator(WRONG, WRONG, NAMES);
    try (Connection connection = Fixtures.wrap(real, translator);
        Statement statement = connection.createStatement()) {
      assertEquals(List.of("one", "two", "three"), names(statement.executeQuery("NL: names")));
      assertEquals(2, translator.repaired.size());
      assertTrue(
          message(translator.repaired.get(0)).contains("nonsense")
              || message(translator.repaired.get(0)).contains("NONSENSE"));
      Translation last = statement.unwrap(NlStatement.class).lastTranslation().orElseThrow();
      assertEquals(NAMES, last.sql());
      assertEquals(3, last.tries());
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatCannotBeRepairedIsTheDatabasesOwnError(Connection real) throws SQLException {
    ScriptedTranslator translator = new ScriptedTranslator(WRONG);
    try (Connection connection = Fixtures.wrap(real, translator);
        Statement statement = connection.createStatement()) {
      SQLException error =
          assertThrows(SQLException.class, () -> statement.executeQuery("NL: names"));
      assertSame(translator.repaired.get(0), error);
      assertEquals(List.of("one", "two", "three"), names(statement.executeQuery(NAMES)));
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aPreparedQuestionIsTranslatedOnceAndDescribedAtOnce(Connection real) throws SQLException {
    ScriptedTranslator translator = new ScriptedTranslator(WRONG, NAMES);
    try (Connection connection = Fixtures.wrap(real, translator);
        PreparedStatement prepared = connection.prepareStatement("NL: names, please?")) {
      assertEquals(1, prepared.getMetaData().getColumnCount());
      assertEquals(
          "NAME", prepared.getMetaData().getColumnLabel(1).toUpperCase(java.util.Locale.ROOT));
      assertEquals(0, prepared.getParameterMetaData().getParameterCount());
      assertEquals(1, translator.repaired.size());
      assertTrue(message(prepared.getWarnings()).contains(NAMES));
      for (int i = 0; i < 2; i++) {
        assertEquals(List.of("one", "two", "three"), names(prepared.executeQuery()));
        assertTrue(prepared.execute());
        assertSame(prepared, prepared.getResultSet().getStatement());
        prepared.clearWarnings();
        assertNull(prepared.getWarnings());
      }
      assertEquals(List.of("names, please?"), translator.questions);
      assertEquals(NAMES, prepared.unwrap(NlStatement.class).lastTranslation().orElseThrow().sql());
      for (Executable refused :
          List.<Executable>of(
              prepared::executeUpdate, prepared::executeLargeUpdate, prepared::addBatch)) {
        assertEquals("0A000", assertThrows(SQLException.class, refused).getSQLState());
      }
    }
  }

  @Test
  void everyWayOfPreparingTakesQuestions() throws SQLException {
    ScriptedTranslator translator =
        new ScriptedTranslator(NAMES, NAMES, NAMES, NAMES, NAMES, NAMES);
    try (Connection connection = Fixtures.wrap(Fixtures.h2(), translator)) {
      int type = ResultSet.TYPE_SCROLL_INSENSITIVE;
      int concurrency = ResultSet.CONCUR_READ_ONLY;
      String question = "NL: names";
      for (PreparedStatement prepared :
          List.of(
              connection.prepareStatement(question),
              connection.prepareStatement(question, Statement.NO_GENERATED_KEYS),
              connection.prepareStatement(question, new int[] {1}),
              connection.prepareStatement(question, new String[] {"ID"}),
              connection.prepareStatement(question, type, concurrency),
              connection.prepareStatement(
                  question, type, concurrency, ResultSet.HOLD_CURSORS_OVER_COMMIT))) {
        assertEquals(List.of("one", "two", "three"), names(prepared.executeQuery()));
        prepared.close();
      }
      assertEquals(6, translator.questions.size());
    }
  }

  @Test
  void questionsAreRefusedWhereOnlyWritingGoes() throws SQLException {
    ScriptedTranslator translator = new ScriptedTranslator();
    try (Connection connection = Fixtures.wrap(Fixtures.h2(), translator);
        Statement statement = connection.createStatement()) {
      String question = "NL: delete everything";
      int[] indexes = {1};
      String[] columns = {"ID"};
      List<Executable> calls =
          List.of(
              () -> statement.executeUpdate(question),
              () -> statement.executeUpdate(question, 1),
              () -> statement.executeUpdate(question, indexes),
              () -> statement.executeUpdate(question, columns),
              () -> statement.executeLargeUpdate(question),
              () -> statement.executeLargeUpdate(question, 1),
              () -> statement.executeLargeUpdate(question, indexes),
              () -> statement.executeLargeUpdate(question, columns),
              () -> statement.addBatch(question),
              () -> connection.prepareCall(question),
              () -> connection.prepareCall(question, 1003, 1007),
              () -> connection.prepareCall(question, 1003, 1007, 1));
      for (Executable call : calls) {
        SQLException error = assertThrows(SQLFeatureNotSupportedException.class, call);
        assertEquals("0A000", error.getSQLState());
        assertTrue(message(error).contains("executeQuery"), error::getMessage);
      }
      assertEquals(List.of(), translator.questions);
      try (CallableStatement call = connection.prepareCall("CALL 7")) {
        assertSame(connection, call.getConnection());
        assertSame(call, call.executeQuery().getStatement());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void theSqlIsTheFirstWarningUntilTheNextExecution(Connection real) throws SQLException {
    ScriptedTranslator translator = new ScriptedTranslator(NAMES, NAMES);
    translator.notes.add("Two tables were left out.");
    try (Connection connection = Fixtures.wrap(real, translator);
        Statement statement = connection.createStatement()) {
      statement.executeQuery("NL: names");
      for (int i = 0; i < 2; i++) {
        SQLWarning warning = assertInstanceOf(SQLWarning.class, statement.getWarnings());
        assertEquals("01000", warning.getSQLState());
        assertTrue(message(warning).contains(NAMES));
        assertEquals("Two tables were left out.", message(warning.getNextWarning()));
        assertNull(warning.getNextWarning().getNextWarning());
      }
      statement.clearWarnings();
      assertNull(statement.getWarnings());
      statement.executeQuery("NL: names");
      assertNotNull(statement.getWarnings());
      statement.executeQuery(NAMES);
      assertNull(statement.getWarnings());
      assertEquals(Optional.empty(), statement.unwrap(NlStatement.class).lastTranslation());
    }
  }

  @Test
  void theWarningCanBeSwitchedOff() throws SQLException {
    try (Connection connection =
            Fixtures.wrap(Fixtures.h2(), new ScriptedTranslator(NAMES), "nl.warnSql", "false");
        Statement statement = connection.createStatement()) {
      statement.executeQuery("NL: names");
      assertNull(statement.getWarnings());
      assertTrue(statement.unwrap(NlStatement.class).lastTranslation().isPresent());
    }
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new UnsatisfiedLinkError("no libtorch"),
        new IllegalStateException("a defect"),
        new OutOfMemoryError("native"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whatFailsInTheModelIsAnSqlException(Throwable failure) throws SQLException {
    try (Connection connection = Fixtures.wrap(Fixtures.h2(), ScriptedTranslator.failing(failure));
        Statement statement = connection.createStatement()) {
      SQLException error = assertThrows(SQLException.class, () -> statement.execute("NL: a"));
      assertSame(failure, error.getCause());
      String state = failure instanceof OutOfMemoryError ? "53200" : "58000";
      assertEquals(state, error.getSQLState());
      assertEquals(List.of("one", "two", "three"), names(statement.executeQuery(NAMES)));
    }
  }

  @Test
  void aChangeOfSchemaIsToldToTheTranslatorIfThereIsOne() throws SQLException {
    ScriptedTranslator translator = new ScriptedTranslator(NAMES);
    try (Connection connection = Fixtures.wrap(Fixtures.h2(), translator);
        Statement statement = connection.createStatement()) {
      connection.setSchema("PUBLIC");
      statement.execute("CREATE TABLE a(x INT)");
      assertEquals(0, translator.schemaChanges);
      connection.nativeSQL("NL: names");
      assertEquals(1, translator.schemaChanges);
      translator.schemaChanges = 0;
      connection.setSchema("INFORMATION_SCHEMA");
      connection.setCatalog(connection.getCatalog());
      assertEquals(2, translator.schemaChanges);
      statement.executeUpdate("DROP TABLE PUBLIC.a");
      statement.execute("SELECT 1");
      assertEquals(3, translator.schemaChanges);
    }
  }

  @Test
  void aClosedConnectionTakesNoQuestions() throws SQLException {
    ScriptedTranslator translator = new ScriptedTranslator(NAMES);
    Connection connection = Fixtures.wrap(Fixtures.h2(), translator);
    connection.close();
    SQLException error = assertThrows(SQLException.class, () -> connection.nativeSQL("NL: names"));
    assertEquals("08003", error.getSQLState());
    assertEquals(List.of(), translator.questions);
  }
}
