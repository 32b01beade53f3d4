package org.nljdbc.it.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nljdbc.NlStatement;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.script.ScriptedTest;
import org.nljdbc.spi.Prompt.Message;

/** Questions that go on from the one before. */
@OnDatabase(Kind.H2)
class ConversationTest extends ScriptedTest {

  private static final String FIRST = "orders by id";
  private static final String FIRST_SQL = "SELECT id FROM orders ORDER BY id";
  private static final String NEXT = "only those of customer 1";
  private static final String NEXT_SQL = "SELECT id FROM orders WHERE customer_id = 1 ORDER BY id";
  private static final String LAST = "and sort them the other way round, please";
  private static final String LAST_SQL =
      "SELECT id FROM orders WHERE customer_id = 1 ORDER BY id DESC";

  @BeforeEach
  void converse() throws SQLException {
    connection.close();
    connection = open(Map.of("nl.conversation", "true"));
    model().answer(FIRST, FIRST_SQL).answer(NEXT, NEXT_SQL).answer(LAST, LAST_SQL);
  }

  private String latest() {
    List<Message> messages =
        model().requests().get(model().requests().size() - 1).prompt().messages();
    return messages.get(messages.size() - 1).text();
  }

  private boolean goesOn() {
    return latest().contains("The same statement, but ");
  }

  private static String told(String question, String sql) {
    return "-- " + question + ": " + sql + "\nThe same statement, but ";
  }

  private static List<String> ask(Connection connection, String question) throws SQLException {
    return Rows.of(connection, "NL '" + question + "'");
  }

  @Test
  void theModelSeesWhatWasAskedAndAnsweredBefore() throws SQLException {
    ask(connection, FIRST);
    assertFalse(goesOn());
    assertEquals(bareRows(NEXT_SQL), ask(connection, NEXT));
    assertTrue(latest().endsWith(told(FIRST, FIRST_SQL) + NEXT), latest());
    assertEquals(bareRows(LAST_SQL), ask(connection, LAST));
    assertTrue(latest().endsWith(told(NEXT, NEXT_SQL) + LAST), latest());
  }

  @Test
  void aQuestionIsTakenBack() throws SQLException {
    ask(connection, FIRST);
    ask(connection, NEXT);
    ask(connection, LAST);
    assertEquals(bareRows(NEXT_SQL), ask(connection, "undo that"));
    assertEquals(bareRows(FIRST_SQL), ask(connection, "Go back, please"));
    SQLException thrown =
        assertThrows(SQLException.class, () -> ask(connection, "oops, undo that!"));
    assertEquals("42000", thrown.getSQLState());
    ask(connection, LAST); // goes on from the first question now
    assertTrue(latest().endsWith(told(FIRST, FIRST_SQL) + LAST), latest());
  }

