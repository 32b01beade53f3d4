package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.NlStatement;
import org.nljdbc.spi.Candidate;

/** Questions that can be read in several ways, through statements of two real databases. */
class ReadingsAtStatementsTest extends AtStatements {

  private static final String BEST = "SELECT MAX(total) FROM orders";
  private static final String OTHER = "SELECT id FROM orders WHERE total > 5";

  private Connection connect(String url, String ambiguity) throws SQLException {
    Connection real =
        filled(
            url,
            "CREATE TABLE orders (id int PRIMARY KEY, total int)",
            "INSERT INTO orders VALUES (1, 5), (2, 7), (3, 9)");
    return wrap(real, "nl.ambiguity", ambiguity);
  }

  private static Candidate candidate(String sql, double logProbability) {
    String text = sql.substring("SELECT".length());
    return new Candidate(text, logProbability, 10, Candidate.Finish.STOP);
  }

  private void hesitate() {
    model
        .thenCandidates(candidate(BEST, -1))
        .thenCandidates(
            candidate(BEST, -1),
            candidate("SELECT MAX(o.total) FROM orders AS o", -1.1), // gives the same rows
            candidate(OTHER, -1.5),
            candidate("SELECT id FROM orders", -3)); // far less likely
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void theLikeliestRunsAndTheOthersAreTold(String url) throws SQLException {
    hesitate();
    try (Connection connection = connect(url, "tell");
        Statement statement = connection.createStatement()) {
      for (int again = 0; again < 2; again++) {
        ResultSet rows = statement.executeQuery("NL: the best orders");
        assertTrue(rows.next());
        assertEquals(9, rows.getInt(1));
        assertTrue(warnings(statement).contains("It can also be read as: " + OTHER), () -> "again");
        Translation told = statement.unwrap(NlStatement.class).lastTranslation().orElseThrow();
        assertEquals(List.of(OTHER), told.readings().stream().map(Reading::sql).toList());
      }
      assertEquals(2, model.requests.size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void theQuestionIsAskedBack(String url) throws SQLException {
    hesitate();
    try (Connection connection = connect(url, "ask");
        Statement statement = connection.createStatement()) {
      assertTrue(statement.execute("NL: the best orders in 'all'"));
      String pin;
      try (ResultSet rows = statement.getResultSet()) {
        assertTrue(rows.next());
        assertEquals(1, rows.getInt("READING"));
        assertEquals(BEST, rows.getString("SQL"));
        assertTrue(rows.next());
        assertEquals(OTHER, rows.getString("SQL"));
        pin = rows.getString("PIN");
        assertFalse(rows.next());
      }
      assertEquals("NL PIN 'the best orders in ''all''' AS '" + OTHER + "'", pin);
      // A framework that prepares cannot be asked back.
      try (PreparedStatement prepared =
              connection.prepareStatement("NL: the best orders in 'all'");
          ResultSet rows = prepared.executeQuery()) {
        assertTrue(rows.next());
        assertEquals(9, rows.getInt(1));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void offLooksForNone(String url) throws SQLException {
    hesitate();
    try (Connection connection = connect(url, "off");
        Statement statement = connection.createStatement()) {
      statement.executeQuery("NL: the best orders").close();
      assertEquals(1, warnings(statement).size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void theTransactionIsLeftAlone(String url) throws SQLException {
    hesitate();
    try (Connection connection = connect(url, "tell");
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("INSERT INTO orders VALUES (4, 11)");
      ResultSet rows = statement.executeQuery("NL: the best orders");
      assertTrue(rows.next());
      assertEquals(11, rows.getInt(1));
      connection.rollback();
      rows = statement.executeQuery("SELECT COUNT(*) FROM orders");
      assertTrue(rows.next());
      assertEquals(3, rows.getInt(1));
    }
  }
}
