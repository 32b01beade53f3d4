package org.nljdbc.it.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.NlConnection;
import org.nljdbc.NlStatement;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.databases.TestSchema;
import org.nljdbc.it.script.ScriptedTest;
import org.nljdbc.translate.Translation;

/** What a program sees that asks questions through JDBC. */
abstract class QuestionSuite extends ScriptedTest {

  private static final String QUESTION = "customers in Germany";
  private static final String SQL =
      "SELECT id, name FROM customers WHERE country = 'Germany' ORDER BY id";

  @Test
  void answersWithTheRowsOfTheSql() throws SQLException {
    model().answer(QUESTION, SQL);
    List<String> rows = rows("NL: " + QUESTION);
    assertEquals(bareRows(SQL), rows);
    assertFalse(rows.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NL: %s",
        "nl:%s",
        "Nl : %s ;",
        "NL '%s'",
        "nl   '%s' ;",
        "  \n\t NL: %s\n",
        "-- by a tool\nNL: %s",
        "/* by a\n tool */ -- twice\n\n nl '%s'",
        "NL RUN: %s",
        "nl run '%s'",
        "NL: %s /* added by a tool */",
        "NL:\n%s\n\n"
      })
  void takesEveryFormThroughEveryWay(String form) throws SQLException {
    model().answer(QUESTION, SQL);
    List<String> expected = bareRows(SQL);
    String asked = form.formatted(QUESTION);
    assertEquals(expected, rows(asked));
    try (Statement statement = connection.createStatement()) {
      assertTrue(statement.execute(asked));
      assertEquals(expected, Rows.of(statement.getResultSet()));
      assertFalse(statement.getMoreResults());
      assertEquals(-1, statement.getUpdateCount());
    }
    try (PreparedStatement statement = connection.prepareStatement(asked)) {
      assertEquals(expected, Rows.of(statement.executeQuery()));
      assertTrue(statement.execute());
      assertEquals(expected, Rows.of(statement.getResultSet()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "what's the name of customer 1?",
        "who said: \"hello\"? a :name, a {d 'x'} and 100% of it",
        "Wie viele Kunden heißen Müller – 顧客は何人ですか 🙂",
        "first line\nsecond line"
      })
  void givesTheQuestionToTheModelAsItIs(String question) throws SQLException {
    model().answer(question, "SELECT COUNT(*) FROM customers WHERE name LIKE '%Müller%'");
    List<String> expected = bareRows("SELECT COUNT(*) FROM customers WHERE name LIKE '%Müller%'");
    assertEquals(expected, rows("NL '" + question.replace("'", "''") + "'"));
    assertEquals(expected, rows("NL: " + question));
    try (PreparedStatement statement = connection.prepareStatement("NL: " + question)) {
      assertEquals(0, statement.getParameterMetaData().getParameterCount());
      assertEquals(expected, Rows.of(statement.executeQuery()));
    }
    assertTrue(model().latestPrompt().contains(question));
  }

  @Test
  void tellsTheModelAboutTheSchema() throws SQLException {
    model().answer(QUESTION, SQL);
    rows("NL: " + QUESTION);
    String prompt = model().latestPrompt().toLowerCase(Locale.ROOT);
    for (String table : TestSchema.TABLES) {
      assertTrue(prompt.contains(table), table);
    }
    for (String word : List.of("customer_revenue", "credit_limit", "minrevenue", "display name")) {
      assertTrue(prompt.contains(word), word);
    }
    assertTrue(prompt.contains("references"), prompt);
    if (database.kind().hasComments()) {
      assertTrue(prompt.contains("in euros; empty for no limit"), prompt);
    }
  }

  @Test
  void readsNamesThatNeedQuotes() throws SQLException {
    String column = database.kind().quoted("Display Name");
    String order = database.kind().quoted("Order");
    String table = database.kind().quoted(TestSchema.QUOTED_TABLE);
    model().answer("groups", "SELECT " + column + " FROM " + table + " ORDER BY " + order);
    assertEquals(List.of("Gold", "Silver", "Rest"), rows("NL: groups"));
  }

  @Test
  void showsTheSqlInsteadOfRunningIt() throws SQLException {
    model().answer(QUESTION, SQL);
    for (String asked : List.of("NL SHOW: " + QUESTION, "nl show '" + QUESTION + "'")) {
      try (Statement statement = connection.createStatement();
          ResultSet shown = statement.executeQuery(asked)) {
        assertTrue(shown.next());
        assertEquals(bareRows(SQL), bareRows(shown.getString("SQL")));
        assertFalse(shown.next());
        assertSame(statement, shown.getStatement());
      }
      try (PreparedStatement statement = connection.prepareStatement(asked);
          ResultSet shown = statement.executeQuery()) {
        assertTrue(shown.next());
        assertEquals(bareRows(SQL), bareRows(shown.getString(1)));
      }
    }
  }

  @Test
  void nativeSqlIsTheGeneratedSql() throws SQLException {
    model().answer(QUESTION, SQL);
    assertEquals(bareRows(SQL), bareRows(connection.nativeSQL("NL: " + QUESTION)));
    assertEquals("SELECT 1", connection.nativeSQL("SELECT 1"));
  }

  @Test
  void warnsOfTheSql() throws SQLException {
    model().answer(QUESTION, SQL);
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("NL: " + QUESTION).close();
      SQLWarning warning = statement.getWarnings();
      assertNotNull(warning);
      assertTrue(String.valueOf(warning.getMessage()).contains("country = 'Germany'"));
      assertEquals("01000", warning.getSQLState());
      statement.clearWarnings();
      assertNull(statement.getWarnings());
      statement.executeQuery("NL: " + QUESTION).close();
      statement.executeQuery("SELECT 1").close();
      assertNull(statement.getWarnings());
    }
  }

  @Test
  void doesNotWarnIfToldSo() throws SQLException {
    model().answer(QUESTION, SQL);
    try (Connection quiet = open(Map.of("nl.warnSql", "false"));
        Statement statement = quiet.createStatement()) {
      statement.executeQuery("NL: " + QUESTION).close();
      assertNull(statement.getWarnings());
    }
  }

  @Test
  void keepsTheSettingsOfTheStatement() throws SQLException {
    model().answer("all orders", "SELECT id FROM orders ORDER BY id");
    try (Statement statement = connection.createStatement()) {
      statement.setMaxRows(5);
      statement.setFetchSize(2);
      statement.setQueryTimeout(60);
      assertEquals(
          List.of("1", "2", "3", "4", "5"), Rows.of(statement.executeQuery("NL: all orders")));
      assertEquals(5, statement.getMaxRows());
      assertEquals(60, statement.getQueryTimeout());
    }
  }

  @Test
  void asksTheModelOnlyOnce() throws SQLException {
    model().answer(QUESTION, SQL, "SELECT 0 FROM customers");
    List<String> first = rows("NL: " + QUESTION);
    assertEquals(first, rows("NL: " + QUESTION));
    assertEquals(first, rows("nl '" + QUESTION + "'"));
    assertEquals(1, model().requests().size());
  }

  @Test
  void knowsTheColumnsBeforeExecution() throws SQLException {
    model().answer(QUESTION, SQL);
    try (PreparedStatement statement = connection.prepareStatement("NL: " + QUESTION)) {
      assertEquals(1, model().requests().size());
      assertEquals(2, statement.getMetaData().getColumnCount());
      assertEquals("name", statement.getMetaData().getColumnLabel(2).toLowerCase(Locale.ROOT));
      assertEquals(bareRows(SQL), Rows.of(statement.executeQuery()));
    }
  }

  @Test
  void navigationStaysOurs() throws SQLException {
    model().answer(QUESTION, SQL);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("NL: " + QUESTION)) {
      assertSame(statement, rows.getStatement());
      assertSame(connection, rows.getStatement().getConnection());
    }
  }

