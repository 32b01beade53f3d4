package org.nljdbc.it.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.script.ScriptedTest;

/** Questions as sub-queries of expressions. */
abstract class SubQuerySuite extends ScriptedTest {

  @BeforeEach
  void script() {
    model()
        .answer("customers from Germany", "SELECT * FROM customers WHERE country = 'Germany'")
        .answer("names of Germans", "SELECT name FROM customers WHERE country = 'Germany'")
        .answer(
            "best customers",
            "SELECT c.name, COUNT(*) AS n FROM customers c JOIN orders o ON o.customer_id = c.id"
                + " GROUP BY c.id, c.name ORDER BY COUNT(*) DESC, c.id LIMIT 3")
        .answer("average price", "SELECT AVG(price) FROM products")
        .answer("cancelled orders", "SELECT id FROM orders WHERE status = 'cancelled'")
        .answer("all prices", "SELECT price FROM products")
        .answer(
            "large countries",
            "SELECT country, COUNT(*) FROM customers GROUP BY country HAVING COUNT(*) > 3")
        .answer("number of orders", "SELECT COUNT(*) FROM orders")
        .answer("nobody", "SELECT id FROM customers WHERE id < 0");
  }

  static Stream<Arguments> statements() {
    String german = "SELECT id FROM customers WHERE country = 'Germany'";
    String average = "SELECT AVG(price) FROM products";
    String count = "SELECT COUNT(*) FROM orders";
    return Stream.of(
        Arguments.of(
            "SELECT id FROM orders WHERE customer_id IN (%s) ORDER BY id",
            "customers from Germany", german),
        Arguments.of(
            "SELECT id FROM orders WHERE customer_id NOT IN (%s) ORDER BY id",
            "names of Germans", german),
        Arguments.of(
            "SELECT o.id FROM orders o JOIN customers c ON c.id = o.customer_id WHERE c.id IN (%s)"
                + " ORDER BY o.id",
            "names of Germans", german),
        Arguments.of(
            "SELECT id FROM customers WHERE country IN (%s) ORDER BY id",
            "large countries",
            "SELECT country FROM customers GROUP BY country HAVING COUNT(*) > 3"),
        Arguments.of(
            "SELECT name FROM products WHERE price > (%s) ORDER BY id", "average price", average),
        Arguments.of(
            "SELECT id FROM customers WHERE EXISTS (%s) ORDER BY id",
            "cancelled orders", "SELECT 1 FROM orders WHERE status = 'cancelled'"),
        Arguments.of(
            "SELECT id FROM customers WHERE NOT EXISTS (%s) ORDER BY id",
            "nobody", "SELECT id FROM customers WHERE id < 0"),
        Arguments.of(
            "SELECT name, (%s) AS n FROM departments ORDER BY id", "number of orders", count),
        Arguments.of("SELECT (%s) - 1", "number of orders", count),
        Arguments.of(
            "SELECT name, CASE WHEN price > (%s) THEN 1 ELSE 0 END FROM products ORDER BY id",
            "average price", average));
  }

  /** The statement with a question, and the sub-query that it comes to. */
  @ParameterizedTest
  @MethodSource("statements")
  void standsForASubQuery(String outer, String question, String sql) throws SQLException {
    List<String> expected = bareRows(outer.formatted(sql));
    for (String asked : List.of("NL '" + question + "'", "\nNL: " + question + "?\n")) {
      assertEquals(expected, rows(outer.formatted(asked)), asked);
      try (PreparedStatement statement = connection.prepareStatement(outer.formatted(asked))) {
        assertEquals(expected, Rows.of(statement.executeQuery()));
      }
    }
  }

  @Test
  void theRowsOfTheBestAreThose() throws SQLException {
    String best =
        "SELECT customer_id FROM orders GROUP BY customer_id ORDER BY COUNT(*) DESC, customer_id LIMIT 3";
    List<String> ids = bareRows(best);
    assertEquals(3, ids.size());
    assertEquals(
        bareRows(
            "SELECT id FROM orders WHERE customer_id IN ("
                + String.join(",", ids)
                + ") ORDER BY id"),
        rows("SELECT id FROM orders WHERE customer_id IN (NL 'best customers') ORDER BY id"));
  }

