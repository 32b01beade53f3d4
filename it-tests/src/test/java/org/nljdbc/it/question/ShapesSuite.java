package org.nljdbc.it.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.it.script.Script;
import org.nljdbc.it.script.ScriptedTest;

/** SQL of every shape that a model may answer with, and the words that it may put around it. */
abstract class ShapesSuite extends ScriptedTest {

  @Override
  protected Script newScript() {
    return Script.thinking();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT COUNT(*) FROM customers",
        "SELECT * FROM departments ORDER BY id",
        "SELECT DISTINCT country FROM customers ORDER BY country",
        "SELECT c.name, COUNT(o.id) AS n FROM customers c LEFT JOIN orders o"
            + " ON o.customer_id = c.id GROUP BY c.id, c.name HAVING COUNT(o.id) > 5"
            + " ORDER BY n DESC, c.id LIMIT 5",
        "SELECT name FROM customers WHERE id IN (SELECT customer_id FROM orders"
            + " WHERE status = 'cancelled') ORDER BY id",
        "SELECT name FROM products p WHERE EXISTS (SELECT 1 FROM order_items i"
            + " WHERE i.product_id = p.id AND i.quantity > 4) ORDER BY name",
        "WITH totals AS (SELECT order_id, SUM(quantity * unit_price) AS total FROM order_items"
            + " GROUP BY order_id) SELECT order_id, total FROM totals"
            + " WHERE total = (SELECT MAX(total) FROM totals)",
        "SELECT country FROM customers UNION SELECT city FROM customers WHERE city IS NOT NULL"
            + " ORDER BY 1",
        "SELECT e.last_name, m.last_name FROM employees e JOIN employees m"
            + " ON e.manager_id = m.id ORDER BY e.id",
        "SELECT id, ROW_NUMBER() OVER (PARTITION BY department_id ORDER BY salary DESC, id) AS r"
            + " FROM employees ORDER BY id",
        "SELECT CASE WHEN price > 100 THEN 'dear' ELSE 'cheap' END AS class, COUNT(*)"
            + " FROM products GROUP BY CASE WHEN price > 100 THEN 'dear' ELSE 'cheap' END"
            + " ORDER BY class",
        "SELECT COALESCE(email, 'none') FROM customers WHERE name LIKE '%O''Brien%' ORDER BY id",
        "SELECT AVG(amount) FROM payments WHERE paid_at >= '2023-01-01' AND method <> 'cash'",
        "SELECT name, revenue FROM customer_revenue ORDER BY revenue DESC, name LIMIT 3",
        "SELECT MAX(t.n) FROM (SELECT COUNT(*) AS n FROM orders GROUP BY customer_id) AS t",
        "SELECT COUNT(*) FROM customers WHERE vip AND credit_limit BETWEEN 1000 AND 5000",
        "SELECT UPPER(name), LENGTH(name), ROUND(budget / 12, 2) FROM departments ORDER BY id"
      })
  void runs(String sql) throws SQLException {
    model().answer("the question", sql);
    List<String> rows = rows("NL: the question");
    assertEquals(bareRows(sql), rows);
    assertFalse(rows.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT COUNT(*) FROM orders;",
        "SELECT COUNT(*) FROM orders ; \n\n",
        "select count(*)\n  from orders -- all of them",
        "/* counts */ SELECT COUNT(*) FROM orders",
        "```sql\nSELECT COUNT(*) FROM orders;\n```",
        "```\nSELECT COUNT(*) FROM orders\n```",
        "First I thought of\n```sql\nSELECT id FROM customers\n```\nbut this is right:\n"
            + "```sql\nSELECT COUNT(*) FROM orders\n```\nIt counts the orders.",
      })
  void findsTheSqlInTheAnswer(String answer) throws SQLException {
    model().answer("how many orders", answer);
    assertEquals(List.of("300"), rows("NL: how many orders"));
  }

  @Test
  void takesTheDialectsOwnWords() throws SQLException {
    Map<String, String> own =
        switch (database.kind()) {
          case SQLITE ->
              Map.of(
                  "by month",
                  "SELECT strftime('%Y-%m', ordered_on) AS m, COUNT(*) FROM orders"
                      + " GROUP BY m ORDER BY m",
                  "joined",
                  "SELECT group_concat(name, ', ') FROM departments");
          case H2 ->
              Map.of(
                  "by month",
                  "SELECT EXTRACT(YEAR FROM ordered_on) AS y, COUNT(*) FROM orders"
                      + " GROUP BY EXTRACT(YEAR FROM ordered_on) ORDER BY y",
                  "joined",
                  "SELECT LISTAGG(name, ', ') WITHIN GROUP (ORDER BY id) FROM departments");
          case POSTGRESQL ->
              Map.of(
                  "by month",
                  "SELECT date_trunc('month', ordered_on)::date AS m, COUNT(*) FROM orders"
                      + " GROUP BY 1 ORDER BY 1",
                  "joined",
                  "SELECT string_agg(name, ', ' ORDER BY id) FROM departments WHERE name ILIKE 'S%'",
                  "latest",
                  "SELECT DISTINCT ON (customer_id) customer_id, ordered_on FROM orders"
                      + " ORDER BY customer_id, ordered_on DESC LIMIT 5",
                  "filtered",
                  "SELECT COUNT(*) FILTER (WHERE status = 'paid') FROM orders");
          case MARIADB ->
              Map.of(
                  "by month",
                  "SELECT DATE_FORMAT(ordered_on, '%Y-%m') AS m, COUNT(*) FROM orders"
                      + " GROUP BY m ORDER BY m",
                  "joined",
                  "SELECT GROUP_CONCAT(name ORDER BY id SEPARATOR ', ') FROM departments",
                  "quoted",
                  "SELECT `name` FROM `customers` WHERE YEAR(`created_on`) = 2022 ORDER BY `id`");
        };
    for (Map.Entry<String, String> entry : own.entrySet()) {
      model().answer(entry.getKey(), entry.getValue());
      assertEquals(bareRows(entry.getValue()), rows("NL: " + entry.getKey()), entry.getKey());
    }
  }
}
