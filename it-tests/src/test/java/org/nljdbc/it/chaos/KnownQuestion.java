package org.nljdbc.it.chaos;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.databases.TestDatabase;

/**
 * A question whose SQL and rows are known.
 *
 * @param question the question
 * @param sql what the model says
 * @param rows the rows that the bare driver gives
 */
record KnownQuestion(String question, String sql, List<String> rows) {

  /** What the model knows: words of questions, and SQL for them. */
  static final Map<String, String> ANSWERS =
      Map.of(
          "number of customers of each country",
          "SELECT country, COUNT(*) AS n FROM customers GROUP BY country ORDER BY country",
          "names of all customers",
          "SELECT id, name, credit_limit FROM customers ORDER BY id",
          "lines of the orders",
          "SELECT order_id, line_no, product_id, quantity, unit_price FROM order_items"
              + " ORDER BY order_id, line_no",
          "orders of everyone in the report",
          "SELECT o.id, c.name, o.status FROM orders o JOIN customers c ON o.customer_id = c.id"
              + " ORDER BY o.id");

  /** Words that questions have which nobody has asked before. */
  static final String NEW = "orders of everyone in the report";

  /** Rows enough that an answer takes many packets. */
  static final String LARGE =
      "SELECT i.order_id, i.line_no, p.id AS product, p.name FROM order_items i CROSS JOIN products p"
          + " WHERE p.id <= 6 ORDER BY i.order_id, i.line_no, p.id";

  /** What the model knows of a database. */
  static List<KnownQuestion> of(TestDatabase database) throws SQLException {
    List<KnownQuestion> known = new ArrayList<>();
    for (Map.Entry<String, String> each : ANSWERS.entrySet()) {
      List<String> rows = Rows.bare(database, each.getValue());
      known.add(new KnownQuestion(each.getKey(), each.getValue(), rows));
    }
    return known;
  }

  /** The rows as CSV, whose cells need no quotes. */
  String csv(String heading) {
    return rows.stream()
        .map(row -> row.replace('|', ',') + "\r\n")
        .collect(Collectors.joining("", heading + "\r\n", ""));
  }
}