  @Test
  void tellsWhatIsCompared() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      String sql = "SELECT id FROM orders WHERE customer_id IN (NL 'customers from Germany')";
      assertFalse(Rows.of(statement.executeQuery(sql)).isEmpty());
      List<String> told = new ArrayList<>();
      for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
        told.add(String.valueOf(w.getMessage()));
      }
      assertEquals(3, told.size(), told::toString);
      assertTrue(told.get(0).contains("SELECT * FROM customers"), told::toString);
      assertTrue(
          told.get(1)
              .startsWith(
                  "Within SQL, orders.customer_id is compared with customers.id, to which it"
                      + " refers, not with name, email,"),
          told::toString);
      assertTrue(told.get(2).contains("IN (SELECT nl."), told::toString);
      assertTrue(connection.nativeSQL(sql).endsWith("country = 'Germany') nl)"));
    }
  }

  @Test
  void severalColumnsAreAnErrorWhereNoneIsSure() throws SQLException {
    for (String sql :
        List.of(
            "SELECT id FROM orders WHERE status IN (NL 'customers from Germany')",
            "SELECT id FROM products WHERE price > (NL 'customers from Germany')",
            "SELECT id, (NL 'customers from Germany') FROM products")) {
      SQLException error = assertState("42000", () -> rows(sql));
      String message = String.valueOf(error.getMessage());
      assertTrue(message.contains("8 columns (id, name, email, country,"), message);
      assertState("42000", () -> connection.prepareStatement(sql));
    }
  }

  @Test
  void whatWritesTakesThemToo() throws SQLException {
    connection.setAutoCommit(false);
    List<String> ids = bareRows("SELECT id FROM customers WHERE country = 'Germany'");
    List<String> cancelled = bareRows("SELECT id FROM orders WHERE status = 'cancelled'");
    assertFalse(cancelled.isEmpty());
    try (Statement statement = connection.createStatement()) {
      assertEquals(
          bareRows("SELECT id FROM orders WHERE customer_id IN (" + String.join(",", ids) + ")")
              .size(),
          statement.executeUpdate(
              "UPDATE orders SET status = 'new' WHERE customer_id IN (NL 'names of Germans')"));
      connection.rollback();
      statement.executeUpdate(
          "UPDATE departments SET budget = (NL 'number of orders') WHERE id = 1");
      assertEquals(
          bareRows("SELECT COUNT(*) * 1 FROM orders"),
          rows(
              "SELECT CAST(budget AS INTEGER) FROM departments WHERE id = 1"
                  .replace("INTEGER", database.kind() == Kind.MARIADB ? "SIGNED" : "INTEGER")));
    }
    connection.rollback();
    connection.setAutoCommit(true);
  }

  @Test
  void parametersMayStandInItAndAroundIt() throws SQLException {
    model().answer("customers of country", "SELECT name FROM customers WHERE country = :p1");
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT id FROM orders WHERE status = ? AND customer_id IN (NL: customers of country ?)"
                + " AND id > ? ORDER BY id")) {
      assertEquals(3, statement.getParameterMetaData().getParameterCount());
      for (String status : List.of("paid", "shipped")) {
        statement.setString(1, status);
        statement.setString(2, "Germany");
        statement.setInt(3, 10);
        assertEquals(
            bareRows(
                "SELECT id FROM orders WHERE status = '"
                    + status
                    + "' AND customer_id IN (SELECT id FROM customers WHERE country = 'Germany')"
                    + " AND id > 10 ORDER BY id"),
            Rows.of(statement.executeQuery()));
      }
    }
  }

  /** How many rows there are only the database finds out. SQLite takes the first. */
  @Test
  void severalRowsForOneValueAreTheDatabasesError() throws SQLException {
    if (database.kind() == Kind.SQLITE) {
      return;
    }
    connection.setAutoCommit(false);
    run("UPDATE departments SET budget = 7 WHERE id = 1");
    assertThrows(
        SQLException.class, () -> rows("SELECT id FROM products WHERE price > (NL 'all prices')"));
    assertTrue(rows("SELECT budget FROM departments WHERE id = 1").get(0).startsWith("7"));
    connection.rollback();
    connection.setAutoCommit(true);
  }
}
