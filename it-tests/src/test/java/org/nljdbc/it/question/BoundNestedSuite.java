package org.nljdbc.it.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Date;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.script.ScriptedTest;

/** Values that are bound later, in questions within SQL and in the SQL around them. */
abstract class BoundNestedSuite extends ScriptedTest {

  private static final Date DAY = Date.valueOf("2022-06-01");
  private static final String SINCE = "SELECT id, customer_id FROM orders WHERE ordered_on >= :p1";

  /** SQLite keeps dates as the text that they were written as. */
  private void setDay(PreparedStatement statement, int parameter) throws SQLException {
    if (database.kind() == Kind.SQLITE) {
      statement.setObject(parameter, DAY.toString(), Types.VARCHAR);
    } else {
      statement.setObject(parameter, DAY, Types.DATE);
    }
  }

  private List<String> expected(int customer) throws SQLException {
    return bareRows(
        "SELECT id FROM orders WHERE ordered_on >= '"
            + DAY
            + "' AND customer_id > "
            + customer
            + " ORDER BY id");
  }

  /** Whichever way the question is written. */
  @Test
  void valuesGoWhereTheyAreWritten() throws SQLException {
    model().answer("orders since", SINCE);
    for (String question :
        List.of("(NL 'orders since ?')", "NL('orders since ?')", "(NL: orders since ?)")) {
      try (PreparedStatement statement =
          connection.prepareStatement(
              "SELECT x.id FROM " + question + " x WHERE x.customer_id > ? ORDER BY x.id")) {
        for (int customer : new int[] {0, 5, 1000}) {
          setDay(statement, 1);
          statement.setInt(2, customer);
          assertEquals(expected(customer), Rows.of(statement.executeQuery()), question);
        }
        statement.clearParameters();
        setDay(statement, 1);
        statement.setObject(2, 5L, Types.INTEGER);
        assertTrue(statement.execute());
        assertEquals(expected(5), Rows.of(statement.getResultSet()));
      }
    }
    assertEquals(1, model().requests().size());
    String prompt = model().latestPrompt();
    assertTrue(prompt.contains("orders since 'p1'") && !prompt.contains("2022-06"), prompt);
  }

  @Test
  void theStatementIsDescribedBeforeItRuns() throws SQLException {
    model().answer("orders since", SINCE);
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT x.id FROM (NL 'orders since ?') x WHERE x.customer_id > ?")) {
      ParameterMetaData parameters = statement.getParameterMetaData();
      assertEquals(2, parameters.getParameterCount());
      if (database.kind() == Kind.POSTGRESQL || database.kind() == Kind.H2) {
        assertEquals(Types.DATE, parameters.getParameterType(1));
        assertEquals(Types.INTEGER, parameters.getParameterType(2));
      }
      assertEquals(1, statement.getMetaData().getColumnCount());
      assertState("07009", () -> parameters.getParameterType(3));
      assertState("07009", () -> statement.setInt(3, 1));
      assertState("07009", () -> statement.setInt(0, 1));
    }
  }

  /** Before, in and behind two questions, whose SQL has them in another order and several times. */
  @Test
  void theOrderIsThatOfTheStatement() throws SQLException {
    model()
        .answer(
            "customers in",
            "SELECT id FROM customers WHERE city = :p2 OR country = :p1 OR city = :p1")
        .answer("products over", "SELECT id FROM products WHERE price > :p1");
    String sql =
        "SELECT o.id FROM orders o JOIN order_items i ON i.order_id = o.id AND i.quantity > ?"
            + " JOIN NL('customers in ? or ?') c ON c.id = o.customer_id"
            + " WHERE o.status <> ? AND '?' = '?' AND i.product_id IN (NL: products over ?)"
            + " AND o.id < ? /* ? */ ORDER BY o.id, i.line_no";
    String bare =
        "SELECT o.id FROM orders o JOIN order_items i ON i.order_id = o.id AND i.quantity > 1"
            + " JOIN customers c ON c.id = o.customer_id AND (c.city = 'Oslo' OR c.country ="
            + " 'Germany' OR c.city = 'Germany')"
            + " WHERE o.status <> 'new' AND i.product_id IN (SELECT id FROM products WHERE price >"
            + " 5) AND o.id < 200 ORDER BY o.id, i.line_no";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      assertEquals(6, statement.getParameterMetaData().getParameterCount());
      statement.setInt(1, 1);
      statement.setString(2, "Germany");
      statement.setString(3, "Oslo");
      statement.setObject(4, "new");
      statement.setBigDecimal(5, new java.math.BigDecimal("5"));
      statement.setInt(6, 200);
      List<String> rows = Rows.of(statement.executeQuery());
      assertEquals(bareRows(bare), rows);
      assertFalse(rows.isEmpty());
      statement.setNull(2, Types.VARCHAR);
      statement.setNull(3, Types.VARCHAR);
      assertEquals(List.of(), Rows.of(statement.executeQuery()));
    }
  }

  @Test
  void whatWritesMayRunInBatches() throws SQLException {
    model().answer("orders of customer", "SELECT id FROM orders WHERE customer_id = :p1");
    run("CREATE TABLE noted(customer INTEGER, order_id INTEGER)");
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO noted SELECT CAST(? AS "
                + (database.kind() == Kind.MARIADB ? "SIGNED" : "INTEGER")
                + "), q.id FROM (NL: orders of customer ?) q WHERE q.id > ?")) {
      for (int customer = 1; customer < 4; customer++) {
        statement.setInt(1, customer);
        statement.setInt(2, customer);
        statement.setInt(3, 0);
        if (database.kind() == Kind.MARIADB) {
          statement.executeUpdate(); // its driver sends batches in a way that knows no sub-select
        } else {
          statement.addBatch();
        }
      }
      assertEquals(database.kind() == Kind.MARIADB ? 0 : 3, statement.executeBatch().length);
      statement.setInt(1, 4);
      statement.setInt(2, 4);
      statement.setInt(3, 0);
      int more = statement.executeUpdate();
      assertEquals(bareRows("SELECT id FROM orders WHERE customer_id = 4").size(), more);
      assertEquals(
          bareRows("SELECT customer_id, id FROM orders WHERE customer_id < 5 ORDER BY 1, 2"),
          rows("SELECT * FROM noted ORDER BY 1, 2"));
    } finally {
      run("DROP TABLE noted");
    }
  }

  @Test
  void whatCannotBeBoundIsRefused() throws SQLException {
    model().answer("orders since", SINCE).answer("how many", "SELECT COUNT(*) AS n FROM orders");
    assertState("07001", () -> rows("SELECT * FROM (NL: orders since ? or so) x"));
    assertState(
        "42000",
        () -> connection.prepareStatement("SELECT * FROM (NL 'orders since ?') x WHERE x.id = ?1"));
    List<String> count = bareRows("SELECT COUNT(*) FROM orders");
    assertEquals(count, rows("SELECT n FROM (NL: how many ?) x"));
    assertEquals(count, rows("SELECT n FROM NL('how many ? or so') x"));
    if (database.kind() == Kind.SQLITE) {
      assertState( // a name that only SQLite takes for a parameter
          "0A000",
          () ->
              connection.prepareStatement(
                  "SELECT * FROM (NL 'orders since ?') x WHERE x.id = @id"));
    }
    assertTrue(
        connection
            .nativeSQL("SELECT * FROM (NL: orders since ?) x WHERE x.id = ?")
            .replaceAll("\\$\\d", "?") // as PostgreSQL's driver writes it
            .endsWith("ordered_on >= ?) x WHERE x.id = ?"));
  }
}
