package org.nljdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.SchemaReader;
import org.nljdbc.spi.Progress;

/** What is put right in a model's answer alone: it runs as it is, but hardly means that. */
class AnswerMendTest {

  @SuppressWarnings("NullAway.Init") // read before all tests
  private static Schema schema;

  @BeforeAll
  static void read() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE parcels (id INTEGER PRIMARY KEY, carrier TEXT, sent DATE, arrived DATE,"
              + " lost INTEGER, cost DECIMAL(8, 2))");
      statement.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, born DATE, died DATE)");
      schema = new SchemaReader(0, Progress.NONE).read(connection);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "SELECT AVG(cost) FROM parcels GROUP BY carrier"
            + " | SELECT carrier, AVG(cost) FROM parcels GROUP BY carrier",
        "SELECT DISTINCT COUNT(*), MAX(cost) FROM parcels GROUP BY carrier, lost"
            + " | SELECT DISTINCT carrier, lost, COUNT(*), MAX(cost) FROM parcels GROUP BY carrier,"
            + " lost",
        "SELECT SUM(lost) / COUNT(*) FROM parcels"
            + " | SELECT 1.0 * SUM(lost) / COUNT(*) FROM parcels",
        "SELECT carrier FROM parcels GROUP BY carrier HAVING COUNT(lost) * 100 / COUNT(*) > 5"
            + " | SELECT carrier FROM parcels GROUP BY carrier HAVING 1.0 * COUNT(lost) * 100 /"
            + " COUNT(*) > 5",
        "SELECT COUNT(*) * 100 / (SELECT COUNT(*) FROM parcels) FROM parcels WHERE lost = 1"
            + " | SELECT 1.0 * COUNT(*) * 100 / (SELECT COUNT(*) FROM parcels) FROM parcels WHERE"
            + " lost = 1",
        "SELECT SUM(lost) / NULLIF(COUNT(*), 0) FROM parcels"
            + " | SELECT 1.0 * SUM(lost) / NULLIF(COUNT(*), 0) FROM parcels",
        "SELECT id FROM parcels WHERE arrived - sent > 3"
            + " | SELECT id FROM parcels WHERE COALESCE(julianday(arrived) - julianday(sent),"
            + " arrived - sent) > 3",
        "SELECT id FROM parcels WHERE sent = date('now')"
            + " | SELECT id FROM parcels WHERE sent = date('now', 'localtime')",
        "SELECT id FROM parcels WHERE sent > DATE('now', '-1 month', 'start of month')"
            + " | SELECT id FROM parcels WHERE sent > DATE('now', 'localtime', '-1 month', 'start of"
            + " month')",
        "SELECT id FROM parcels WHERE strftime('%Y-%m', sent) = strftime('%Y-%m', 'now')"
            + " | SELECT id FROM parcels WHERE strftime('%Y-%m', sent) = strftime('%Y-%m', 'now',"
            + " 'localtime')",
        "SELECT id FROM parcels WHERE sent < CURRENT_DATE"
            + " | SELECT id FROM parcels WHERE sent < date('now', 'localtime')",
      })
  void whatAModelHardlyMeans(String written, String meant) {
    SqlChecker.Checked checked = SqlChecker.checkAnswer(written, schema, SqlLimits.NONE);
    assertEquals(List.of(), checked.problems());
    assertEquals(meant, checked.sql());
    assertEquals(1, checked.notes().size(), checked::toString);
    assertEquals(meant, SqlChecker.checkAnswer(meant, schema, SqlLimits.NONE).sql());
    assertEquals(written, SqlChecker.check(written, schema).sql(), "a person means it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM parcels WHERE sent > datetime('now', '-1 day')",
        "SELECT id FROM parcels WHERE sent = date('now', 'utc')",
        "SELECT id FROM parcels WHERE strftime('%H', sent) = strftime('%H', 'now')",
        "SELECT julianday('now') - julianday(sent) FROM parcels",
        "SELECT id FROM parcels WHERE sent = date('2024-01-01', '+1 day')",
        "SELECT COUNT(*) FROM parcels GROUP BY carrier ORDER BY COUNT(*) DESC LIMIT 1",
        "SELECT carrier, COUNT(*) FROM parcels GROUP BY carrier",
        "SELECT COUNT(*) FROM parcels GROUP BY 1",
        "SELECT COUNT(*) FROM parcels GROUP BY carrier ORDER BY 1 DESC",
        "SELECT COUNT(*) FROM parcels",
        "SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM parcels GROUP BY carrier)",
        "SELECT id FROM parcels WHERE cost > (SELECT AVG(cost) FROM parcels GROUP BY carrier)",
        "SELECT SUM(cost) / COUNT(*) FROM parcels",
        "SELECT SUM(lost) * 1.0 / COUNT(*) FROM parcels",
        "SELECT id / 2 FROM parcels",
        "SELECT SUM(lost) / 60 FROM parcels",
        "SELECT (COUNT(*) + 1) / 2 FROM parcels",
        "SELECT SUM(lost) / 10 * 10 FROM parcels",
        "SELECT died - born FROM people",
        "SELECT SUM(cost) FROM parcels GROUP BY ROLLUP(carrier)",
        "SELECT id - lost FROM parcels",
      })
  void whatMayBeMeantStays(String sql) {
    assertEquals(sql, SqlChecker.checkAnswer(sql, schema, SqlLimits.NONE).sql());
  }
}
