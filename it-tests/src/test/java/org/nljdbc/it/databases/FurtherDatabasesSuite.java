package org.nljdbc.it.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.it.script.Script;

/**
 * Questions to databases of which the driver knows little more than how they say things: what a
 * model is likely to write for SQLite becomes what they take, and gives the rows that were meant.
 */
abstract class FurtherDatabasesSuite {

  @TempDir Path folder;

  private final Script script = Script.direct();

  @SuppressWarnings("NullAway.Init") // set before each test
  private Connection bare;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Connection connection;

  /** The database's URL without {@code jdbc:}, of a database of its own in this folder. */
  abstract String url(Path own);

  /** A literal of a date or timestamp. */
  String literal(String type, String text) {
    return type + " '" + text + "'";
  }

  @BeforeEach
  void open() throws SQLException {
    String url = url(folder);
    bare = DriverManager.getConnection("jdbc:" + url);
    try (Statement statement = bare.createStatement()) {
      statement.execute(
          "CREATE TABLE towns (town_id INTEGER PRIMARY KEY, name VARCHAR(20), country VARCHAR(20))");
      statement.execute(
          "CREATE TABLE parcels (parcel_id INTEGER PRIMARY KEY, town_id INTEGER REFERENCES"
              + " towns(town_id), weight INTEGER, sent_on DATE, arrived_at TIMESTAMP, express"
              + " BOOLEAN)");
      statement.execute("INSERT INTO towns VALUES (1, 'Rome', 'Italy'), (2, 'Lyon', 'France')");
      parcel(statement, "1, 1, 5", "2023-01-30", "2023-02-01 08:00:00", true);
      parcel(statement, "2, 1, 2", "2023-12-31", "2024-01-02 23:30:00", false);
      parcel(statement, "3, 2, 9", "2024-02-28", "2024-02-29 10:00:00", true);
      parcel(statement, "4, 1, 1", "2024-03-01", null, false);
    }
    Properties settings = new Properties();
    settings.putAll(script.settings());
    settings.putAll(Map.of("nl.candidates", "1"));
    connection = DriverManager.getConnection("jdbc:nl:" + url, settings);
  }

  private void parcel(
      Statement statement, String numbers, String sent, @Nullable String arrived, boolean express)
      throws SQLException {
    String at = arrived == null ? "CAST(NULL AS TIMESTAMP)" : literal("TIMESTAMP", arrived);
    statement.execute(
        "INSERT INTO parcels VALUES ("
            + numbers
            + ", "
            + literal("DATE", sent)
            + ", "
            + at
            + ", "
            + express
            + ")");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    bare.close();
    script.close();
  }

  final List<String> ask(String question, String answer) throws SQLException {
    script.model().answer(question, answer);
    return Rows.of(connection, "NL: " + question);
  }

  @Test
  void theLargestFew() throws SQLException {
    assertEquals(
        List.of("3", "1"),
        ask(
            "the 2 heaviest parcels",
            "SELECT parcel_id FROM parcels ORDER BY weight DESC LIMIT 2"));
    assertEquals(
        List.of("1", "2"),
        ask(
            "the 2 heaviest parcels after the first",
            "SELECT parcel_id FROM parcels ORDER BY weight DESC LIMIT 2 OFFSET 1"));
    assertEquals(
        List.of("3"),
        ask(
            "parcels as heavy as the heaviest",
            "SELECT parcel_id FROM parcels WHERE weight = (SELECT weight FROM parcels ORDER BY"
                + " weight DESC LIMIT 1)"));
  }

  @Test
  void theTopOfGroups() throws SQLException {
    assertEquals(
        List.of("Lyon", "Rome"),
        ask(
            "top 2 towns by weight",
            "SELECT T1.name FROM towns AS T1 JOIN parcels AS T2 ON T1.town_id = T2.town_id GROUP BY"
                + " T1.town_id ORDER BY SUM(T2.weight) DESC LIMIT 2"));
  }

  @Test
  void datesAsText() throws SQLException {
    assertEquals(
        List.of("1", "2"),
        ask(
            "parcels sent in 2023",
            "SELECT parcel_id FROM parcels WHERE sent_on LIKE '2023-%' ORDER BY parcel_id"));
    assertEquals(
        List.of("3"),
        ask(
            "parcels of the second month of 2024",
            "SELECT parcel_id FROM parcels WHERE arrived_at LIKE '2024-02%' ORDER BY parcel_id"));
    assertEquals(
        List.of("2"),
        ask(
            "parcels that arrived on 2024-01-02",
            "SELECT parcel_id FROM parcels WHERE arrived_at = '2024-01-02'"));
    assertEquals(
        List.of("2", "3"),
        ask(
            "parcels that arrived since 2024-01-01",
            "SELECT parcel_id FROM parcels WHERE arrived_at >= '2024-01-01' ORDER BY parcel_id"));
  }

