package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.SchemaReader;
import org.nljdbc.spi.Progress;
import org.nljdbc.values.ValueHit;

class UnusedColumnsTest {

  private static final Schema SCHEMA = read();

  private static Schema read() {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE subscription (id INTEGER PRIMARY KEY, plan TEXT, cancelled_on TEXT,"
              + " access_count INTEGER, founder TEXT, member_id INTEGER REFERENCES member(id))");
      statement.execute("CREATE TABLE member (id INTEGER PRIMARY KEY, FullName TEXT)");
      return new SchemaReader(0, Progress.NONE).read(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "which plan has the most cancellations? | SELECT plan FROM subscription GROUP BY plan ORDER"
            + " BY COUNT(*) DESC LIMIT 1 | cancelled_on",
        "number of subscriptions by founder | SELECT COUNT(*) FROM subscription | founder",
        "the subscription that was accessed most | SELECT id FROM subscription ORDER BY id DESC |"
            + " access_count",
      })
  void aFigureThatIsNamedAndNotUsedIsFound(String question, String sql, String column) {
    List<String> notes = UnusedColumns.in(question, List.of(), sql, SCHEMA);
    assertEquals(1, notes.size(), notes::toString);
    assertTrue(notes.get(0).endsWith(column), notes::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "which plan has the most cancellations? | SELECT plan FROM subscription WHERE cancelled_on"
            + " IS NOT NULL GROUP BY plan ORDER BY COUNT(*) DESC LIMIT 1",
        "cancelled subscriptions | SELECT * FROM subscription",
        "members who cancelled a plan | SELECT plan FROM subscription",
        "the founders of plans | SELECT plan FROM subscription",
        "members with a plan | SELECT plan FROM subscription",
        "cancellations of members | SELECT FullName FROM member",
        "how many plans? | SELECT COUNT(plan) FROM subscription",
      })
  void allElseIsNot(String question, String sql) {
    assertEquals(List.of(), UnusedColumns.in(question, List.of(), sql, SCHEMA));
  }

  @Test
  void aTableThatIsCountedAndNotReadIsFound() {
    String question = "members with the most subscriptions";
    String sql = "SELECT FullName FROM member GROUP BY FullName ORDER BY COUNT(*) DESC LIMIT 1";
    assertEquals(
        "the question counts subscription, and the SQL reads member alone",
        UnreadTable.in(question, sql, SCHEMA));
    String joined = sql.replace("member", "member JOIN subscription ON member_id = member.id");
    assertNull(UnreadTable.in(question, joined, SCHEMA));
    assertNull(UnreadTable.in("members with the most friends", sql, SCHEMA));
    assertNull(UnreadTable.in("subscriptions of most members", sql, SCHEMA));
  }

  @ParameterizedTest
  @CsvSource("the Accesses plan")
  void aWordOfAValueIsNoName(String question) {
    List<ValueHit> hits = List.of(new ValueHit("subscription", "plan", "Accesses"));
    String sql = "SELECT id FROM subscription WHERE plan = 'x'";
    assertEquals(List.of(), UnusedColumns.in(question, hits, sql, SCHEMA));
    assertEquals(1, UnusedColumns.in(question, List.of(), sql, SCHEMA).size());
  }
}
