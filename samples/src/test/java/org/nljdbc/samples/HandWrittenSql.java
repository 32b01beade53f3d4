package org.nljdbc.samples;

import java.util.Map;

/** The SQL that a person would write for the questions of the samples. */
public final class HandWrittenSql {

  /** SQL by question. */
  public static final Map<String, String> BY_QUESTION =
      Map.of(
          "how many orders are there in 2024?",
          "SELECT COUNT(*) FROM orders WHERE order_date BETWEEN '2024-01-01' AND '2024-12-31'",
          "show each year and the total amount of the orders of that year",
          "SELECT SUBSTR(order_date, 1, 4) AS year, SUM(total_amount) AS total FROM orders GROUP BY"
              + " SUBSTR(order_date, 1, 4)",
          "show the name and the total order amount of the 5 customers with the highest total order"
              + " amount",
          "SELECT c.name, SUM(o.total_amount) AS total FROM customers c JOIN orders o ON"
              + " o.customer_id = c.customer_id GROUP BY c.customer_id, c.name ORDER BY total DESC"
              + " LIMIT 5",
          "show the name of each category and the average price of its products",
          "SELECT c.name, AVG(p.price) AS average FROM categories c JOIN products p ON"
              + " p.category_id = c.category_id GROUP BY c.name",
          "list the names of the suppliers in Germany",
          "SELECT s.name FROM suppliers s JOIN countries c ON c.country_id = s.country_id WHERE"
              + " c.code = 'DE'",
          "how many customers are there?",
          "SELECT COUNT(*) FROM customers",
          "how many products are there?",
          "SELECT COUNT(*) FROM products",
          "how many employees are there?",
          "SELECT COUNT(*) FROM employees");

  private HandWrittenSql() {}

  /** The SQL for a question that is in the list. */
  public static String of(String question) {
    String sql = BY_QUESTION.get(question);
    if (sql == null) {
      throw new IllegalArgumentException("nobody has written SQL for: " + question);
    }
    return sql;
  }
}
