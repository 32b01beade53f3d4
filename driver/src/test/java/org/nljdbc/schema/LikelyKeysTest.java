package org.nljdbc.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.spi.Progress;

class LikelyKeysTest {

  private static Schema read(String... tables) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = connection.createStatement()) {
      for (String table : tables) {
        statement.execute("CREATE TABLE " + table);
      }
      return new SchemaReader(0, Progress.NONE).read(connection);
    }
  }

  private static List<String> keys(Schema schema) {
    List<String> keys = new ArrayList<>();
    for (Table table : LikelyKeys.added(schema).tables()) {
      for (ForeignKey key : table.foreignKeys()) {
        keys.add(
            key.fromTable()
                + "."
                + key.fromColumns().get(0)
                + "="
                + key.toTable()
                + "."
                + key.toColumns().get(0));
      }
    }
    return keys;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Agent (AgentId INTEGER PRIMARY KEY) | Ticket (TicketId INTEGER PRIMARY KEY, AgentId INT)"
            + " | Ticket.AgentId=Agent.AgentId",
        "customers (id INTEGER PRIMARY KEY) | orders (id INTEGER PRIMARY KEY, customer_id INT)"
            + " | orders.customer_id=customers.id",
        "countries (code TEXT PRIMARY KEY) | cities (name TEXT, country_code TEXT)"
            + " | cities.country_code=countries.code",
      })
  void aNameThatLeavesNoDoubtIsAKey(String target, String table, String key) throws SQLException {
    assertEquals(List.of(key), keys(read(target, table)));
    assertEquals(List.of(key), keys(LikelyKeys.added(read(target, table))), "and once is enough");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "patients (ssn INTEGER PRIMARY KEY) | nurses (id INTEGER PRIMARY KEY, ssn INT)",
        "a (item_id INTEGER PRIMARY KEY) | b (item_id INTEGER PRIMARY KEY)",
        "customers (id INTEGER PRIMARY KEY) | orders (id INTEGER PRIMARY KEY, customer_id TEXT)",
        "customers (id INTEGER) | orders (id INTEGER PRIMARY KEY, customer_id INT)",
        "a (code_id INT, part_id INT, PRIMARY KEY (code_id, part_id)) | b (code_id INT)",
      })
  void whatMayBeSomethingElseIsNone(String target, String table) throws SQLException {
    Schema schema = read(target, table);
    assertSame(schema, LikelyKeys.added(schema));
  }

  @Test
  void tablesThatAreLinkedAlreadyStayAsTheyAre() throws SQLException {
    Schema schema =
        read(
            "person (person_id INTEGER PRIMARY KEY)",
            "letter (sender INT REFERENCES person (person_id), person_id INT)");
    assertSame(schema, LikelyKeys.added(schema));
  }

  @Test
  void twoTargetsAreNoKey() throws SQLException {
    Schema schema =
        read(
            "old_item (item_id INTEGER PRIMARY KEY)",
            "new_item (item_id INTEGER PRIMARY KEY)",
            "line (item_id INT)");
    assertSame(schema, LikelyKeys.added(schema));
  }
}
