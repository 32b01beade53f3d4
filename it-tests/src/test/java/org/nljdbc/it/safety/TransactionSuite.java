package org.nljdbc.it.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.script.Answer;
import org.nljdbc.it.script.ScriptedTest;
import org.nljdbc.spi.LanguageModelException;

/** The user's connection is after a question as it was before. */
abstract class TransactionSuite extends ScriptedTest {

  private static final String COUNT = "SELECT COUNT(*) FROM departments";

  private void script() {
    model().answer("how many departments", COUNT);
    model()
        .answer(
            "departments in vain",
            "SELECT nmae FROM departments",
            "SELECT nam FROM departments",
            "SELECT na FROM departments");
    model()
        .answer(
            "departments of a broken model",
            new Answer.Failure(LanguageModelException.Kind.FAILED, "broken"));
  }

  private void askAll() {
    script();
    assertState("42000", () -> rows("NL: departments in vain"));
    assertState("58000", () -> rows("NL: departments of a broken model"));
    assertState("42000", () -> rows("NL:"));
  }

  private static String stateOf(Connection connection) throws SQLException {
    return connection.getAutoCommit()
        + " "
        + connection.isReadOnly()
        + " "
        + connection.getTransactionIsolation()
        + " "
        + connection.getCatalog()
        + " "
        + connection.getSchema()
        + " "
        + connection.getHoldability()
        + " "
        + connection.getNetworkTimeout()
        + " "
        + connection.isClosed();
  }

  @Test
  void propertiesOfTheConnectionStay() throws SQLException {
    script();
    for (boolean autoCommit : List.of(true, false)) {
      try (Connection own = open(Map.of())) {
        own.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        own.setAutoCommit(autoCommit);
        String before = stateOf(own);
        try (Statement statement = own.createStatement()) {
          statement.executeQuery("NL: how many departments").close();
          assertState("42000", () -> statement.executeQuery("NL: departments in vain"));
        }
        assertEquals(before, stateOf(own));
        if (!autoCommit) {
          own.rollback();
        }
      }
    }
  }

  @Test
  void uncommittedRowsAreSeenAndStayUncommitted() throws SQLException {
    script();
    connection.setAutoCommit(false);
    run("INSERT INTO departments VALUES (50, 'Secret', 1)");
    assertEquals(List.of("6"), rows("NL: how many departments"));
    askAll();
    assertEquals(List.of("6"), rows(COUNT));
    assertEquals(List.of("5"), bareRows(COUNT));
    connection.rollback();
    assertEquals(List.of("5"), rows(COUNT));
    connection.rollback();
    connection.setAutoCommit(true);
  }

  @Test
  void theUsersCommitStillCommits() throws SQLException {
    script();
    connection.setAutoCommit(false);
    run("INSERT INTO departments VALUES (51, 'Real', 1)");
    askAll();
    connection.commit();
    connection.setAutoCommit(true);
    assertEquals(List.of("6"), bareRows(COUNT));
    run("DELETE FROM departments WHERE id = 51");
  }

  @Test
  void theUsersSavepointStaysValid() throws SQLException {
    script();
    connection.setAutoCommit(false);
    run("INSERT INTO departments VALUES (52, 'First', 1)");
    Savepoint savepoint = connection.setSavepoint("mine");
    run("INSERT INTO departments VALUES (53, 'Second', 1)");
    assertEquals(List.of("7"), rows("NL: how many departments"));
    askAll();
    connection.rollback(savepoint);
    assertEquals(List.of("6"), rows(COUNT));
    connection.rollback();
    connection.setAutoCommit(true);
  }

  @Test
  void anOpenResultGoesOn() throws SQLException {
    script();
    for (boolean autoCommit : List.of(false, true)) {
      connection.setAutoCommit(autoCommit);
      try (Statement reading = connection.createStatement()) {
        reading.setFetchSize(10);
        try (ResultSet rows = reading.executeQuery("SELECT id FROM orders ORDER BY id")) {
          int count = 0;
          while (rows.next()) {
            assertEquals(++count, rows.getInt(1));
            if (count == 25) {
              assertEquals(List.of("5"), rows("NL: how many departments"));
              askAll();
            }
          }
          assertEquals(300, count);
        }
      }
      if (!autoCommit) {
        connection.rollback();
      }
    }
  }

  @Test
  void theAnswerItselfCanBeStreamed() throws SQLException {
    model().answer("all orders", "SELECT id FROM orders ORDER BY id");
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(10);
      try (ResultSet rows = statement.executeQuery("NL: all orders")) {
        int count = 0;
        while (rows.next()) {
          assertEquals(++count, rows.getInt(1));
        }
        assertEquals(300, count);
      }
    }
    connection.rollback();
    connection.setAutoCommit(true);
  }

  @Test
  void worksOnAReadOnlyConnection() throws SQLException {
    Assumptions.assumeFalse(
        database.kind() == Kind.SQLITE, "SQLite decides this when the connection is opened");
    script();
    try (Connection own = open(Map.of())) {
      own.setReadOnly(true);
      boolean readOnly = own.isReadOnly(); // H2 takes it for a hint
      own.setAutoCommit(false);
      try (Statement statement = own.createStatement();
          ResultSet rows = statement.executeQuery("NL: how many departments")) {
        assertTrue(rows.next());
        assertEquals(5, rows.getInt(1));
      }
      assertEquals(readOnly, own.isReadOnly());
      own.rollback();
    }
  }

  @Test
  void aTransactionThatTheUserBrokeStaysBroken() throws SQLException {
    Assumptions.assumeTrue(
        database.kind() == Kind.POSTGRESQL, "only PostgreSQL aborts a transaction at an error");
    script();
    connection.setAutoCommit(false);
    assertState("22012", () -> rows("SELECT 1 / 0"));
    assertState("25P02", () -> rows("NL: how many departments"));
    assertState("25P02", () -> rows("SELECT 1"));
    connection.rollback();
    assertEquals(List.of("5"), rows("NL: how many departments"));
    connection.rollback();
    connection.setAutoCommit(true);
  }

  @Test
  void aClosedConnectionTakesNoQuestion() throws SQLException {
    script();
    Connection own = open(Map.of());
    Statement statement = own.createStatement();
    own.close();
    SQLException thrown =
        assertThrows(SQLException.class, () -> statement.executeQuery("NL: how many departments"));
    assertFalse(String.valueOf(thrown.getMessage()).isEmpty());
    assertTrue(model().requests().isEmpty());
  }
}