  @Test
  void whatIsTakenBackIsTold() throws SQLException {
    ask(connection, FIRST);
    ask(connection, NEXT);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("NL: undo")) {
      assertTrue(rows.next());
      String told = "";
      for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
        told += w.getMessage() + "\n";
      }
      assertTrue(told.contains("Gone back to: " + FIRST), told);
    }
  }

  @Test
  void aQuestionThatStandsAloneBeginsAnew() throws SQLException {
    ask(connection, NEXT); // there is nothing to go on from
    assertFalse(goesOn());
    ask(connection, FIRST);
    assertFalse(goesOn());
    ask(connection, LAST);
    assertTrue(goesOn());
  }

  @Test
  void aWarningTellsWhatItGoesOnFrom() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("NL '" + FIRST + "'").close();
      statement.executeQuery("NL '" + NEXT + "'").close();
      StringBuilder warnings = new StringBuilder();
      for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
        warnings.append(w.getMessage()).append('\n');
      }
      assertTrue(warnings.toString().contains("going on from: " + FIRST), warnings.toString());
    }
  }

  @Test
  void newBeginsAnew() throws SQLException {
    ask(connection, FIRST);
    assertEquals(List.of("conversation|begins anew"), Rows.of(connection, "NL NEW"));
    ask(connection, NEXT);
    assertFalse(goesOn());
  }

  @Test
  void aPoolThatEndsARequestLeavesNothing() throws SQLException {
    ask(connection, FIRST);
    connection.endRequest();
    ask(connection, NEXT);
    assertFalse(goesOn());
  }

  @Test
  void eachConnectionHasItsOwn() throws SQLException {
    ask(connection, FIRST);
    try (Connection other = open(Map.of("nl.conversation", "true"))) {
      ask(other, NEXT);
      assertFalse(goesOn());
    }
  }

  @Test
  void nothingIsKeptUnlessAskedFor() throws SQLException {
    try (Connection other = open(Map.of())) {
      ask(other, FIRST);
      ask(other, NEXT);
      assertFalse(goesOn());
      assertTrue(Rows.of(other, "NL NEW").toString().contains("is not kept"));
    }
  }

  @Test
  void whatIsRememberedOfAFollowUpBelongsToItsConversation() throws SQLException {
    ask(connection, FIRST);
    ask(connection, NEXT);
    String id = id(connection, NEXT); // going on from itself, as the question before
    int requests = model().requests().size();
    connection.endRequest();
    ask(connection, FIRST);
    ask(connection, NEXT);
    assertEquals(requests, model().requests().size());
    connection.endRequest();
    assertNotEquals(id, id(connection, NEXT));
  }

  private static String id(Connection connection, String question) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("NL '" + question + "'").close();
      return statement.unwrap(NlStatement.class).lastTranslation().orElseThrow().id();
    }
  }

  @Test
  void shownAndPreparedQuestionsCount() throws SQLException {
    Rows.of(connection, "NL SHOW '" + FIRST + "'");
    try (PreparedStatement statement = connection.prepareStatement("NL: " + NEXT);
        ResultSet result = statement.executeQuery()) {
      assertEquals(bareRows(NEXT_SQL), Rows.of(result));
    }
    assertTrue(goesOn());
  }

  @Test
  void sqlThatTheDatabaseRefusedIsReplacedByWhatRan() throws SQLException {
    model().answer(FIRST, "SELECT id, 1 / (id - id) FROM orders", FIRST_SQL);
    ask(connection, FIRST);
    ask(connection, NEXT);
    assertFalse(latest().contains("1 / (id - id)"), latest());
    assertTrue(latest().contains(FIRST_SQL), latest());
  }

  @Test
  void aFollowUpIsNotPinnedByItself() throws SQLException {
    ask(connection, FIRST);
    SQLException refused =
        assertThrows(SQLException.class, () -> Rows.of(connection, "NL PIN '" + NEXT + "'"));
    assertEquals("42000", refused.getSQLState());
    assertTrue(String.valueOf(refused.getMessage()).contains("goes on from"));
  }

  @Test
  void aLongConversationIsTakenBackAsItWasAsked() throws SQLException {
    String fourth = "only the first 2, please";
    String fifth = "and without the first of them";
    model()
        .answer(fourth, LAST_SQL + " FETCH FIRST 2 ROWS ONLY")
        .answer(fifth, LAST_SQL + " OFFSET 1 ROWS");
    for (String question : List.of(FIRST, NEXT, LAST, fourth, fifth)) {
      ask(connection, question);
    }
    for (int i = 3; i >= 0; i--) {
      String prompt = Rows.of(connection, "NL PROMPT 'undo that'").toString();
      assertTrue(prompt.contains(List.of(FIRST, NEXT, LAST, fourth).get(i)), prompt);
      int requests = model().requests().size();
      ask(connection, "undo that");
      assertEquals(requests, model().requests().size(), "another wording: " + latest());
    }
    SQLException thrown = assertThrows(SQLException.class, () -> ask(connection, "undo that"));
    assertEquals("42000", thrown.getSQLState());
  }

  @Test
  void aChangeIsNotTakenBack() throws SQLException {
    String write = "delete the orders of customer 77";
    model().answer(write, "DELETE FROM orders WHERE customer_id = 77");
    try (Connection writing = open(Map.of("nl.conversation", "true", "nl.writes", "on"));
        Statement statement = writing.createStatement()) {
      ask(writing, FIRST);
      ask(writing, NEXT);
      statement.execute("NL WRITE: " + write);
      SQLException thrown = assertThrows(SQLException.class, () -> ask(writing, "undo that"));
      assertEquals("42000", thrown.getSQLState());
      assertTrue(String.valueOf(thrown.getMessage()).contains("ROLLBACK"), thrown::getMessage);
      ask(writing, FIRST);
      ask(writing, NEXT);
      assertEquals(bareRows(FIRST_SQL), ask(writing, "undo that"));
    }
  }

  @Test
  void whatTakesBackIsNeitherPinnedNorJudged() throws SQLException {
    ask(connection, FIRST);
    for (String verb : List.of("PIN", "FEEDBACK UP", "FEEDBACK DOWN")) {
      SQLException refused =
          assertThrows(
              SQLException.class, () -> Rows.of(connection, "NL " + verb + " 'undo that'"), verb);
      assertTrue(String.valueOf(refused.getMessage()).contains("take the last"), verb);
    }
  }

  @Test
  void whatIsTakenBackIsToldOfRepairedSqlToo() throws SQLException {
    String broken = "orders by their id";
    model().answer(broken, "SELECT id, 1 / (id - id) FROM orders", FIRST_SQL);
    Rows.of(connection, "NL SHOW '" + broken + "'");
    ask(connection, NEXT);
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("NL: undo").close();
      String told = "";
      for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
        told += w.getMessage() + "\n";
      }
      assertTrue(told.contains("Gone back to: " + broken), told);
    }
  }
}
