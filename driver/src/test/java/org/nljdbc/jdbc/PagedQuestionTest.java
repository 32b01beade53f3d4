package org.nljdbc.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Questions that a framework limits to some rows. */
class PagedQuestionTest {

  private static final String DOWN = "SELECT x FROM SYSTEM_RANGE(1, 9) ORDER BY x DESC";

  private static List<Integer> values(ResultSet rows) throws SQLException {
    List<Integer> values = new ArrayList<>();
    while (rows.next()) {
      values.add(rows.getInt(1));
    }
    return values;
  }

  private static Connection connect(String sql) throws SQLException {
    return Fixtures.wrap(Fixtures.h2(), new ScriptedTranslator(sql));
  }

  @Test
  void itsOrderStays() throws SQLException {
    try (Connection connection = connect(DOWN);
        PreparedStatement statement =
            connection.prepareStatement("NL 'who''s last?' offset ? rows fetch next ? rows only")) {
      assertEquals(2, statement.getParameterMetaData().getParameterCount());
      assertEquals(1, statement.getMetaData().getColumnCount());
      statement.setInt(1, 1);
      statement.setInt(2, 2);
      assertEquals(List.of(8, 7), values(statement.executeQuery()));
      statement.setInt(1, 7);
      assertEquals(List.of(2, 1), values(statement.executeQuery()));
    }
  }

  @Test
  void itsOwnLimitStays() throws SQLException {
    try (Connection connection = connect(DOWN + " LIMIT 3");
        Statement statement = connection.createStatement()) {
      assertEquals(List.of(9, 8, 7), values(statement.executeQuery("NL 'last' limit 5")));
      assertTrue(String.valueOf(statement.getWarnings().getNextWarning()).contains("limit 5"));
    }
    try (Connection connection = connect(DOWN + " LIMIT 3")) {
      assertEquals(
          "SELECT * FROM (" + DOWN + " LIMIT 3) nl limit 5",
          connection.nativeSQL("NL 'last' limit 5"));
    }
  }

  @Test
  void itGoesOnlyWhereAQuestionGoes() throws SQLException {
    try (Connection connection = connect(DOWN);
        Statement statement = connection.createStatement()) {
      for (String method : List.of("executeUpdate", "addBatch", "prepareCall")) {
        SQLException refused =
            assertThrows(
                SQLException.class,
                () -> {
                  switch (method) {
                    case "executeUpdate" -> statement.executeUpdate("NL 'last' limit 5");
                    case "addBatch" -> statement.addBatch("NL 'last' limit 5");
                    default -> connection.prepareCall("NL 'last' limit 5");
                  }
                });
        assertEquals("0A000", refused.getSQLState());
      }
    }
  }
}
