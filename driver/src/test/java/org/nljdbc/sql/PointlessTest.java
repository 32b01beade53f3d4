package org.nljdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;
import org.nljdbc.sql.SqlChecker.Checked;

class PointlessTest {

  private static boolean pointless(String sql) {
    Schema shop = Schemas.shop(Dialect.SQLITE);
    Checked checked =
        SqlChecker.check(sql, shop.with(shop.tables().stream().map(PointlessTest::keyed).toList()));
    assertEquals(List.of(), checked.problems());
    return checked.pointless();
  }

  private static Table keyed(Table table) {
    return new Table(
        table.name(),
        false,
        null,
        table.columns(),
        table.name().equals("orders") ? List.of("id", "customer_id") : List.of("id"),
        List.of(),
        List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT name FROM customers GROUP BY ID ORDER BY COUNT(*) DESC LIMIT 1",
        "SELECT name, count(id) FROM customers c GROUP BY name, c.id",
        "SELECT id FROM orders GROUP BY id, customer_id HAVING COUNT(DISTINCT total) > 2",
        "SELECT name FROM customers WHERE name = 'a'",
        "SELECT DISTINCT name, city_id FROM customers WHERE city_id = 3 AND name = 'a' AND id > 2",
        "SELECT id FROM customers EXCEPT SELECT id FROM Customers",
        "SELECT id FROM orders INTERSECT SELECT id FROM orders",
        "SELECT name FROM customers WHERE id = (SELECT customer_id FROM orders INTERSECT SELECT"
            + " customer_id FROM orders)",
        "SELECT COUNT(*) FROM (SELECT id FROM orders UNION SELECT id FROM orders) x",
        "SELECT o.id FROM orders o JOIN customers c ON c.id = c.id",
        "SELECT a.name FROM customers a JOIN customers b ON a.id = b.id WHERE b.city_id = 3",
        "SELECT c.name FROM customers c JOIN orders o ON o.customer_id = c.id EXCEPT SELECT name"
            + " FROM customers",
        "SELECT name FROM customers WHERE id > 3 EXCEPT SELECT c.name FROM customers AS c",
        "SELECT AVG(id) FROM customers",
        "SELECT city_id, SUM(ID) FROM customers c GROUP BY city_id",
        "SELECT o.id FROM customers c JOIN (SELECT id FROM orders WHERE id = id) o ON o.id = c.id",
        "SELECT id FROM orders WHERE id = 1 AND (id = 2)",
        "SELECT id FROM customers WHERE name = 'a' AND id > 2 AND name = 'b'"
      })
  void isFound(String sql) {
    assertTrue(pointless(sql));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id, COUNT(*) FROM orders GROUP BY id",
        "SELECT name FROM customers EXCEPT SELECT c.name FROM customers c JOIN orders o ON"
            + " o.customer_id = c.id",
        "SELECT name FROM customers EXCEPT SELECT name FROM customers WHERE id > 3",
        "SELECT a.name FROM customers a JOIN customers b ON a.city_id = b.city_id",
        "SELECT AVG(total), COUNT(id) FROM orders",
        "SELECT name, COUNT(*) FROM customers GROUP BY name",
        "SELECT id, SUM(total) FROM orders GROUP BY id, customer_id",
        "SELECT c.id, COUNT(*) FROM customers c JOIN orders o ON o.id = c.id GROUP BY c.id",
        "SELECT id, (SELECT COUNT(*) FROM orders o WHERE o.id = c.id) FROM customers c GROUP BY id",
        "SELECT name FROM customers WHERE name = 'a' OR name = 'b'",
        "SELECT name, id FROM customers WHERE name = 'a'",
        "SELECT c.name FROM customers c JOIN cities d ON d.id = c.city_id WHERE d.name = 'a'",
        "SELECT COUNT(*) FROM customers WHERE name = 'a'",
        "SELECT id FROM customers EXCEPT SELECT id FROM orders",
        "SELECT id FROM orders WHERE id = 1 INTERSECT SELECT id FROM orders WHERE id = 2",
        "SELECT o.id FROM orders o JOIN customers c ON c.id = o.id",
        "SELECT id FROM orders WHERE id = 1 OR id = 2",
        "SELECT city_id FROM customers WHERE name = 'a' AND id = 1 AND name = 'a'",
        "SELECT a.id FROM orders a, orders b WHERE a.id = b.id",
        "SELECT id FROM orders"
      })
  void theRestHasAPoint(String sql) {
    assertEquals(false, pointless(sql));
  }
}
