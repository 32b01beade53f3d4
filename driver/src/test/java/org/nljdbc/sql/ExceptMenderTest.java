package org.nljdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.SchemaReader;
import org.nljdbc.spi.Progress;

class ExceptMenderTest {

  private static final Schema SCHEMA = schema();

  private static Schema schema() {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE clients (id INTEGER PRIMARY KEY, town TEXT)");
      statement.execute(
          "CREATE TABLE visits (id INTEGER PRIMARY KEY, client_id INTEGER REFERENCES clients(id),"
              + " town TEXT)");
      return new SchemaReader(0, Progress.NONE).read(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String mended(String sql) {
    return SqlChecker.checkAnswer(sql, SCHEMA, SqlLimits.NONE).sql();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT client_id FROM visits EXCEPT SELECT id FROM clients | SELECT id FROM clients EXCEPT"
            + " SELECT client_id FROM visits",
        "SELECT v.client_id FROM visits AS v EXCEPT SELECT c.id FROM clients AS c | SELECT c.id"
            + " FROM clients AS c EXCEPT SELECT v.client_id FROM visits AS v",
      })
  void whatLeavesNothingIsTurnedRound(String sql, String expected) {
    assertEquals(expected, mended(sql));
    assertEquals(sql, SqlChecker.check(sql, SCHEMA).sql(), "a person means what it says");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM clients EXCEPT SELECT client_id FROM visits",
        "SELECT client_id FROM visits EXCEPT SELECT id FROM clients WHERE town = 'Bern'",
        "SELECT town FROM visits EXCEPT SELECT town FROM clients",
        "SELECT client_id FROM visits INTERSECT SELECT id FROM clients",
        "SELECT client_id FROM visits UNION SELECT id FROM clients",
      })
  void allElseStays(String sql) {
    assertEquals(sql, mended(sql));
  }
}