  @Test
  void partsOfDates() throws SQLException {
    assertEquals(
        List.of("2023|2", "2024|2"),
        ask(
            "parcels per year",
            "SELECT EXTRACT(YEAR FROM sent_on), COUNT(*) FROM parcels GROUP BY EXTRACT(YEAR FROM"
                + " sent_on) ORDER BY 1"));
    assertEquals(
        List.of("2023-01", "2023-12"),
        ask(
            "months in 2023 in which parcels were sent",
            "SELECT strftime('%Y-%m', sent_on) FROM parcels WHERE strftime('%Y', sent_on) = 2023"
                + " ORDER BY 1"));
    assertEquals(
        List.of("0"),
        ask("parcels of the day", "SELECT COUNT(*) FROM parcels WHERE sent_on = date('now')"));
    assertEquals(
        List.of("2"),
        ask(
            "parcels that took at least 2 days",
            "SELECT COUNT(*) FROM parcels WHERE DATEDIFF(arrived_at, sent_on) >= 2"));
  }

  @Test
  void meansAndSharesOfWholeNumbers() throws SQLException {
    String mean = ask("mean weight", "SELECT AVG(weight) FROM parcels").get(0);
    assertEquals(4.25, Double.parseDouble(mean), 1e-9);
    String share =
        ask(
                "share of express parcels in percent",
                "SELECT SUM(CASE WHEN express = 1 THEN 1 ELSE 0 END) * 100 / COUNT(*) FROM parcels"
                    + " WHERE weight > 1")
            .get(0);
    assertEquals(200.0 / 3, Double.parseDouble(share), 1e-3);
  }

  @Test
  void truthAndText() throws SQLException {
    assertEquals(
        List.of("2"),
        ask("how many express parcels?", "SELECT COUNT(*) FROM parcels WHERE express = 1"));
    assertEquals(List.of("2"), ask("sum of express parcels", "SELECT SUM(express) FROM parcels"));
    assertEquals(
        List.of("Rome"),
        ask("towns with 'rom' in their name", "SELECT name FROM towns WHERE name LIKE '%rom%'"));
    assertEquals(
        List.of("Lyon, France", "Rome, Italy"),
        ask(
            "towns with their countries in one column",
            "SELECT name || ', ' || country FROM towns ORDER BY name"));
  }

  @Test
  void keysAreKnown() throws SQLException {
    String prompt = String.join("\n", Rows.of(connection, "NL PROMPT: how many towns are there?"));
    String key = "FOREIGN KEY (town_id) REFERENCES towns (town_id)";
    assertTrue(prompt.toLowerCase(Locale.ROOT).contains(key.toLowerCase(Locale.ROOT)), prompt);
  }

  @Test
  void wrongSqlIsFoundBeforeItRuns() {
    script.model().answer("names of parcels", "SELECT no_such_function(name) FROM towns");
    SQLException thrown =
        assertThrows(SQLException.class, () -> Rows.of(connection, "NL: names of parcels"));
    assertEquals("42000", thrown.getSQLState());
  }

  @Test
  void parametersAreBound() throws SQLException {
    script
        .model()
        .answer(
            "parcels heavier than 'p1'",
            "SELECT parcel_id FROM parcels WHERE weight > :p1 ORDER BY parcel_id LIMIT 5");
    try (PreparedStatement prepared = connection.prepareStatement("NL: parcels heavier than ?")) {
      prepared.setInt(1, 4);
      assertEquals(List.of("1", "3"), Rows.of(prepared.executeQuery()));
    }
  }

  @Test
  void valuesThatNoRowHasAreTold() throws SQLException {
    script.model().answer("parcels to Roma", "SELECT COUNT(*) FROM towns WHERE name = 'Roma'");
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("NL: parcels to Roma")) {
        assertEquals(List.of("0"), Rows.of(rows));
      }
      StringBuilder told = new StringBuilder();
      for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
        told.append(w.getMessage()).append('\n');
      }
      assertTrue(told.toString().contains("Rome"), told::toString);
    }
  }

  @Test
  void ordinaryStatementsPass() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE towns SET name = 'Roma' WHERE town_id = 1");
    }
    assertEquals(List.of("Roma"), Rows.of(bare, "SELECT name FROM towns WHERE town_id = 1"));
  }
}
