package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.spi.Calibration;

/** What doubts do to an answer besides a warning. */
class DoubtAtStatementsTest extends AtStatements {

  private static final String[] TABLES = {
    "CREATE TABLE goods (id INTEGER PRIMARY KEY, title VARCHAR(20), price INTEGER)",
    "INSERT INTO goods VALUES (1, 'pen', 2), (2, 'cup', 9), (3, 'hat', 5)",
  };

  private static Attempt attempt(int strays) {
    Judge.Verdict verdict =
        new Judge.Verdict(
            "SELECT 1", "", null, List.of(), false, false, false, strays, List.of(), "42000");
    return new Attempt("SELECT 1", -1, 10, verdict);
  }

  @Test
  void eachDifferenceLessensConfidence() {
    Calibration calibration = new Calibration(2, 1);
    double clean = attempt(0).confidence(calibration);
    double once = attempt(1).confidence(calibration);
    double twice = attempt(2).confidence(calibration);
    assertEquals(0.87, clean, 0.01);
    assertEquals(0.4, once, 0.01);
    assertTrue(twice < once / 2 && twice > 0, once + " " + twice);
    assertEquals(twice, attempt(9).confidence(calibration));
    assertTrue(Double.isNaN(attempt(1).confidence(null)));
  }

  @Test
  void whatTheModelHeldCertainIsDoubtedToo() {
    Calibration certain = new Calibration(800, 0);
    assertEquals(1, attempt(0).confidence(certain));
    assertTrue(attempt(1).confidence(certain) <= 1);
  }

  @Test
  void anotherSubjectAndAnUnsureBeginningLessenConfidence() {
    Translation found =
        new Translation(
            "x",
            "q",
            "SELECT 1",
            "m",
            -1,
            9,
            0.8,
            1,
            List.of(),
            List.of(),
            1,
            Translation.Source.MODEL);
    assertEquals(0.62, found.doubted(0.4).confidence(), 0.01);
    assertEquals(0.3, found.asSureAtMostAs(0.3).confidence());
    assertEquals(0.8, found.asSureAtMostAs(0.9).confidence());
    assertEquals(0.8, found.asSureAtMostAs(Double.NaN).confidence());
    assertTrue(Double.isNaN(found.unmeasured().doubted(0.4).confidence()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "goods by price, highest first | cup,hat,pen",
        "goods by price, most expensive first? | cup,hat,pen",
        "the highest price | cup",
        "which was the highest first price? | cup",
      })
  void allRowsAreGivenWhereTheyAreWantedInOrder(String question, String rows) throws SQLException {
    model.then(" title FROM goods ORDER BY price DESC LIMIT 1");
    try (Connection connection = wrap(filled(SQLITE, TABLES), "nl.candidates", "1")) {
      assertEquals(List.of(rows.split(",")), rows(connection, "NL: " + question));
    }
  }

  @Test
  void whatACommentSaysIsToldAndMissed() throws SQLException {
    String[] bills = {
      "CREATE TABLE bil (id INT PRIMARY KEY, pd DATE)",
      "COMMENT ON COLUMN bil.pd IS 'day of payment, empty if unpaid'",
    };
    model.then(" id FROM bil");
    try (Connection connection = wrap(filled(H2, bills), "nl.candidates", "1")) {
      List<String> warnings = warnings(connection, "NL: unpaid bills");
      assertTrue(
          model.lastMessage().contains("-- unpaid means bil.pd IS NULL"), model::lastMessage);
      assertTrue(
          warnings.contains(
              "the question says \"unpaid\", and the SQL does not ask for bil.pd IS NULL"),
          warnings::toString);
    }
  }
}
