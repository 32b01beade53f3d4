package org.nljdbc.samples;

import java.util.Map;

/** The SQL that a person would write for the questions of the samples. */
public final class HandWrittenSql {

  /** SQL by question. */
  public static final Map<String, String> BY_QUESTION =
      Map.of(
          "how many customers are there?",
          "SELECT COUNT(*) FROM customers",
          "how many orders were placed in 2024?",
          "SELECT COUNT(*) FROM orders WHERE order_date BETWEEN '2024-01-01' AND '2024-12-31'",
          "which 5 products have the highest price?",
          "SELECT name, price FROM products ORDER BY price DESC LIMIT 5",
          "how many customers are there in each country?",
          "SELECT c.name, COUNT(*) FROM countries c JOIN customers u ON u.country_id ="
              + " c.country_id GROUP BY c.name",
          "what is the average salary in each department?",
          "SELECT d.name, AVG(e.salary) FROM departments d JOIN employees e ON e.department_id ="
              + " d.department_id GROUP BY d.name",
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
