package org.nljdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.SchemaReader;
import org.nljdbc.spi.Progress;

class RepeatedRowsTest {

  @SuppressWarnings("NullAway.Init") // read before all tests
  private static Schema schema;

  @BeforeAll
  static void read() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = connection.createStatement()) {
      for (String table :
          List.of(
              "customers (id INTEGER PRIMARY KEY, name TEXT)",
              "orders (id INTEGER PRIMARY KEY, customer_id INT REFERENCES customers, total REAL)",
              "items (order_id INT REFERENCES orders, line INT, product_id INT REFERENCES products,"
                  + " price REAL, PRIMARY KEY (order_id, line))",
              "products (id INTEGER PRIMARY KEY, kind TEXT)",
              "people (id INTEGER PRIMARY KEY, salary INT)",
              "projects (id INTEGER PRIMARY KEY, name TEXT)",
              "members (person_id INT REFERENCES people, project_id INT REFERENCES projects,"
                  + " PRIMARY KEY (person_id, project_id))",
              "students (id INTEGER PRIMARY KEY, name TEXT)",
              "courses (id INTEGER PRIMARY KEY, credits INT)",
              "enrolments (id INTEGER PRIMARY KEY, student_id INT REFERENCES students, course_id INT"
                  + " REFERENCES courses)",
              "details (order_id INTEGER PRIMARY KEY REFERENCES orders, note TEXT)")) {
        statement.execute("CREATE TABLE " + table);
      }
      schema = new SchemaReader(0, Progress.NONE).read(connection);
    }
  }

  private static List<String> repeated(String sql) {
    SqlChecker.Checked checked = SqlChecker.checkAnswer(sql, schema, SqlLimits.NONE);
    assertEquals(List.of(), checked.problems());
    return checked.repeated().stream().map(RepeatedSum::note).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT SUM(orders.total) FROM orders JOIN items ON items.order_id = orders.id",
        "SELECT SUM(total) FROM orders AS T1, items AS T2 WHERE T2.order_id = T1.id",
        "SELECT kind, SUM(o.total) FROM orders o JOIN items i ON o.id = i.order_id JOIN products p"
            + " ON i.product_id = p.id GROUP BY p.kind",
        "SELECT c.name FROM customers c JOIN orders o ON o.customer_id = c.id JOIN items i ON"
            + " i.order_id = o.id GROUP BY c.id ORDER BY SUM(o.total) DESC",
        "SELECT name FROM customers WHERE id IN (SELECT o.customer_id FROM orders o JOIN items i ON"
            + " i.order_id = o.id GROUP BY 1 HAVING SUM(o.total * 2) > 10)",
      })
  void aRowIsCountedSeveralTimes(String sql) {
    List<String> said = repeated(sql);
    assertEquals(1, said.size(), said::toString);
    assertEquals(
        "counts a row of orders once for each of its rows in items",
        said.get(0).substring(said.get(0).indexOf("counts")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT SUM(total) FROM orders",
        "SELECT SUM(o.total), c.name FROM orders o JOIN customers c ON o.customer_id = c.id GROUP BY"
            + " c.id",
        "SELECT SUM(i.price) FROM orders o JOIN items i ON o.id = i.order_id",
        "SELECT SUM(i.price * o.total) FROM orders o JOIN items i ON o.id = i.order_id",
        "SELECT COUNT(o.id), MAX(o.total) FROM orders o JOIN items i ON o.id = i.order_id",
        "SELECT SUM(DISTINCT o.total) FROM orders o JOIN items i ON o.id = i.order_id",
        "SELECT SUM(o.total) FROM orders o JOIN details d ON o.id = d.order_id",
        "SELECT p.name, SUM(e.salary) FROM people e JOIN members m ON m.person_id = e.id JOIN"
            + " projects p ON m.project_id = p.id GROUP BY p.name",
        "SELECT SUM(e.salary) FROM people e JOIN members m ON m.person_id = e.id WHERE m.project_id"
            + " = 3",
        "SELECT SUM(o.total) FROM orders o WHERE o.id IN (SELECT order_id FROM items)",
        "SELECT SUM(o.total) FROM orders o JOIN items i ON o.id > i.order_id",
        "SELECT SUM(o.total) FROM orders o LEFT JOIN items i ON o.id = i.order_id WHERE i.line IS"
            + " NULL",
        "SELECT s.name, SUM(c.credits) FROM students s JOIN enrolments e ON e.student_id = s.id JOIN"
            + " courses c ON e.course_id = c.id GROUP BY s.id",
      })
  void aRowIsCountedOnceAsFarAsIsKnown(String sql) {
    assertEquals(List.of(), repeated(sql));
  }

  @Test
  void whoWritesItMeansIt() {
    String sql = "SELECT SUM(o.total) FROM orders o JOIN items i ON o.id = i.order_id";
    assertEquals(List.of(), SqlChecker.check(sql, schema).repeated());
  }

  @Test
  void tablesAreToldByTheirNames() {
    assertEquals(
        List.of("SUM(o.total) counts a row of orders once for each of its rows in items"),
        repeated("SELECT SUM(o.total) FROM orders o JOIN items i ON o.id = i.order_id"));
  }
}
