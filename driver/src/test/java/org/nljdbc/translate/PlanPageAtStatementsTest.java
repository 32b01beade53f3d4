package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** NL EXPLAIN HTML on two databases whose names and values are not kind. */
class PlanPageAtStatementsTest extends AtStatements {

  private static final String TABLE = "\"<script>alert(1)</script>\"";

  private Connection connect(String url) throws SQLException {
    Connection real =
        filled(
            url,
            "CREATE TABLE " + TABLE + " (id int PRIMARY KEY, name varchar(40))",
            "INSERT INTO " + TABLE + " VALUES (1, '</svg><img src=x onerror=a()>')");
    return wrap(real);
  }

  private static List<String> only(ResultSet rows) throws SQLException {
    List<String> found = new ArrayList<>();
    assertEquals(1, rows.getMetaData().getColumnCount());
    assertEquals("HTML", rows.getMetaData().getColumnLabel(1));
    while (rows.next()) {
      found.add(rows.getString("HTML"));
    }
    return found;
  }

  @ParameterizedTest
  @ValueSource(strings = {SQLITE, H2})
  void aQuestionBecomesAPageThatRunsNothing(String url) throws SQLException {
    String sql = "SELECT id FROM " + TABLE + " WHERE name = '</svg><img src=x onerror=a()>'";
    model.then(sql.substring("SELECT".length()));
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      List<String> pages =
          only(statement.executeQuery("NL EXPLAIN HTML: ids of </svg><img src=x onerror=a()>"));
      assertEquals(1, pages.size());
      String page = pages.get(0);
      assertTrue(page.startsWith("<!doctype html>"), page);
      assertFalse(page.contains("<script") || page.contains("<img"), page);
      assertEquals(1, page.split("</svg>", -1).length - 1, page);
      assertTrue(page.contains("Keep those where name ="), page);
      assertTrue(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), page);
      assertEquals(1, model.requests.size());
      // As a statement that is prepared, and in the older form.
      try (PreparedStatement prepared =
          connection.prepareStatement("nl explain html 'ids of </svg><img src=x onerror=a()>'")) {
        assertEquals(1, only(prepared.executeQuery()).size());
      }
      try (ResultSet rows =
          statement.executeQuery("NL EXPLAIN: ids of </svg><img src=x onerror=a()>")) {
        List<String> parts = new ArrayList<>();
        while (rows.next()) {
          parts.add(rows.getString("PART"));
        }
        assertTrue(parts.containsAll(List.of("SQL", "WORDS", "PLAN")), parts::toString);
      }
      SQLException refused =
          assertThrows(SQLException.class, () -> statement.execute("NL EXPLAIN HTML"));
      assertEquals("42000", refused.getSQLState());
    }
  }
}
