package org.nljdbc.samples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nljdbc.samples.HandWrittenSql;

/** The embedded model answers the demo's questions with the rows of the SQL that a person wrote. */
class DemoQuestionsTest {

  private static final Path MODEL =
      Path.of("..", "model-runtime", "models", "qwen2.5-coder-0.5b-instruct-sql");

  @TempDir private static Path folder;

  @BeforeAll
  static void modelIsThere() throws IOException {
    for (String line : Files.readAllLines(MODEL.resolve("SHA256SUMS"))) {
      Path shard = MODEL.resolve(line.substring(line.indexOf(' ')).strip());
      assertTrue(Files.exists(shard), "the embedded model is not complete: " + shard);
    }
  }

  static List<String> questions() {
    return Demo.QUESTIONS;
  }

  @ParameterizedTest
  @MethodSource("questions")
  void rowsAreThoseOfHandWrittenSql(String question) throws IOException, SQLException {
    Path file = DemoDatabase.make(folder);
    try (Connection plain = DriverManager.getConnection("jdbc:sqlite:" + file);
        Connection asked = DriverManager.getConnection(DemoDatabase.url(file, List.of()))) {
      assertEquals(
          rows(plain, HandWrittenSql.of(question)),
          rows(asked, "NL: " + question),
          () -> "wrong rows; the model's SQL: " + sqlOf(asked, question));
    }
  }

  private static String sqlOf(Connection asked, String question) {
    try {
      return asked.nativeSQL("NL: " + question);
    } catch (SQLException e) {
      return e.toString();
    }
  }

  /** The rows in any order, numbers rounded to cents since sums differ by the order of adding. */
  private static List<String> rows(Connection connection, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          Object value = result.getObject(i);
          row.add(
              value instanceof Double number
                  ? String.valueOf(Math.round(number * 100))
                  : String.valueOf(value));
        }
        rows.add(String.join(" | ", row));
      }
    }
    Collections.sort(rows);
    return rows;
  }
}
