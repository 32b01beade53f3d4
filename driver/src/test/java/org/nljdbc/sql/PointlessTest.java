package org.nljdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.schema.Dialect;
import org.nljdbc.sql.SqlChecker.Checked;

class PointlessTest {

  private static boolean pointless(String sql) {
    Checked checked = SqlChecker.check(sql, Schemas.shop(Dialect.SQLITE));
    assertEquals(List.of(), checked.problems());
    return checked.pointless();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM customers EXCEPT SELECT id FROM Customers",
        "SELECT id FROM orders INTERSECT SELECT id FROM orders",
        "SELECT COUNT(*) FROM (SELECT id FROM orders UNION SELECT id FROM orders) x",
        "SELECT o.id FROM orders o JOIN customers c ON c.id = c.id",
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
        "SELECT id FROM customers EXCEPT SELECT id FROM orders",
        "SELECT id FROM orders WHERE id = 1 INTERSECT SELECT id FROM orders WHERE id = 2",
        "SELECT o.id FROM orders o JOIN customers c ON c.id = o.id",
        "SELECT id FROM orders WHERE id = 1 OR id = 2",
        "SELECT id FROM customers WHERE name = 'a' AND id = 1 AND name = 'a'",
        "SELECT a.id FROM orders a, orders b WHERE a.id = b.id",
        "SELECT id FROM orders"
      })
  void theRestHasAPoint(String sql) {
    assertEquals(false, pointless(sql));
  }
}
