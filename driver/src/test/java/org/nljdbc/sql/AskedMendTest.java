package org.nljdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.SchemaReader;
import org.nljdbc.spi.Progress;

/** Alternatives, inner queries, and numbers that stand for dates, in a model's answer. */
class AskedMendTest {

  @SuppressWarnings("NullAway.Init") // opened before all tests
  private static Connection connection;

  @SuppressWarnings("NullAway.Init") // read before all tests
  private static Schema schema;

  @BeforeAll
  static void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite::memory:");
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE dept (id INTEGER PRIMARY KEY, name TEXT, town TEXT)");
      statement.execute(
          "CREATE TABLE staff (id INTEGER PRIMARY KEY, name TEXT, dept_id INT, boss INT,"
              + " hired INTEGER, active INTEGER)");
      statement.execute(
          "INSERT INTO dept VALUES (1, 'A', 'Rome'), (2, 'B', 'Rome'), (3, 'C', 'x')");
      // 2024-03-05 and 2023-01-10
      statement.execute(
          "INSERT INTO staff VALUES (1, 'Ann', 1, NULL, 1709640000, 1),"
              + " (2, 'Bob', 2, 1, 1673352000, 0), (3, 'Cy', 3, 1, 1709640000, 1)");
    }
    schema = new SchemaReader(0, Progress.NONE).read(connection);
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
  }

  private static int rows(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      int rows = 0;
      while (found.next()) {
        rows++;
      }
      return rows;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "SELECT id FROM dept WHERE town = 'Rome' OR town = 'x' AND name = 'A'"
            + " | SELECT id FROM dept WHERE (town = 'Rome' OR town = 'x') AND name = 'A' | 1",
        "SELECT id FROM dept WHERE name = 'A' AND town = 'Rome' OR town = 'x'"
            + " | SELECT id FROM dept WHERE name = 'A' AND (town = 'Rome' OR town = 'x') | 1",
        "SELECT id FROM dept WHERE id = 1 OR id = 2 OR id = 3 AND town = 'Rome'"
            + " | SELECT id FROM dept WHERE (id = 1 OR id = 2 OR id = 3) AND town = 'Rome' | 2",
        "SELECT id FROM dept WHERE name = 'A' AND town = 'Rome' OR town = 'x' OR town = 'y'"
            + " | SELECT id FROM dept WHERE name = 'A' AND (town = 'Rome' OR town = 'x' OR town ="
            + " 'y') | 1",
        "SELECT id FROM dept WHERE town = 'Rome' OR town = 'x' OR town = 'y' AND name = 'A'"
            + " | SELECT id FROM dept WHERE (town = 'Rome' OR town = 'x' OR town = 'y') AND name ="
            + " 'A' | 1",
        "SELECT name FROM staff WHERE dept_id = (SELECT id FROM dept WHERE town = 'Rome')"
            + " | SELECT name FROM staff WHERE dept_id IN (SELECT id FROM dept WHERE town = 'Rome')"
            + " | 2",
        "SELECT name FROM staff WHERE id NOT IN (SELECT boss FROM staff)"
            + " | SELECT name FROM staff WHERE id NOT IN (SELECT boss FROM staff WHERE boss IS NOT"
            + " NULL) | 2",
        "SELECT name FROM staff WHERE id NOT IN (SELECT boss FROM staff WHERE id = 1 OR id = 2)"
            + " | SELECT name FROM staff WHERE id NOT IN (SELECT boss FROM staff WHERE boss IS NOT"
            + " NULL AND ( id = 1 OR id = 2)) | 2",
        "SELECT name FROM staff WHERE strftime('%Y', hired) = '2024'"
            + " | SELECT name FROM staff WHERE strftime('%Y', hired, 'auto') = '2024' | 2",
        "SELECT name FROM staff WHERE hired >= '2024-01-01'"
            + " | SELECT name FROM staff WHERE date(hired, 'auto') >= '2024-01-01' | 2",
        "SELECT name FROM staff WHERE hired < '2023-01-10 13:00:00'"
            + " | SELECT name FROM staff WHERE datetime(hired, 'auto') < '2023-01-10 13:00:00' | 1",
        "SELECT name FROM staff WHERE hired BETWEEN '2023-01-01' AND '2023-12-31'"
            + " | SELECT name FROM staff WHERE date(hired, 'auto') BETWEEN '2023-01-01' AND"
            + " '2023-12-31' | 1",
        "SELECT name FROM staff WHERE hired LIKE '2024-03%'"
            + " | SELECT name FROM staff WHERE date(hired, 'auto') LIKE '2024-03%' | 2",
        "SELECT name FROM staff WHERE active = 'Yes'"
            + " | SELECT name FROM staff WHERE active = 1 | 2",
        "SELECT name FROM staff WHERE active <> 'true'"
            + " | SELECT name FROM staff WHERE active <> 1 | 1",
      })
  void whatAModelHardlyMeans(String written, String meant, int rows) throws SQLException {
    SqlChecker.Checked checked = SqlChecker.checkAnswer(written, schema, SqlLimits.NONE);
    assertEquals(List.of(), checked.problems());
    assertEquals(meant, checked.sql());
    assertEquals(1, checked.notes().size(), checked::toString);
    assertEquals(rows, rows(checked.sql()));
    assertEquals(meant, SqlChecker.checkAnswer(meant, schema, SqlLimits.NONE).sql());
    assertEquals(written, SqlChecker.check(written, schema).sql(), "a person means it");
  }

  @Test
  void casesKeepTheirOwnConditions() {
    String cases = "SELECT id FROM dept WHERE town = 'Rome' OR town = 'x' AND name = 'B'";
    assertEquals(
        cases,
        SqlChecker.checkAnswer(cases, schema, SqlLimits.NONE, any -> false, NamedYears.UNKNOWN)
            .sql());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM dept WHERE town = 'Rome' AND name = 'A' OR town = 'x' AND name = 'B'",
        "SELECT id FROM dept WHERE (town = 'Rome' AND name = 'A') OR town = 'x'",
        "SELECT id FROM dept WHERE town = 'Rome' OR name = 'x' AND id = 3",
        "SELECT id FROM dept WHERE town = 'Rome' OR town = 'x'",
        "SELECT name FROM staff WHERE hired = (SELECT MAX(hired) FROM staff)",
        "SELECT name FROM staff WHERE dept_id = (SELECT id FROM dept ORDER BY name LIMIT 1)",
        "SELECT name FROM staff WHERE dept_id = (SELECT dept_id FROM staff WHERE id = 2)",
        "SELECT name FROM dept WHERE id NOT IN (SELECT id FROM staff)",
        "SELECT name FROM staff WHERE id NOT IN (SELECT boss FROM staff GROUP BY boss)",
        "SELECT name FROM staff WHERE strftime('%Y', hired, 'unixepoch') = '2024'",
        "SELECT name FROM staff WHERE hired > 1700000000",
        "SELECT name FROM staff WHERE name LIKE '2024-03%'",
        "SELECT name FROM staff WHERE name = 'Yes'",
      })
  void whatMayBeMeantStays(String written) {
    assertEquals(written, SqlChecker.checkAnswer(written, schema, SqlLimits.NONE).sql());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT name FROM staff WHERE dept_id IN (SELECT dept_id FROM dept)",
        "SELECT name FROM staff WHERE dept_id = (SELECT dept_id FROM dept WHERE town = 'x')",
        "SELECT name FROM staff WHERE boss NOT IN (SELECT boss FROM dept)",
        "SELECT s.name FROM staff AS s WHERE s.boss IN (SELECT s.boss FROM dept)",
        "SELECT s.name FROM staff AS s JOIN staff AS t ON s.boss = t.boss WHERE t.boss IN (SELECT"
            + " s.boss FROM dept WHERE town = 'x')",
      })
  void aColumnThatIsComparedWithItselfIsRefused(String written) {
    SqlChecker.Checked checked = SqlChecker.checkAnswer(written, schema, SqlLimits.NONE);
    assertFalse(checked.problems().isEmpty(), checked::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "SELECT s.name FROM staff AS s JOIN dept AS d ON s.dept_id = d.id | dept",
        "SELECT SUM(d.id) FROM staff AS s JOIN dept AS d ON s.dept_id = d.id WHERE d.town = 'x'"
            + " | staff",
        "SELECT COUNT(*) FROM staff AS s JOIN dept AS d ON s.dept_id = d.id WHERE d.town = 'x'"
            + " | none",
        "SELECT s.name FROM staff AS s JOIN staff AS b ON s.boss = b.id WHERE b.active = 1 | boss",
        "SELECT s.name, d.name FROM staff AS s JOIN dept AS d ON s.dept_id = d.id | none",
        "SELECT * FROM staff AS s JOIN dept AS d ON s.dept_id = d.id | none",
        "SELECT s.name FROM staff AS s LEFT JOIN dept AS d ON s.dept_id = d.id | none",
        "SELECT s.hired FROM staff AS s JOIN dept AS d ON s.dept_id = d.id WHERE town = 'x' | none",
      })
  void whatOnlyAJoinNeedsIsFound(String sql, String unused) {
    List<String> expected = unused.equals("none") ? List.of() : List.of(unused);
    assertEquals(expected, SqlChecker.checkAnswer(sql, schema, SqlLimits.NONE).unused());
    assertTrue(SqlChecker.check(sql, schema).problems().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "SELECT id FROM dept WHERE towns = 'Rome' OR towns = 'x' AND name = 'A'"
            + " | SELECT id FROM dept WHERE (town = 'Rome' OR town = 'x') AND name = 'A' | 1",
        "SELECT id FROM staff WHERE hired = '2024-03-05' OR hired = '2023-01-10' AND active ="
            + " 'yes' | SELECT id FROM staff WHERE (date(hired, 'auto') = '2024-03-05' OR"
            + " date(hired, 'auto') = '2023-01-10') AND active = 1 | 2",
        "SELECT name FROM staff WHERE id NOT IN (SELECT boss FROM staff WHERE id = 1 AND name ="
            + " 'Ann' OR name = 'Bob') | SELECT name FROM staff WHERE id NOT IN (SELECT boss FROM"
            + " staff WHERE boss IS NOT NULL AND ( id = 1 AND (name = 'Ann' OR name = 'Bob'))) | 3",
      })
  void whatIsAtOnePlaceIsPutRightOneAfterAnother(String written, String meant, int rows)
      throws SQLException {
    SqlChecker.Checked checked = SqlChecker.checkAnswer(written, schema, SqlLimits.NONE);
    assertEquals(List.of(), checked.problems());
    assertEquals(meant, checked.sql());
    assertEquals(rows, rows(checked.sql()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM staff WHERE dept_id LIKE '2024%'",
        "SELECT id FROM staff WHERE dept_id = (SELECT id FROM dept ORDER BY id DESC)",
      })
  void codesAndFirstRowsStay(String sql) {
    assertEquals(sql, SqlChecker.checkAnswer(sql, schema, SqlLimits.NONE).sql());
  }
}
