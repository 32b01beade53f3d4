package org.nljdbc.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.settings.Settings;
import org.nljdbc.statement.Asked;
import org.nljdbc.statement.Verb;
import org.nljdbc.translate.PlacedSql;
import org.nljdbc.translate.Translation;

/** How sure an answer is, and what happens to one that is not sure enough. */
class ConfidenceTest {

  private static final String NAMES = "SELECT name FROM t ORDER BY id";

  private static Connection open(double confidence, int least) throws SQLException {
    ScriptedTranslator translator = new ScriptedTranslator(NAMES, NAMES, NAMES, NAMES);
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
      // It holds for that run alone, whoever gets the connection next.
      isRefused("NL004", () -> statement.execute("nl confirm 'q1'"));
      isRefused("NL001", () -> statement.executeQuery("NL: names"));
      assertTrue(statement.execute("nl confirm 'q1'"));
      isRefused("NL004", () -> statement.execute("NL CONFIRM 'q9'"));
      isRefused("NL004", () -> statement.executeQuery("NL CONFIRM 'q9'"));
    }
    try (Connection other = open(0.593, 60);
        Statement statement = other.createStatement()) {
      isRefused("NL004", () -> statement.executeQuery("NL CONFIRM 'q1'"));
    }
  }

  private static void isRefused(String state, Executable question) {
    SQLException e = assertThrows(SQLException.class, question);
    assertEquals(state, e.getSQLState(), e::getMessage);
  }

  @Test
  void otherSqlThanTheConfirmedIsUnsureAgain() throws SQLException {
    String other = "SELECT id FROM t";
    ScriptedTranslator translator = new ScriptedTranslator(NAMES, other, other);
    translator.confidence = 0.1;
    try (Connection connection =
            Fixtures.wrap(Fixtures.h2(), translator, "nl.minConfidence", "60");
        Statement statement = connection.createStatement()) {
      isRefused("NL001", () -> statement.executeQuery("NL: names"));
      isRefused("NL001", () -> statement.executeQuery("NL CONFIRM 'q1'"));
      try (ResultSet rows = statement.executeQuery("NL CONFIRM 'q1'")) {
        assertEquals("ID", rows.getMetaData().getColumnName(1));
      }
      assertEquals(List.of("names", "names", "names"), translator.questions);
    }
  }

  @Test
  void aFollowUpIsAskedAnewAsItWas() throws SQLException {
    ScriptedTranslator translator = new ScriptedTranslator(NAMES, NAMES, NAMES);
    try (Connection connection =
            Fixtures.wrap(
                Fixtures.h2(), translator, "nl.minConfidence", "60", "nl.conversation", "true");
        Statement statement = connection.createStatement()) {
      assertTrue(statement.execute("NL: names"));
      translator.confidence = 0.1;
      isRefused("NL001", () -> statement.executeQuery("NL: and only those in Spain"));
      assertTrue(statement.execute("NL CONFIRM 'q1'"));
      assertEquals(1, translator.wordings.get(1).earlier().size());
      assertEquals(translator.wordings.get(1), translator.wordings.get(2));
    }
  }

  @Test
  void isPreparedOnceSomebodyHasConfirmedIt() throws SQLException {
    try (Connection connection = open(0.593, 60)) {
      isRefused("NL001", () -> connection.prepareStatement("NL: names"));
      try (PreparedStatement prepared = connection.prepareStatement("NL CONFIRM 'q1'")) {
        for (int i = 0; i < 2; i++) {
          try (ResultSet rows = prepared.executeQuery()) {
            assertTrue(rows.next());
          }
        }
      }
      isRefused("NL004", () -> connection.prepareStatement("NL CONFIRM 'q1'"));
    }
  }

  @Test
  void whoeverWasRefusedLastWaitsLongest() throws SQLException {
    Unsure unsure = new Unsure(Settings.of(Map.of("nl.minConfidence", "60")));
    refuse(unsure, 0);
    for (int i = 1; i < 64; i++) {
      refuse(unsure, i);
    }
    refuse(unsure, 0);
    refuse(unsure, 64);
    assertNotNull(unsure.confirm("q0"));
    assertNull(unsure.confirm("q1"));
  }

  private static void refuse(Unsure unsure, int number) {
    Translation translation =
        new Translation(
            "q" + number,
            "names",
            NAMES,
            "scripted",
            -0.5,
            5,
            0.1,
            1,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            "",
            12,
            Translation.Source.MODEL);
    Translated translated =
        Translated.of(
            new Asked(Verb.RUN, "names"),
            List.of(),
            List.of(translation),
            List.of(PlacedSql.of(translation)),
            false);
    isRefused("NL001", () -> unsure.require(translated, null));
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
