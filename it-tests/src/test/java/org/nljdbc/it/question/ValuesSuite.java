package org.nljdbc.it.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.databases.TestDatabase;
import org.nljdbc.it.script.ScriptedTest;

/** Questions about values that stand in the rows: what the model and the user are told of them. */
abstract class ValuesSuite extends ScriptedTest {

  private static final int STORES = 20_000;
  private static final String ANSWER = "SELECT COUNT(*) FROM stores";

  @TempDir private Path folder;

  @BeforeAll
  void fill(TestDatabase given) throws SQLException {
    try (Connection bare = given.bare();
        Statement statement = bare.createStatement()) {
      statement.execute(
          "CREATE TABLE stores (id INTEGER PRIMARY KEY, state VARCHAR(20), town VARCHAR(60),"
              + " keeper VARCHAR(60))");
      bare.setAutoCommit(false);
      try (PreparedStatement insert =
          bare.prepareStatement("INSERT INTO stores VALUES (?, ?, ?, ?)")) {
        for (int i = 0; i < STORES; i++) {
          insert.setInt(1, i);
          insert.setString(2, i % 2 == 0 ? "TX" : "NY");
          insert.setString(3, i % 300 == 0 ? "São Tomé" : "Town " + i % 300);
          insert.setString(4, "Keeper " + i);
          insert.addBatch();
        }
        insert.executeBatch();
      }
      bare.commit();
    }
  }

  @AfterAll
  void drop() throws SQLException {
    Rows.update(database, "DROP TABLE stores");
  }

  private String asked(Connection on, String question) throws SQLException {
    model().answer(question, ANSWER);
    Rows.of(on, "NL: " + question);
    var requests = model().requests();
    return requests.get(requests.size() - 1).prompt().messages().get(1).text();
  }

  private String asked(String question) throws SQLException {
    return asked(connection, question);
  }

  private static List<String> warnings(Statement statement) throws SQLException {
    List<String> texts = new ArrayList<>();
    for (SQLWarning each = statement.getWarnings(); each != null; each = each.getNextWarning()) {
      assertEquals("01000", each.getSQLState());
      texts.add(each.getMessage());
    }
    return texts;
  }

  @Test
  void theModelIsToldWhichValuesAQuestionNames() throws SQLException {
    assertEquals(
        "-- stores.town holds 'Town 277'\nstores in town 277", asked("stores in town 277"));
    assertEquals(
        "-- stores.town holds 'São Tomé'\nhow many in sao tome", asked("how many in sao tome"));
    assertEquals("how many stores are there", asked("how many stores are there"));
  }

  @Test
  void theSchemaTextIsTheSameForEveryQuestion() throws SQLException {
    asked("stores in town 12");
    asked("customers in Oslo");
    var requests = model().requests();
    assertEquals(
        requests.get(0).prompt().messages().get(0), requests.get(1).prompt().messages().get(0));
  }

  @Test
  void aLargeColumnIsKnownInPartAndQuickly() throws SQLException {
    int told = 0;
    for (int i = 0; i < STORES; i += 100) {
      told += asked("the store of keeper " + i + " now").startsWith("-- ") ? 1 : 0;
    }
    assertTrue(told > 0 && told < STORES / 200, "of 200 keepers: " + told);
  }

  @Test
  void valuesMayBeLeftUnread() throws SQLException {
    for (Map<String, String> settings :
        List.of(
            Map.of("nl.values", "0"), Map.of("nl.samples", "0"), Map.of("nl.exclude", "stor*"))) {
      model().answer("places in town 277", "SELECT COUNT(*) FROM customers");
      try (Connection other = open(settings)) {
        assertEquals(List.of("60"), Rows.of(other, "NL: places in town 277"));
        var requests = model().requests();
        assertEquals(
            "places in town 277",
            requests.get(requests.size() - 1).prompt().messages().get(1).text());
      }
    }
  }

  @Test
  void aGlossaryCallsValuesByOtherNamesAndHidesColumns() throws Exception {
    Path file = folder.resolve("nl.yaml");
    Files.writeString(
        file,
        "tables: {stores: {columns: {state: {values: {TX: [Texas]}}, town: {index: false},"
            + " keeper: {hidden: true}}}}");
    try (Connection glossed = open(Map.of("nl.glossary", file.toString()))) {
      assertTrue(
          asked(glossed, "stores in texas").startsWith("-- Texas means stores.state = 'TX'\n"));
      assertTrue(asked(glossed, "stores in Texsa").startsWith("-- stores.state holds 'TX'\n"));
      assertEquals("stores in town 277", asked(glossed, "stores in town 277"));
      model().answer("those of texas", "SELECT COUNT(*) FROM stores WHERE state = 'Texas'");
      assertEquals(List.of("10000"), Rows.of(glossed, "NL: those of texas"));
    }
  }

  @Test
  void aValueThatNoRowHasDrawsAWarningWithTheNearestAndTheirRows() throws SQLException {
    model().answer("keepers of nowhere", "SELECT keeper FROM stores WHERE state = 'TXX'");
    try (Statement statement = connection.createStatement()) {
      assertTrue(Rows.of(statement.executeQuery("NL: keepers of nowhere")).isEmpty());
      List<String> warnings = warnings(statement);
      String last = warnings.get(warnings.size() - 1).toLowerCase(Locale.ROOT);
      assertEquals(
          "no row of stores has the value 'txx' in state. nearest: 'tx' (10000 rows), 'ny' (10000"
              + " rows).",
          last);
    }
    model().answer("a keeper", "SELECT town FROM stores WHERE keeper = '19999'");
    try (Statement statement = connection.createStatement()) {
      assertTrue(Rows.of(statement.executeQuery("NL: a keeper")).isEmpty());
      String all = warnings(statement).toString();
      assertTrue(all.contains("'Keeper 19999' (1 row)"), all);
    }
  }

  @Test
  void theTransactionIsNotTouched() throws SQLException {
    try (Connection fresh = open(Map.of("nl.exclude", "nothing_here"))) {
      fresh.setAutoCommit(false);
      try (Statement statement = fresh.createStatement()) {
        statement.executeUpdate("INSERT INTO departments VALUES (77, 'Uncommitted', 0)");
      }
      model().answer("stores in Town 5", "SELECT COUNT(*) FROM stores WHERE town = 'town five'");
      assertEquals(List.of("0"), Rows.of(fresh, "NL: stores in Town 5"));
      assertFalse(fresh.getAutoCommit());
      assertEquals(
          List.of("Uncommitted"), Rows.of(fresh, "SELECT name FROM departments WHERE id = 77"));
      fresh.rollback();
    }
    assertTrue(bareRows("SELECT name FROM departments WHERE id = 77").isEmpty());
  }
}
