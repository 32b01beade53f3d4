package org.nljdbc.it.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.databases.TestDatabase;
import org.nljdbc.it.script.ScriptedTest;

/** Where time begins and ends that a question says by a year: days, moments, texts and numbers. */
abstract class YearsSuite extends ScriptedTest {

  @BeforeAll
  void fill(TestDatabase given) throws SQLException {
    String moment = given.kind() == Kind.MARIADB ? "DATETIME" : "TIMESTAMP";
    Rows.update(
        given,
        "CREATE TABLE hires (id INTEGER PRIMARY KEY, hired DATE, seen_at "
            + moment
            + ", noted VARCHAR(20), hire_year INTEGER)");
    Rows.update(
        given,
        "INSERT INTO hires VALUES"
            + " (1, '2019-06-01', '2019-06-01 08:00:00', '2019-06-01', 2019),"
            + " (2, '2020-01-01', '2020-01-01 00:00:00', '2020-01-01', 2020),"
            + " (3, '2020-12-31', '2020-12-31 23:30:00', '2020-12-31', 2020),"
            + " (4, '2021-01-01', '2021-01-01 00:00:00', '2021-01-01', 2021),"
            + " (5, '2022-03-01', '2022-03-01 09:00:00', '2022-03-01', 2022)");
  }

  @AfterAll
  void drop() throws SQLException {
    Rows.update(database, "DROP TABLE hires");
  }

  private List<String> answered(String said, String condition) throws SQLException {
    String question = "which hires were " + said + ", " + Math.abs(condition.hashCode());
    model().answer(question, "SELECT id FROM hires WHERE " + condition + " ORDER BY id");
    return rows("NL: " + question);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "after 2020 | hired > '2020-01-01' | 4 5",
        "after 2020 | hired >= '2020-01-01' | 4 5",
        "after 2020 | hired > '2020-12-31' | 4 5",
        "after 2020 | seen_at > '2020-01-01' | 4 5",
        "after 2020 | seen_at > '2020-12-31' | 4 5",
        "after 2020 | seen_at > '2020-12-31 23:59:59' | 4 5",
        "after 2020 | noted > '2020-01-01' | 4 5",
        "after 2020 | noted > '2020' | 4 5",
        "after 2020 | hire_year >= 2020 | 4 5",
        "after 2020 | hire_year > 2020 | 4 5",
        "after the year 2020 | hired > DATE '2020-01-01' | 4 5",
        "after 2020 | hired > CAST('2020-01-01' AS DATE) | 4 5",
        "not made after 2020 | NOT (hired > '2020-01-01') | 1 2 3",
        "since 2020 | hired > '2020-01-01' | 2 3 4 5",
        "since 2020 | hire_year > 2020 | 2 3 4 5",
        "made in 2020 or later | seen_at > '2020-01-01' | 2 3 4 5",
        "before 2020 | hired < '2020-12-31' | 1",
        "before 2020 | hired <= '2020-01-01' | 1",
        "before 2020 | hire_year <= 2020 | 1",
        "before 2020 | noted <= '2020' | 1",
        "of 2020 or earlier | hired <= '2020-01-01' | 1 2 3",
        "of 2020 or earlier | seen_at < '2020-12-31' | 1 2 3",
        "between 2019 and 2020 | hired BETWEEN '2019-01-01' AND '2020-01-01' | 1 2 3",
        "between 2019 and 2020 | seen_at BETWEEN '2019-01-01' AND '2020-12-31' | 1 2 3",
        "between 2019 and 2020 | seen_at BETWEEN '2019-01-01' AND '2020-01-01' | 1 2 3",
        "between 2019 and 2020 | noted BETWEEN '2019' AND '2020' | 1 2 3",
        "between 2019 and 2020 | hire_year BETWEEN 2019 AND 2020 | 1 2 3",
        "made from 2019 to 2020 | hire_year >= 2019 AND hire_year < 2020 | 1 2 3",
        "made in 2020 | hired > '2020-01-01' AND hired < '2021-01-01' | 2 3",
        "made in 2020 | seen_at >= '2020-01-01' AND seen_at < '2020-12-31' | 2 3",
        "made in 2020 | hired BETWEEN '2020-01-01' AND '2021-01-01' | 2 3",
        "made in 2020 | hire_year = 2020 | 2 3",
        "after 2019 but before 2022 | hired > '2019-01-01' AND hired < '2022-01-01' | 2 3 4",
      })
  void timeBeginsAndEndsWhereItIsSaid(String said, String condition, String ids)
      throws SQLException {
    assertEquals(List.of(ids.split(" ")), answered(said, condition));
  }

  @Test
  void whatNobodyCanTellIsDoubted() throws SQLException {
    String question = "which hires were there until 2020";
    model().answer(question, "SELECT id FROM hires WHERE hired < '2020-01-01'");
    try (Statement statement = connection.createStatement();
        ResultSet ignored = statement.executeQuery("NL: " + question)) {
      StringBuilder told = new StringBuilder();
      for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
        told.append(w.getMessage()).append('\n');
      }
      assertTrue(told.toString().contains("2020 too, and the SQL leaves it out"), told::toString);
    }
  }
}
