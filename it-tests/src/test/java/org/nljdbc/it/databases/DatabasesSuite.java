package org.nljdbc.it.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** The test databases themselves: the server runs and the rows are those that the suites expect. */
abstract class DatabasesSuite extends DatabaseTest {

  @Test
  void holdsTheSameRowsInEveryDialect() throws SQLException {
    try (Connection connection = database.bare();
        Statement statement = connection.createStatement()) {
      assertEquals(60, count(statement, "customers"));
      assertEquals(300, count(statement, "orders"));
      assertEquals(3, count(statement, database.kind().quoted(TestSchema.QUOTED_TABLE)));
      assertTrue(count(statement, "customer_revenue") > 30);
      assertEquals(12, count(statement, "customers WHERE email IS NULL"));
      assertTrue(count(statement, "customers WHERE name LIKE '%O''Brien%'") > 0);
    }
  }

  private static int count(Statement statement, String from) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + from)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
