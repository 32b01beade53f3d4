package org.nljdbc.samples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoDatabaseTest {

  /** Of schema and rows; if it changes on purpose, raise {@link DemoDatabase#VERSION} too. */
  private static final String CHECKSUM = "version 1: 1776726929";

  @TempDir private static Path folder;
  private static Connection connection;

  @BeforeAll
  static void make() throws IOException, SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + DemoDatabase.make(folder));
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
  }

  @Test
  void holdsTheSameRowsOnEveryMachine() throws SQLException {
    CRC32 sum = new CRC32();
    List<String> tables = column("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1");
    tables.removeIf(name -> name.startsWith("sqlite_"));
    for (String sql : column("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY 1")) {
      sum.update(sql.getBytes(StandardCharsets.UTF_8));
    }
    for (String table : tables) {
      for (String row : rows("SELECT * FROM " + table)) {
        sum.update(row.getBytes(StandardCharsets.UTF_8));
      }
    }
    assertEquals(CHECKSUM, "version " + DemoDatabase.VERSION + ": " + sum.getValue());
  }

  @ParameterizedTest
  @CsvSource({
    "customers, 1000", "products, 150", "orders, 5000", "order_items, 10000", "payments, 5000",
    "shipments, 3000", "reviews, 1500", "employees, 100", "stores, 20", "suppliers, 20",
    "categories, 12", "countries, 15", "regions, 5", "departments, 9"
  })
  void isOfARealisticSize(String table, int atLeast) throws SQLException {
    assertTrue(number("SELECT COUNT(*) FROM " + table) >= atLeast);
  }

  @Test
  void keepsEveryForeignKey() throws SQLException {
    assertEquals(List.of(), rows("PRAGMA foreign_key_check"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a total is the sum of its items | SELECT COUNT(*) FROM orders o WHERE ABS(total_amount -"
            + " (SELECT SUM(quantity * unit_price) FROM order_items i WHERE i.order_id ="
            + " o.order_id)) > 0.001",
        "nobody buys before registering | SELECT COUNT(*) FROM orders JOIN customers USING"
            + " (customer_id) WHERE order_date < registered_on",
        "no store sells before it opens | SELECT COUNT(*) FROM orders JOIN stores USING (store_id)"
            + " WHERE order_date < opened_on",
        "nobody sells before being hired | SELECT COUNT(*) FROM orders JOIN employees USING"
            + " (employee_id) WHERE order_date < hired_on",
        "sellers sell in their own store | SELECT COUNT(*) FROM orders o JOIN employees e USING"
            + " (employee_id) WHERE o.store_id <> e.store_id",
        "no product is sold before its launch | SELECT COUNT(*) FROM order_items JOIN orders USING"
            + " (order_id) JOIN products USING (product_id) WHERE order_date < launched_on",
        "nothing arrives before it was sent | SELECT COUNT(*) FROM shipments WHERE delivered_on <="
            + " shipped_on",
        "reviewers have bought the product | SELECT COUNT(*) FROM reviews r WHERE NOT EXISTS"
            + " (SELECT 1 FROM orders o JOIN order_items i USING (order_id) WHERE o.customer_id ="
            + " r.customer_id AND i.product_id = r.product_id AND o.order_date < r.reviewed_on)",
        "returned orders are paid back | SELECT COUNT(*) FROM (SELECT SUM(amount) AS rest FROM"
            + " orders JOIN payments USING (order_id) WHERE status = 'Returned' AND order_date <"
            + " '2025-10-01' GROUP BY order_id HAVING ABS(rest) > 0.001)",
        "nothing happens after 2025 | SELECT (SELECT COUNT(*) FROM orders WHERE order_date >"
            + " '2025-12-31') + (SELECT COUNT(*) FROM payments WHERE paid_on > '2025-12-31') +"
            + " (SELECT COUNT(*) FROM reviews WHERE reviewed_on > '2025-12-31')",
        "ratings are 1 to 5 | SELECT COUNT(*) FROM reviews WHERE rating NOT BETWEEN 1 AND 5"
      })
  void isConsistent(String rule, String violations) throws SQLException {
    assertEquals(0, number(violations), rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a tenth of the customers makes a third of the orders | SELECT SUM(n) >= 0.33 * (SELECT"
            + " COUNT(*) FROM orders) FROM (SELECT COUNT(*) AS n FROM orders GROUP BY customer_id"
            + " ORDER BY n DESC LIMIT 132)",
        "some customers never bought | SELECT COUNT(*) > 100 FROM customers WHERE customer_id NOT"
            + " IN (SELECT customer_id FROM orders)",
        "December is busier than February | SELECT SUM(order_date LIKE '%-12-%') > 2 *"
            + " SUM(order_date LIKE '%-02-%') FROM orders",
        "tents sell in summer | SELECT SUM(order_date LIKE '%-06-%') > 2 * SUM(order_date LIKE"
            + " '%-12-%') FROM orders JOIN order_items USING (order_id) JOIN products USING"
            + " (product_id) WHERE category_id = 1",
        "the business grows | SELECT SUM(order_date LIKE '2025%') > 1.4 * SUM(order_date LIKE"
            + " '2021%') FROM orders",
        "values are missing | SELECT SUM(email IS NULL) > 30 AND SUM(phone IS NULL) > 200 AND"
            + " SUM(birth_year IS NULL) > 200 FROM customers"
      })
  void isSkewedAsLifeIs(String rule, String holds) throws SQLException {
    assertEquals(1, number(holds), rule);
  }

  @Test
  void isMadeOnceAndLeavesNothingElse() throws IOException, SQLException {
    Path file = DemoDatabase.file(folder);
    FileTime made = Files.getLastModifiedTime(file);
    assertEquals(file, DemoDatabase.make(folder));
    assertEquals(made, Files.getLastModifiedTime(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void saysWhereTheFolderCannotBeMade(@TempDir Path other) throws IOException {
    Path file = Files.writeString(other.resolve("file"), "in the way");
    IOException failure = assertThrows(IOException.class, () -> DemoDatabase.make(file));
    assertTrue(String.valueOf(failure.getMessage()).contains("file"));
    assertFalse(Files.isDirectory(file));
  }

  @Test
  void putsSettingsIntoTheUrl() {
    Path file = Path.of("shop.db");
    assertEquals("jdbc:nl:sqlite:shop.db", DemoDatabase.url(file, List.of()));
    assertEquals(
        "jdbc:nl:sqlite:shop.db?nl.model=m.gguf&nl.threads=2",
        DemoDatabase.url(file, List.of("nl.model=m.gguf", "nl.threads=2")));
  }

  private static int number(String sql) throws SQLException {
    return Integer.parseInt(column(sql).get(0));
  }

  private static List<String> column(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        values.add(result.getString(1));
      }
    }
    return values;
  }

  private static List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.append(result.getString(i)).append('|');
        }
        rows.add(row.append('\n').toString());
      }
    }
    return rows;
  }
}
