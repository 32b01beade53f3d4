package org.nljdbc.it.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.script.ScriptedTest;

/**
 * What is defined in a transaction is known as long as it is there, and to those who see it. Where
 * a definition commits (H2, MariaDB), it stays, and everybody sees it at once.
 */
abstract class UncommittedSuite extends ScriptedTest {

  private static final String MADE = "made_in_vain";
  private static final String CREATE = "CREATE TABLE " + MADE + " (id INTEGER, word VARCHAR(10))";

  /** Through our driver, and asked afterwards, so that the next test's connection knows. */
  @AfterEach
  void dropIt() throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    for (String table : new String[] {MADE, "made_first"}) {
      run("DROP TABLE IF EXISTS " + table);
      assertFalse(knows(connection, table));
    }
  }

  private boolean takesDefinitionsBack() {
    return database.kind() == Kind.POSTGRESQL || database.kind() == Kind.SQLITE;
  }

  private static boolean knows(Connection asked, String table) throws SQLException {
    return Rows.of(asked, "NL: what tables are there").stream()
        .anyMatch(row -> row.toLowerCase(Locale.ROOT).startsWith(table + "|"));
  }

  private static boolean knows(Connection asked) throws SQLException {
    return knows(asked, MADE);
  }

  private static void run(Connection on, String sql) throws SQLException {
    try (Statement statement = on.createStatement()) {
      statement.execute(sql);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void afterARollbackTheTableIsGone(boolean askedBefore) throws SQLException {
    if (askedBefore) {
      assertFalse(knows(connection));
    }
    connection.setAutoCommit(false);
    run(CREATE);
    assertTrue(knows(connection));
    model().answer("words made in vain", "SELECT word FROM " + MADE);
    assertTrue(rows("NL: words made in vain").isEmpty());
    connection.rollback();
    assertEquals(!takesDefinitionsBack(), knows(connection));
    try (Connection other = open(Map.of())) {
      assertEquals(!takesDefinitionsBack(), knows(other));
    }
    connection.rollback();
  }

  /** Nobody tells us of it: it shows when the schema is looked at anew. */
  @Test
  void whatOthersDefineIsKnownWithinTheAgeOfTheSchema() throws Exception {
    try (Connection asked = open(Map.of("nl.schemaMaxAge", "1"))) {
      assertFalse(knows(asked));
      Rows.update(database, CREATE);
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (!knows(asked)) {
        assertTrue(System.nanoTime() < end, "not known after 30 seconds");
        Thread.sleep(50);
      }
    }
  }

  @Test
  void afterARollbackAnotherTableOfThatNameIsRead() throws SQLException {
    Assumptions.assumeTrue(takesDefinitionsBack());
    connection.setAutoCommit(false);
    run(CREATE);
    assertTrue(knows(connection));
    connection.rollback();
    // SQLite gives this change the number that the other one had.
    run("CREATE TABLE " + MADE + " (id INTEGER, colour VARCHAR(10))");
    model().answer("colours made in vain", "SELECT colour FROM " + MADE);
    assertTrue(rows("NL: colours made in vain").isEmpty());
    connection.rollback();
  }

  @Test
  void othersSeeItWhenItIsCommitted() throws SQLException {
    try (Connection other = open(Map.of())) {
      assertFalse(knows(other));
      connection.setAutoCommit(false);
      run(CREATE);
      assertTrue(knows(connection));
      assertEquals(!takesDefinitionsBack(), knows(other));
      try (Connection late = open(Map.of())) {
        assertEquals(!takesDefinitionsBack(), knows(late));
      }
      connection.commit();
      assertTrue(knows(other));
      assertTrue(knows(connection));
      connection.commit();
    }
  }

  @Test
  void switchingToAutoCommitCommitsIt() throws SQLException {
    try (Connection other = open(Map.of())) {
      assertFalse(knows(other));
      connection.setAutoCommit(false);
      run(CREATE);
      assertTrue(knows(connection));
      connection.setAutoCommit(true);
      assertTrue(knows(other));
    }
  }

  @Test
  void backToASavepointItsTablesAreGone() throws SQLException {
    Assumptions.assumeTrue(takesDefinitionsBack());
    connection.setAutoCommit(false);
    run("CREATE TABLE made_first (id INTEGER)");
    Savepoint savepoint = connection.setSavepoint();
    run(CREATE);
    assertTrue(knows(connection));
    connection.rollback(savepoint);
    assertFalse(knows(connection));
    assertTrue(knows(connection, "made_first"));
    try (Connection other = open(Map.of())) {
      assertFalse(knows(other, "made_first"));
    }
    connection.commit();
    try (Connection other = open(Map.of())) {
      assertTrue(knows(other, "made_first"));
      assertFalse(knows(other));
    }
  }

  @Test
  void whoClosesInTheMiddleLeavesNothing() throws SQLException {
    Assumptions.assumeTrue(takesDefinitionsBack());
    Connection own = open(Map.of());
    own.setAutoCommit(false);
    run(own, CREATE);
    assertTrue(knows(own));
    own.close();
    assertFalse(knows(connection));
    try (Connection other = open(Map.of())) {
      assertFalse(knows(other));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ROLLBACK", "-- enough\nrollback;"})
  void aTransactionMayBeWrittenInSql(String end) throws SQLException {
    Assumptions.assumeTrue(takesDefinitionsBack());
    run("BEGIN");
    run(CREATE);
    assertTrue(knows(connection));
    try (Connection other = open(Map.of())) {
      assertFalse(knows(other));
    }
    run(end);
    assertFalse(knows(connection));
    run("BEGIN");
    run(CREATE);
    assertTrue(knows(connection));
    run("COMMIT");
    try (Connection other = open(Map.of())) {
      assertTrue(knows(other));
    }
  }

  @Test
  void aPreparedDefinitionIsOneWhenItIsExecuted() throws SQLException {
    Assumptions.assumeTrue(
        database.kind() != Kind.SQLITE, "SQLite's driver keeps the schema locked meanwhile");
    try (PreparedStatement definition = connection.prepareStatement(CREATE)) {
      assertFalse(knows(connection));
      definition.execute();
      assertTrue(knows(connection));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void soIsOneThatIsExecutedAsABatch(boolean large) throws SQLException {
    Assumptions.assumeTrue(
        database.kind() != Kind.SQLITE, "SQLite's driver keeps the schema locked meanwhile");
    try (PreparedStatement definition = connection.prepareStatement(CREATE)) {
      assertFalse(knows(connection));
      definition.addBatch();
      assertFalse(knows(connection));
      if (large) {
        definition.executeLargeBatch();
      } else {
        definition.executeBatch();
      }
      assertTrue(knows(connection));
    }
  }

  @Test
  void aDefinitionInABatchIsOneWhenItIsExecuted() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.addBatch(CREATE);
      assertFalse(knows(connection));
      statement.executeBatch();
      assertTrue(knows(connection));
    }
  }

  @Test
  void aTemporaryTableStaysWithItsConnection() throws SQLException {
    String local = database.kind() == Kind.H2 ? "LOCAL " : "";
    run(CREATE.replace("CREATE ", "CREATE " + local + "TEMPORARY "));
    knows(connection); // some databases list such tables, others do not
    try (Connection other = open(Map.of())) {
      assertFalse(knows(other));
      run(CREATE.replace(MADE, "made_first"));
      assertTrue(knows(other, "made_first"));
    }
    run("DROP TABLE " + MADE);
  }
}
