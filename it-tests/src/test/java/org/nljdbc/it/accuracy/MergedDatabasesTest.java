package org.nljdbc.it.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedDatabasesTest {

  @TempDir Path folder;

  private Path database(String name, String... statements) throws Exception {
    Path file = folder.resolve(name + ".sqlite");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return file;
  }

  private static int number(Path file, String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.getInt(1);
    }
  }

  @Test
  void goldRunsWhereItsDatabaseIsOneOfSeveral() throws Exception {
    database(
        "a",
        "CREATE TABLE \"odd name\" (id INTEGER PRIMARY KEY AUTOINCREMENT, n INT)",
        "INSERT INTO \"odd name\" (n) VALUES (5), (6)");
    database("b", "CREATE TABLE shop (id INT)", "INSERT INTO shop VALUES (1)");
    database("c", "CREATE TABLE Shop (id INT)", "INSERT INTO Shop VALUES (1), (2)");
    database("d", "CREATE TABLE town (id INT)");
    Dataset data =
        new Dataset(
            "four",
            List.of(
                new Question(0, "a", "?", "SELECT sum(n) FROM \"odd name\""),
                new Question(1, "b", "?", "SELECT count(*) FROM shop"),
                new Question(2, "c", "?", "SELECT count(*) FROM shop"),
                new Question(3, "d", "?", "SELECT count(*) FROM town")),
            name -> folder.resolve(name + ".sqlite"));
    Path out = folder.resolve("out");
    for (int again = 0; again < 2; again++) { // a run that goes on writes them anew
      Dataset merged = MergedDatabases.of(data, 3, out);
      assertEquals("four, up to 3 databases in one", merged.name());
      // b and c have a table of one name.
      assertEquals(
          List.of("merged1", "merged1", "merged2", "merged1"),
          merged.questions().stream().map(Question::database).toList());
      List<Integer> answers = List.of(11, 1, 2, 0);
      for (Question question : merged.questions()) {
        assertEquals(
            answers.get(question.number()), number(merged.file(question), question.gold()));
      }
    }
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(2, files.count());
    }
    assertEquals(
        List.of("merged1", "merged1", "merged2", "merged2"),
        MergedDatabases.of(data, 2, out).questions().stream().map(Question::database).toList());
  }
}