  @Test
  void tellsAllThroughUnwrap() throws SQLException {
    model().answer(QUESTION, SQL);
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("NL: " + QUESTION).close();
      Translation translation = statement.unwrap(NlStatement.class).lastTranslation().orElseThrow();
      assertEquals(QUESTION, translation.question());
      assertEquals(1, translation.tries());
      assertTrue(translation.model().startsWith("script:"));
      assertEquals(bareRows(SQL), bareRows(translation.sql()));
      statement.executeQuery("SELECT 1").close();
      assertTrue(statement.unwrap(NlStatement.class).lastTranslation().isEmpty());
    }
    Translation direct = connection.unwrap(NlConnection.class).translate(QUESTION);
    assertEquals(bareRows(SQL), bareRows(direct.sql()));
  }

  @Test
  void aQuestionGoesOnlyWhereRowsComeBack() throws SQLException {
    model().answer(QUESTION, SQL);
    String asked = "NL: " + QUESTION;
    try (Statement statement = connection.createStatement()) {
      List<Executable> ways =
          List.of(
              () -> statement.executeUpdate(asked),
              () -> statement.executeLargeUpdate(asked),
              () -> statement.executeUpdate(asked, Statement.RETURN_GENERATED_KEYS),
              () -> statement.executeUpdate(asked, new int[] {1}),
              () -> statement.executeUpdate(asked, new String[] {"id"}),
              () -> statement.addBatch(asked),
              () -> connection.prepareCall(asked));
      for (Executable way : ways) {
        SQLException refused = assertState("0A000", way);
        assertInstanceOf(SQLFeatureNotSupportedException.class, refused);
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(asked)) {
      assertThrows(SQLException.class, statement::executeUpdate);
    }
  }

  @Test
  void seesATableThatHasJustBeenMade() throws SQLException {
    model().answer(QUESTION, SQL);
    rows("NL: " + QUESTION);
    run("CREATE TABLE made_later (id INTEGER PRIMARY KEY, word VARCHAR(10))");
    run("INSERT INTO made_later VALUES (1, 'here')");
    model().answer("what is made later", "SELECT word FROM made_later");
    assertEquals(List.of("here"), rows("NL: what is made later"));
    run("DROP TABLE made_later");
  }

  @Test
  void manyThreadsAskAtOnce() throws Exception {
    List<Thread> threads = new ArrayList<>();
    List<Object> seen = new CopyOnWriteArrayList<>();
    for (int i = 1; i <= 6; i++) {
      int id = i;
      model().answer("name of customer #" + id, "SELECT id FROM customers WHERE id = " + id);
      threads.add(
          new Thread(
              () -> {
                try (Connection own = open(Map.of())) {
                  seen.add(id + Rows.of(own, "NL: name of customer #" + id).toString());
                } catch (SQLException e) {
                  seen.add(e);
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(
        List.of("1[1]", "2[2]", "3[3]", "4[4]", "5[5]", "6[6]"),
        seen.stream().map(String::valueOf).sorted().toList());
  }
}
