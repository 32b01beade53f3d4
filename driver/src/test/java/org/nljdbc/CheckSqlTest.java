package org.nljdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.schema.Table;
import org.nljdbc.translate.CheckedSql;

/** SQL and schema of a connection, looked at without a question. */
class CheckSqlTest {

  private static Connection open(String url) throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE cities (id int PRIMARY KEY, city varchar(9))");
    }
    return connection;
  }

  private static CheckedSql check(String url, String sql) throws SQLException {
    try (Connection connection = open(url)) {
      return connection.unwrap(NlConnection.class).check(sql);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:nl:sqlite::memory:", "jdbc:nl:h2:mem:"})
  void sqlIsCheckedAsAnAnswerIs(String url) throws SQLException {
    CheckedSql good = check(url, "SELECT city FROM cities; -- all of them");
    assertTrue(good.holds(), good::toString);
    assertEquals("SELECT city FROM cities", good.sql());

    CheckedSql write = check(url, "DELETE FROM cities");
    assertTrue(write.forbidden());
    assertFalse(write.holds());

    CheckedSql unknown = check(url, "SELECT nothing FROM nowhere");
    assertFalse(unknown.forbidden());
    assertTrue(unknown.problems().toString().contains("nowhere"), unknown::toString);

    CheckedSql database = check(url, "SELECT city FROM cities ORDER BY 7");
    assertTrue(database.problems().toString().contains("The database says"), database::toString);

    CheckedSql mended = check(url, "SELECT C_ity FROM cities");
    assertTrue(mended.holds(), mended::toString);
    assertEquals(1, mended.notes().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:nl:sqlite::memory:?", "jdbc:nl:h2:mem:;"})
  void theLimitsOfQuestionsHold(String url) throws SQLException {
    CheckedSql joined =
        check(
            url + "nl.maxJoins=1",
            "SELECT a.city FROM cities a, cities b JOIN cities c ON b.id = c.id");
    assertFalse(joined.holds());
    assertTrue(joined.problems().toString().contains("nl.maxJoins allows 1"), joined::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:nl:sqlite::memory:", "jdbc:nl:h2:mem:"})
  void theSchemaIsWhatQuestionsCanBeAbout(String url) throws SQLException {
    try (Connection connection = open(url)) {
      List<Table> tables = connection.unwrap(NlConnection.class).schema().tables();
      assertEquals(1, tables.size());
      assertEquals("cities", tables.get(0).name().toLowerCase(java.util.Locale.ROOT));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:nl:sqlite::memory:", "jdbc:nl:h2:mem:"})
  void aClosedConnectionChecksNothing(String url) throws SQLException {
    Connection connection = open(url);
    NlConnection questions = connection.unwrap(NlConnection.class);
    connection.close();
    assertEquals(
        "08003", assertThrows(SQLException.class, () -> questions.check("SELECT 1")).getSQLState());
  }
}
