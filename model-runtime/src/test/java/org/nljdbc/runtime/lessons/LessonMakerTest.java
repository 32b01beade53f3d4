package org.nljdbc.runtime.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.NlConnection;
import org.nljdbc.schema.Schema;

class LessonMakerTest {

  private static final List<String> SHOP =
      List.of(
          "CREATE TABLE pet_owner (owner_id INTEGER PRIMARY KEY, full_name VARCHAR(40), town VARCHAR(40))",
          "CREATE TABLE pet (id INTEGER PRIMARY KEY, name VARCHAR(40), \"Order\" VARCHAR(9), weight REAL,"
              + " owner_id INTEGER, vet_id INTEGER, FOREIGN KEY (owner_id) REFERENCES pet_owner"
              + " (owner_id), FOREIGN KEY (vet_id) REFERENCES pet_owner (owner_id))",
          "INSERT INTO pet_owner VALUES (1, 'Ann O''Neil', 'Ulm'), (2, 'Bo', 'Ulm'), (3, 'Cy', 'Bonn')",
          "INSERT INTO pet VALUES (1, 'Rex', 'dogs', 12.5, 1, 3), (2, 'Tom', 'cats', 4.0, 1, 3),"
              + " (3, 'Mia', 'cats', 3.5, 2, 3)");

  @TempDir Path folder;

  private List<Lesson> lessons(Connection connection, int most, long seed) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : SHOP) {
        statement.execute(sql);
      }
    }
    Schema schema = connection.unwrap(NlConnection.class).schema();
    LessonWriter values = new LessonWriter(connection, java.io.Writer.nullWriter(), 5);
    return LessonMaker.make(schema, values::values, most, seed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:nl:sqlite::memory:", "jdbc:nl:h2:mem:"})
  void everySqlRunsAndHolds(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      List<Lesson> lessons = lessons(connection, 1000, 1);
      assertTrue(lessons.size() > 20, () -> "only " + lessons.size());
      int filled = 0;
      for (Lesson lesson : lessons) {
        assertEquals(
            List.of(),
            connection.unwrap(NlConnection.class).check(lesson.sql()).problems(),
            lesson.sql());
        try (ResultSet rows = statement.executeQuery(lesson.sql())) {
          filled += rows.next() ? 1 : 0;
        }
      }
      assertTrue(filled > lessons.size() * 3 / 4, "only " + filled + " have rows");
    }
  }

  @Test
  void questionsSayWhatTheSqlDoes() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:nl:sqlite::memory:")) {
      List<String> all =
          lessons(connection, 1000, 1).stream().map(l -> l.question() + " " + l.sql()).toList();
      for (String expected :
          List.of(
              "How many pet owner are there? SELECT COUNT(*) FROM pet_owner",
              "How many pet are there for each order? SELECT \"Order\", COUNT(*) FROM pet GROUP BY"
                  + " \"Order\"",
              "What are the full name of pet owner without any pet? SELECT full_name FROM pet_owner"
                  + " WHERE owner_id NOT IN (SELECT owner_id FROM pet WHERE owner_id IS NOT NULL)",
              "Which pet owner has the most pet by vet id? Show its full name. SELECT T2.full_name"
                  + " FROM pet AS T1 JOIN pet_owner AS T2 ON T1.vet_id = T2.owner_id GROUP BY"
                  + " T2.owner_id, T2.full_name ORDER BY COUNT(*) DESC LIMIT 1",
              "Which pet owner has the most pet? Show its full name. SELECT T2.full_name FROM pet AS"
                  + " T1 JOIN pet_owner AS T2 ON T1.owner_id = T2.owner_id GROUP BY T2.owner_id,"
                  + " T2.full_name ORDER BY COUNT(*) DESC LIMIT 1")) {
        assertTrue(all.contains(expected), () -> expected + " is not in " + String.join("\n", all));
      }
    }
  }

  @Test
  void theSameSeedMakesTheSame() throws SQLException {
    try (Connection one = DriverManager.getConnection("jdbc:nl:sqlite::memory:");
        Connection two = DriverManager.getConnection("jdbc:nl:sqlite::memory:");
        Connection three = DriverManager.getConnection("jdbc:nl:sqlite::memory:")) {
      List<Lesson> first = lessons(one, 10, 7);
      assertEquals(10, first.size());
      assertEquals(first, lessons(two, 10, 7));
      assertTrue(Stream.of(lessons(three, 10, 8)).noneMatch(first::equals));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "order_date, order date",
    "OrderDate, order date",
    "ORDER_DATE, order date",
    "HTTPStatus, http status",
    "Budget_in_Billions, budget in billions",
    "größe, größe"
  })
  void namesAreSaidAsWords(String name, String words) {
    assertEquals(words, Words.of(name));
  }
}
