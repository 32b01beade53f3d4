package org.nljdbc.samples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TextTableTest {

  private static String table(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return TextTable.of(result);
    }
  }

  @Test
  void setsNumbersToTheRightAndTextToTheLeft() throws SQLException {
    assertEquals(
        """
          country   customers
          --------  ---------
          Austria          61
          Zanzibar       NULL
          (2 rows)
        """
            .replace("NULL", "    "),
        table("SELECT 'Austria' AS country, 61 AS customers UNION SELECT 'Zanzibar', NULL")
            .replace("Zanzibar\n", "Zanzibar           \n"));
  }

  @Test
  void leavesOutTheNoiseOfBinaryFractions() throws SQLException {
    assertEquals(
        """
            a            b          c
          ---  -----------  ---------
          0.3  3.333333333  1234567.9
          (1 row)
        """,
        table("SELECT 0.1 + 0.2 AS a, 10 / 3.0 AS b, 1234567.9000000002 AS c"));
  }

  @Test
  void showsTheFirstTwelveRowsAndCountsAll() throws SQLException {
    String text =
        table(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30)"
                + " SELECT i FROM n");
    assertEquals(2 + 12 + 2, text.lines().count());
    assertEquals("  12\n  ...\n  (30 rows)\n", text.substring(text.indexOf("  12\n")));
  }

  @Test
  void cutsLongTextAndJoinsLines() throws SQLException {
    assertEquals(
        """
          x
          ----------------------------------------
          one two                            abc…
          (1 row)
        """
            .replace("                            abc", " " + "x".repeat(31)),
        table("SELECT 'one' || char(10) || 'two " + "x".repeat(60) + "' AS x"));
  }

  @Test
  void hasAHeadEvenWithoutRows() throws SQLException {
    assertEquals("  name\n  ----\n  (0 rows)\n", table("SELECT 'x' AS name WHERE 1 = 0"));
  }
}
