package org.nljdbc.it.question;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.databases.TestDatabase;
import org.nljdbc.it.script.ScriptedTest;

/** Points in time, truth and joined texts, as a model writes them for another database. */
abstract class MomentsSuite extends ScriptedTest {

  @BeforeAll
  void fill(TestDatabase given) throws SQLException {
    String moment = given.kind() == Kind.MARIADB ? "DATETIME" : "TIMESTAMP";
    Rows.update(
        given,
        "CREATE TABLE parcels (id INTEGER PRIMARY KEY, owner VARCHAR(20), town VARCHAR(20),"
            + " sent_at "
            + moment
            + ", arrived_at "
            + moment
            + ", express BOOLEAN)");
    Rows.update(
        given,
        "INSERT INTO parcels VALUES"
            + " (1, 'Ann', 'Rome', '2026-09-30 23:59:59', '2026-10-02 11:59:59', TRUE),"
            + " (2, 'Bob', 'Oslo', '2026-10-01 00:00:00', '2026-10-02 00:00:00', FALSE),"
            + " (3, 'Cy', 'Rome', '2026-10-31 22:15:00', '2026-11-03 10:15:00', TRUE),"
            + " (4, 'Di', 'Bonn', '2026-11-01 00:00:00', '2026-11-01 12:00:00', FALSE)");
  }

  @AfterAll
  void drop() throws SQLException {
    Rows.update(database, "DROP TABLE parcels");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM parcels WHERE sent_at BETWEEN '2026-10-01' AND '2026-10-31' ORDER BY id",
        "SELECT p.id FROM parcels p WHERE p.sent_at BETWEEN '2026-10-01' AND '2026-10-31'"
            + " ORDER BY p.id",
        "SELECT id FROM parcels WHERE sent_at >= '2026-10-01' AND sent_at <= '2026-10-31'"
            + " ORDER BY id",
        "SELECT id FROM parcels WHERE NOT (sent_at NOT BETWEEN '2026-10-01' AND '2026-10-31')"
            + " ORDER BY id",
      })
  void aRangeEndsWithItsLastDay(String sql) throws SQLException {
    assertEquals(List.of("2", "3"), answered(sql));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM parcels WHERE sent_at = '2026-10-31'",
        "SELECT id FROM parcels WHERE NOT sent_at <> '2026-10-31' OR sent_at = '2026-10-31'",
        "SELECT id FROM parcels WHERE sent_at BETWEEN '2026-10-31' AND '2026-10-31'",
        "SELECT id FROM parcels WHERE sent_at >= '2026-10-31' AND sent_at <= '2026-10-31'",
      })
  void aDayIsAllOfIt(String sql) throws SQLException {
    assertEquals(List.of("3"), answered(sql));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM parcels WHERE sent_at <= '2026-10-31 22:15:00' ORDER BY id",
        "SELECT id FROM parcels WHERE sent_at BETWEEN '2026-09-30 10:00:00' AND"
            + " '2026-10-31 22:15:00' ORDER BY id",
      })
  void aTimeOfDayStays(String sql) throws SQLException {
    assertEquals(List.of("1", "2", "3"), answered(sql));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT AVG(julianday(arrived_at) - julianday(sent_at)) FROM parcels WHERE id < 3",
        "SELECT SUM(julianday(arrived_at) - julianday(sent_at)) / 2 FROM parcels WHERE id < 3",
      })
  void daysKeepTheirFraction(String sql) throws SQLException {
    assertEquals(1.25, Double.parseDouble(answered(sql).get(0)), 0.0001);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT COUNT(*) FROM parcels WHERE express = 1",
        "SELECT COUNT(*) FROM parcels WHERE express = TRUE",
        "SELECT COUNT(*) FROM parcels WHERE express",
        "SELECT COUNT(*) FROM parcels WHERE express <> 0",
        "SELECT SUM(express) FROM parcels",
        "SELECT SUM(CASE WHEN express = 1 THEN 1 ELSE 0 END) FROM parcels",
      })
  void truthIsCounted(String sql) throws SQLException {
    assertEquals(List.of("2"), answered(sql));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM parcels WHERE town LIKE '%oslo%'",
        "SELECT p.id FROM parcels p WHERE p.town NOT LIKE 'r%' AND p.town LIKE 'os%'",
      })
  void aPatternIgnoresCase(String sql) throws SQLException {
    assertEquals(List.of("2"), answered(sql));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT CAST(SUM(CASE WHEN id > 1 THEN 1 ELSE 0 END) AS REAL) / COUNT(*) FROM parcels",
        "SELECT CAST(COUNT(*) AS FLOAT) / 4 - 0.25 FROM parcels",
        "SELECT CAST(CAST(id AS VARCHAR(9)) AS INTEGER) * 0.25 FROM parcels WHERE id = 3",
      })
  void castsAreKnown(String sql) throws SQLException {
    assertEquals(0.75, Double.parseDouble(answered(sql).get(0)), 0.0001);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT owner || ' of ' || town FROM parcels WHERE id = 2",
        "SELECT p.owner || ' of ' || p.town FROM parcels p WHERE p.owner || p.town = 'BobOslo'",
      })
  void textsAreJoined(String sql) throws SQLException {
    assertEquals(List.of("Bob of Oslo"), answered(sql));
  }
}
