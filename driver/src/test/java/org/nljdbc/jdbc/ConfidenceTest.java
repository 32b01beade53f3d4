package org.nljdbc.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How sure an answer is, and what happens to one that is not sure enough. */
class ConfidenceTest {

  private static final String NAMES = "SELECT name FROM t ORDER BY id";

  private static Connection open(double confidence, int least) throws SQLException {
    ScriptedTranslator translator = new ScriptedTranslator(NAMES, NAMES);
    translator.confidence = confidence;
    return Fixtures.wrap(Fixtures.h2(), translator, "nl.minConfidence", String.valueOf(least));
  }

  @ParameterizedTest
  @CsvSource({"0.874, NL q1 (confidence 0.87): " + NAMES, "NaN, NL q1: " + NAMES})
  void isToldWithTheSql(double confidence, String warning) throws SQLException {
    try (Connection connection = open(confidence, 0);
        Statement statement = connection.createStatement()) {
      assertTrue(statement.execute("NL: names"));
      assertEquals(warning, statement.getWarnings().getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"NL: names", "nl 'names'"})
  void whatIsNotSureEnoughDoesNotRun(String question) throws SQLException {
    try (Connection connection = open(0.593, 60);
        Statement statement = connection.createStatement()) {
      SQLException e = assertThrows(SQLException.class, () -> statement.executeQuery(question));
      assertEquals("NL001", e.getSQLState());
      String message = String.valueOf(e.getMessage());
      assertTrue(message.contains("59 %"), message);
      assertTrue(message.endsWith(NAMES), message);
      e = assertThrows(SQLException.class, () -> connection.prepareStatement(question));
      assertEquals("NL001", e.getSQLState());
    }
  }

  @Test
  void runsOnceSomebodyHasConfirmedIt() throws SQLException {
    try (Connection connection = open(0.593, 60);
        Statement statement = connection.createStatement()) {
      SQLException unsure =
          assertThrows(SQLException.class, () -> statement.executeQuery("NL: names"));
      assertTrue(
          String.valueOf(unsure.getMessage()).contains("NL CONFIRM 'q1' runs it"),
          unsure::getMessage);
      try (ResultSet rows = statement.executeQuery("NL CONFIRM 'q1'")) {
        assertTrue(rows.next());
      }
      assertTrue(String.valueOf(statement.getWarnings().getMessage()).endsWith(NAMES));
      assertTrue(statement.execute("nl confirm 'q1'"));
      SQLException unknown =
          assertThrows(SQLException.class, () -> statement.execute("NL CONFIRM 'q9'"));
      assertEquals("NL004", unknown.getSQLState());
    }
    try (Connection other = open(0.593, 60);
        Statement statement = other.createStatement()) {
      assertThrows(SQLException.class, () -> statement.executeQuery("NL CONFIRM 'q1'"));
    }
  }

  @ParameterizedTest
  @CsvSource({"0.6, 60", "NaN, 60", "0.1, 0"})
  void restRuns(double confidence, int least) throws SQLException {
    try (Connection connection = open(confidence, least);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("NL: names")) {
      assertTrue(rows.next());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"NL SHOW: names"})
  void isShownHoweverUnsure(String question) throws SQLException {
    try (Connection connection = open(0.1, 60);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      assertTrue(rows.next());
      assertEquals(NAMES, rows.getString(1));
      assertEquals(10, rows.getInt("CONFIDENCE"));
      assertFalse(rows.next());
    }
  }
}
