package org.nljdbc.it.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.script.Answer;
import org.nljdbc.it.script.ScriptedTest;

/** A server that ends sessions which do nothing in a transaction, while the model is at work. */
@OnDatabase(Kind.POSTGRESQL)
class PostgresIdleTest extends ScriptedTest {

  private static final String SLOW = "slow names of departments";
  private static final String SQL = "SELECT name FROM departments ORDER BY id";
  private static final String ENDED = "25P03";

  @BeforeEach
  void prepare() {
    model().answer(SLOW, new Answer.Slow(Duration.ofMillis(900), SQL));
    model().answer("number of departments", "SELECT COUNT(*) FROM departments");
  }

  private Connection impatient(boolean autoCommit) throws SQLException {
    Connection own = open(Map.of());
    try (Statement statement = own.createStatement()) {
      statement.execute("SET idle_in_transaction_session_timeout = '300ms'");
    }
    assertEquals(List.of("5"), Rows.of(own, "NL: number of departments"));
    own.setAutoCommit(autoCommit);
    return own;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NL: " + SLOW,
        "NL SHOW: " + SLOW,
        "NL EXPLAIN: " + SLOW,
        "NL NARRATE: " + SLOW,
        "SELECT * FROM NL('" + SLOW + "') q",
        "INSERT INTO departments (id, name) SELECT 90, name FROM (NL: " + SLOW + ") q"
      })
  void theErrorSaysWhatHasHappened(String statement) throws SQLException {
    try (Connection own = impatient(false);
        Statement asked = own.createStatement()) {
      Rows.of(own, "SELECT COUNT(*) FROM departments");
      SQLException told = assertThrows(SQLException.class, () -> asked.execute(statement));
      assertEnded(own, told);
    }
    assertSound();
  }

  @Test
  void preparingToo() throws SQLException {
    try (Connection own = impatient(false)) {
      Rows.of(own, "SELECT COUNT(*) FROM departments");
      assertEnded(own, assertThrows(SQLException.class, () -> own.prepareStatement("NL: " + SLOW)));
    }
    assertSound();
  }

  private static void assertEnded(Connection own, SQLException told) throws SQLException {
    assertEquals(ENDED, told.getSQLState(), told::toString);
    assertTrue(String.valueOf(told.getMessage()).contains("idle-in-transaction"), told::toString);
    assertTrue(own.isClosed());
    assertFalse(own.isValid(1));
    assertState("08003", own::commit);
    assertState("08003", () -> own.createStatement().executeQuery("NL: number of departments"));
  }

  /** Nothing is left behind: what the model said is known to the next connection. */
  private void assertSound() throws SQLException {
    try (Connection next = open(Map.of());
        PreparedStatement prepared = next.prepareStatement("NL: " + SLOW)) {
      assertEquals(bareRows(SQL), Rows.of(prepared.executeQuery()));
    }
  }

  /** Without a transaction there is nothing to end. */
  @Test
  void autoCommitHasTime() throws SQLException {
    try (Connection own = impatient(true)) {
      assertEquals(bareRows(SQL), Rows.of(own, "NL: " + SLOW));
    }
  }
}
