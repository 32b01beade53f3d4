package org.nljdbc.it.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.NlStatement;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.script.ScriptedTest;
import org.nljdbc.spi.GenerationRequest;

/** What fails a check or at the database goes back to the model, a bounded number of times. */
abstract class RepairSuite extends ScriptedTest {

  /** Reads the schema at every question; else one that has changed earns a second chance. */
  private static final Map<String, String> FRESH = Map.of("nl.schemaMaxAge", "0");

  private static final String GOOD = "SELECT COUNT(*) FROM customers";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT nmae FROM customers",
        "SELECT name FROM clients",
        "SELECT name FROM customers WHERE",
        "SELECT c.name FROM customers k",
        "SELECT no_such_function(name) FROM customers",
        "SELECT 1; SELECT 2"
      })
  void repairsSqlThatFailsACheck(String bad) throws SQLException {
    model().answer("how many customers", bad, GOOD);
    try (Statement statement = connection.createStatement()) {
      assertEquals(List.of("60"), Rows.of(statement.executeQuery("NL: how many customers")));
      assertEquals(2, statement.unwrap(NlStatement.class).lastTranslation().orElseThrow().tries());
    }
    assertEquals(2, model().requests().size());
    assertTrue(model().latestPrompt().contains(bad.substring(7, 11)), model().latestPrompt());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT COUNT(*) FROM custmers | SELECT COUNT(*) FROM customers",
        "SELECT CustomerName FROM customers ORDER BY ID | SELECT name FROM customers ORDER BY id",
        "SELECT name FROM customers ORDER BY id FETCH FIRST 2 ROWS ONLY"
            + " | SELECT name FROM customers ORDER BY id LIMIT 2"
      })
  void mendsWhatHasOneReadingWithoutAsking(String bad, String good) throws SQLException {
    model().answer("as meant: " + bad, bad);
    assertEquals(rows(good), rows("NL: as meant: " + bad));
    assertEquals(1, model().requests().size());
  }

  @Test
  void addsATableForWantOfBetterAfterASecondLook() throws SQLException {
    model().answer("emails", "SELECT COUNT(DISTINCT email) FROM orders");
    String good =
        "SELECT COUNT(DISTINCT c.email) FROM orders o JOIN customers c ON o.customer_id = c.id";
    assertEquals(rows(good), rows("NL: emails"));
    assertEquals(List.of(1, 4), candidates());
  }

  @Test
  void prefersAnAnswerThatNeedsNoTableMore() throws SQLException {
    model()
        .answer(
            "emails",
            "SELECT COUNT(DISTINCT email) FROM orders",
            "SELECT COUNT(DISTINCT email) FROM customers");
    assertEquals(rows("SELECT COUNT(DISTINCT email) FROM customers"), rows("NL: emails"));
    assertEquals(List.of(1, 4), candidates());
  }

  private List<Integer> candidates() {
    return model().requests().stream().map(GenerationRequest::candidates).toList();
  }

  @Test
  void tellsTheModelTheNearestName() throws SQLException {
    model().answer("names", "SELECT nmae FROM customers", "SELECT name FROM customers");
    rows("NL: names");
    String prompt = model().latestPrompt();
    String complaint = prompt.substring(prompt.lastIndexOf("nmae"));
    assertTrue(complaint.contains("name"), complaint);
  }

  /** SQL that passes every check and fails when it runs. */
  private String failing() {
    return database.kind() == Kind.SQLITE
        ? "SELECT abs(-9223372036854775808) FROM customers"
        : "SELECT (SELECT c.id FROM customers c) FROM orders";
  }

  @Test
  void repairsWhatTheDatabaseRefuses() throws SQLException {
    model().answer("how many customers", failing(), GOOD);
    assertEquals(List.of("60"), rows("NL: how many customers"));
    assertEquals(2, model().requests().size());
    // What was found in the end is what is remembered.
    assertEquals(List.of("60"), rows("NL: how many customers"));
    assertEquals(2, model().requests().size());
  }

  /** Its SQL is fixed once it is prepared, so that what the database says comes out as it is. */
  @Test
  void aPreparedStatementKeepsItsSql() throws SQLException {
    model().answer("how many customers", failing(), GOOD);
    try (PreparedStatement statement = connection.prepareStatement("NL: how many customers")) {
      if (model().requests().size() == 1) {
        SQLException own = assertThrows(SQLException.class, statement::executeQuery);
        SQLException bare = assertThrows(SQLException.class, () -> bareRows(failing()));
        assertEquals(bare.getSQLState(), own.getSQLState());
        assertEquals(bare.getErrorCode(), own.getErrorCode());
      } else { // the database refused it at once, so that it was repaired before it was prepared
        assertEquals(List.of("60"), Rows.of(statement.executeQuery()));
      }
    }
    assertEquals(List.of("60"), rows(GOOD));
  }

  @Test
  void aFailedGuessLeavesTheTransactionAsItWas() throws SQLException {
    run("CREATE TABLE in_progress (id INTEGER PRIMARY KEY)");
    connection.setAutoCommit(false);
    run("INSERT INTO in_progress VALUES (1)");
    model().answer("how many customers", "SELECT nmae FROM customers", failing(), GOOD);
    assertEquals(List.of("60"), rows("NL: how many customers"));
    model().answer("rows in progress", "SELECT COUNT(*) FROM in_progress");
    assertEquals(List.of("1"), rows("NL: rows in progress"));
    assertEquals(List.of("1"), rows("SELECT COUNT(*) FROM in_progress"));
    connection.rollback();
    assertEquals(List.of("0"), rows("SELECT COUNT(*) FROM in_progress"));
    connection.rollback();
    connection.setAutoCommit(true);
    run("DROP TABLE in_progress");
  }

  @Test
  void givesUpAfterTheTriesThatAreAllowed() throws SQLException {
    String[] bad = {
      "SELECT a1 FROM customers",
      "SELECT a2 FROM customers",
      "SELECT a3 FROM customers",
      "SELECT a4 FROM customers"
    };
    model().answer("hopeless", bad);
    try (Connection fresh = open(FRESH)) {
      SQLException refused = assertState("42000", () -> Rows.of(fresh, "NL: hopeless"));
      assertEquals(3, model().requests().size());
      assertTrue(String.valueOf(refused.getMessage()).contains("a3"), refused.toString());
    }
    try (Connection strict = open(Map.of("nl.tries", "0", "nl.schemaMaxAge", "0"))) {
      model().answer("hopeless too", bad);
      assertState("42000", () -> Rows.of(strict, "NL: hopeless too"));
      assertEquals(4, model().requests().size());
    }
    assertEquals(List.of("60"), rows(GOOD));
  }

  @Test
  void doesNotAskForEverAModelThatRepeatsItself() throws SQLException {
    model().answer("stubborn", "SELECT a1 FROM customers");
    try (Connection fresh = open(FRESH)) {
      assertState("42000", () -> Rows.of(fresh, "NL: stubborn"));
    }
    assertTrue(model().requests().size() <= 3);
  }

  @Test
  void theDatabasesOwnErrorComesOutIfNothingHelps() throws SQLException {
    model().answer("hopeless", failing());
    SQLException refused = assertThrows(SQLException.class, () -> rows("NL: hopeless"));
    String bare = "";
    try {
      bareRows(failing());
    } catch (SQLException expected) {
      bare = String.valueOf(expected.getSQLState());
    }
    assertFalse(model().requests().isEmpty());
    assertTrue(
        List.of(bare, "42000").contains(String.valueOf(refused.getSQLState())), refused.toString());
  }

  @Test
  void aBadAnswerIsNotRemembered() throws SQLException {
    model().answer("later better", "SELECT b1 FROM customers");
    assertState("42000", () -> rows("NL: later better"));
    model().answer("later better", GOOD);
    assertEquals(List.of("60"), rows("NL: later better"));
  }
}
