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
import org.nljdbc.spi.Prompt.Role;

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

  private List<Message> latest() {
    return model().requests().get(model().requests().size() - 1).prompt().messages();
  }

  private static List<String> ask(Connection connection, String question) throws SQLException {
    return Rows.of(connection, "NL '" + question + "'");
  }

  @Test
  void theModelSeesWhatWasAskedAndAnsweredBefore() throws SQLException {
    ask(connection, FIRST);
    assertEquals(2, latest().size());
    assertEquals(bareRows(NEXT_SQL), ask(connection, NEXT));
    assertEquals(4, latest().size());
    assertTrue(latest().get(1).text().endsWith(FIRST));
    assertEquals(new Message(Role.ASSISTANT, "```sql\n" + FIRST_SQL + "\n```"), latest().get(2));
    assertTrue(latest().get(3).text().endsWith(NEXT));
    assertEquals(bareRows(LAST_SQL), ask(connection, LAST));
    assertEquals(6, latest().size());
  }

  @Test
  void aQuestionThatStandsAloneBeginsAnew() throws SQLException {
    ask(connection, NEXT); // there is nothing to go on from
    assertEquals(2, latest().size());
    ask(connection, FIRST);
    assertEquals(2, latest().size());
    ask(connection, LAST);
    assertEquals(4, latest().size());
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
    assertEquals(2, latest().size());
  }

  @Test
  void aPoolThatEndsARequestLeavesNothing() throws SQLException {
    ask(connection, FIRST);
    connection.endRequest();
    ask(connection, NEXT);
    assertEquals(2, latest().size());
  }

  @Test
  void eachConnectionHasItsOwn() throws SQLException {
    ask(connection, FIRST);
    try (Connection other = open(Map.of("nl.conversation", "true"))) {
      ask(other, NEXT);
      assertEquals(2, latest().size());
    }
  }

  @Test
  void nothingIsKeptUnlessAskedFor() throws SQLException {
    try (Connection other = open(Map.of())) {
      ask(other, FIRST);
      ask(other, NEXT);
      assertEquals(2, latest().size());
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
    assertEquals(4, latest().size());
  }

  @Test
  void sqlThatTheDatabaseRefusedIsReplacedByWhatRan() throws SQLException {
    model().answer(FIRST, "SELECT id, 1 / (id - id) FROM orders", FIRST_SQL);
    ask(connection, FIRST);
    ask(connection, NEXT);
    assertFalse(latest().toString().contains("1 / (id - id)"), latest().toString());
    assertTrue(latest().toString().contains(FIRST_SQL), latest().toString());
  }

  @Test
  void aFollowUpIsNotPinnedByItself() throws SQLException {
    ask(connection, FIRST);
    SQLException refused =
        assertThrows(SQLException.class, () -> Rows.of(connection, "NL PIN '" + NEXT + "'"));
    assertEquals("42000", refused.getSQLState());
    assertTrue(String.valueOf(refused.getMessage()).contains("goes on from"));
  }
}
