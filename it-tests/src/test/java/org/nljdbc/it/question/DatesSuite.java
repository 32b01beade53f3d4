package org.nljdbc.it.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.databases.TestDatabase;
import org.nljdbc.it.script.ScriptedTest;

/** Dates and ratios that a model writes in the words of whatever database it has in mind. */
abstract class DatesSuite extends ScriptedTest {

  @BeforeAll
  void fill(TestDatabase given) throws SQLException {
    Rows.update(
        given,
        "CREATE TABLE stays (id INTEGER PRIMARY KEY, arrived DATE, departed DATE, paid INTEGER)");
    Rows.update(
        given,
        "INSERT INTO stays VALUES (1, '2024-01-30', '2024-02-02', 1), (2, '2024-12-31',"
            + " '2025-01-01', 0), (3, '2999-03-01', '2999-03-11', 1)");
  }

  @AfterAll
  void drop() throws SQLException {
    Rows.update(database, "DROP TABLE stays");
  }

  private List<Double> numbers(String sql) throws SQLException {
    return answered(sql).stream().map(Double::valueOf).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM stays WHERE arrived > CURDATE()",
        "SELECT id FROM stays WHERE arrived > NOW()",
        "SELECT id FROM stays WHERE arrived > GETDATE()",
        "SELECT id FROM stays WHERE arrived > CURRENT_DATE",
        "SELECT id FROM stays WHERE arrived > CURRENT_DATE()",
        "SELECT id FROM stays WHERE arrived > TODAY()",
        "SELECT id FROM stays WHERE arrived > date('now')",
        "SELECT id FROM stays WHERE arrived > date('now', '-1 year')",
        "SELECT id FROM stays WHERE arrived > date('now', '+30 days')",
        "SELECT id FROM stays WHERE arrived > DATE_SUB(CURDATE(), INTERVAL 1 MONTH)",
        "SELECT id FROM stays WHERE arrived > DATE_ADD(CURDATE(), INTERVAL 2 DAY)",
        "SELECT id FROM stays WHERE YEAR(arrived) > YEAR(CURDATE())",
        "SELECT id FROM stays WHERE EXTRACT(YEAR FROM arrived) > EXTRACT(YEAR FROM CURRENT_DATE)",
      })
  void todayIsToday(String sql) throws SQLException {
    assertEquals(List.of(3.0), numbers(sql));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT departed - arrived FROM stays WHERE id < 3 ORDER BY id",
        "SELECT s.departed - s.arrived FROM stays AS s WHERE s.id < 3 ORDER BY s.id",
        "SELECT DATEDIFF(departed, arrived) FROM stays WHERE id < 3 ORDER BY id",
      })
  void aDifferenceIsInDays(String sql) throws SQLException {
    // H2 calls its difference an interval, which it shows in its own way.
    if (database.kind() != Kind.H2 || sql.contains("DATEDIFF")) {
      assertEquals(List.of(3.0, 1.0), numbers(sql));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM stays WHERE arrived LIKE '2024-%' ORDER BY id",
        "SELECT id FROM stays WHERE YEAR(arrived) = 2024 ORDER BY id",
        "SELECT id FROM stays WHERE strftime('%Y', arrived) = '2024' ORDER BY id",
      })
  void aYearIsFound(String sql) throws SQLException {
    assertEquals(List.of(1.0, 2.0), numbers(sql));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT SUM(CASE WHEN paid = 1 THEN 1 ELSE 0 END) * 100 / COUNT(*) FROM stays",
        "SELECT SUM(paid) * 100 / COUNT(*) FROM stays",
        "SELECT 100 * SUM(paid) / COUNT(*) FROM stays",
        "SELECT (SUM(paid) + 0) * 100 / COUNT(id) FROM stays",
        "SELECT SUM(paid) * 100.0 / COUNT(*) FROM stays",
      })
  void aRatioIsExact(String sql) throws SQLException {
    List<Double> shares = numbers(sql);
    assertEquals(1, shares.size());
    assertEquals(66.667, shares.get(0), 0.01);
  }

  /** The day by the database's clock. */
  private String today() throws SQLException {
    String today =
        database.kind() == Kind.SQLITE
            ? "date('now', 'localtime')"
            : "CAST(CURRENT_DATE AS CHAR(10))";
    return rows("SELECT " + today).get(0);
  }

  /** East of us and west of us: one of the two has another day than this process. */
  @ParameterizedTest
  @ValueSource(strings = {"+13:00", "-12:00"})
  void todayIsTheDayOfTheDatabasesClock(String zone) throws SQLException {
    String set =
        switch (database.kind()) {
          case SQLITE -> "SELECT 1"; // it has no zone but this process's
          case H2 -> "SET TIME ZONE '" + zone + "'";
          case POSTGRESQL -> "SET TIME ZONE INTERVAL '" + zone + "' HOUR TO MINUTE";
          case MARIADB -> "SET time_zone = '" + zone + "'";
        };
    run(set);
    String day = today();
    model()
        .answer(
            "arrived on " + day,
            "SELECT id FROM stays WHERE arrived <> '" + day + "' AND arrived > CURRENT_DATE");
    assertEquals(List.of("3"), rows("NL: stays that arrived today, seen from " + zone));
    assertEquals(1, model().requests().size());
  }

  /** The database is asked for its day on the user's connection, whose open rows go on. */
  @Test
  void whatIsBeingReadGoesOn() throws SQLException {
    String sql = "SELECT id FROM stays WHERE departed = '" + today() + "' AND departed < arrived";
    model().answer("stays that departed", sql);
    assertEquals(List.of(), rows("NL: stays that departed today"));
    int requests = model().requests().size();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement();
        ResultSet open = statement.executeQuery("SELECT id FROM stays ORDER BY id")) {
      assertTrue(open.next());
      assertEquals(List.of(), rows("NL: stays that departed today")); // remembered
      assertTrue(open.next());
      assertEquals(2, open.getInt(1));
    }
    connection.rollback();
    connection.setAutoCommit(true);
    assertEquals(requests, model().requests().size());
  }

  /** One question is of one day, whichever way its SQL asks for it. */
  @ParameterizedTest
  @ValueSource(strings = {"CURRENT_DATE", "date('now')", "CURDATE()", "TODAY()"})
  void theSqlCountsFromTheSameDay(String current) throws SQLException {
    String day = today();
    Rows.update(database, "INSERT INTO stays VALUES (9, '" + day + "', '" + day + "', 0)");
    try {
      String question = "stays of today and no other day by " + current.length();
      model()
          .answer(
              "and no other day by " + current.length(),
              "SELECT id FROM stays WHERE arrived = '" + day + "' AND arrived = " + current);
      assertEquals(List.of("9"), rows("NL: " + question));
    } finally {
      Rows.update(database, "DELETE FROM stays WHERE id = 9");
    }
  }

  @Test
  void lastYearIsAYear() throws SQLException {
    try (var on = open(Map.of("nl.today", "2025-06-15"))) {
      model()
          .answer(
              "stays that began in 2024",
              "SELECT id FROM stays WHERE arrived >= '2024-01-01' AND arrived <= '2024-12-31'"
                  + " ORDER BY id");
      assertEquals(List.of("1", "2"), Rows.of(on, "NL: stays that began last year"));
    }
    assertTrue(
        model().requests().get(0).prompt().messages().get(1).text().contains("began in 2024"));
  }
}
