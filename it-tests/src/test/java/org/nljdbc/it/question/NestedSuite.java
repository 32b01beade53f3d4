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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.script.Script;
import org.nljdbc.it.script.ScriptedTest;

/** Questions within SQL, as programs write it and as tools wrap it. */
abstract class NestedSuite extends ScriptedTest {

  private static final String QUESTION = "what's each customer (in Germany)?";
  private static final String SQL = "SELECT id, name FROM customers WHERE country = 'Germany'";

  @Override
  protected Script newScript() {
    return Script.thinking();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM %s ORDER BY 1",
        "SELECT nl.name FROM %s WHERE nl.id > 3 ORDER BY nl.id",
        "SELECT COUNT(*) FROM %s dbvrcnt",
        "SELECT * FROM %s spark_gen_0 WHERE 1=0",
        "SELECT * FROM %s t0 LIMIT 0",
        "-- Metabase:: userID: 1\nSELECT source.name FROM %s source ORDER BY source.id LIMIT 20",
        "SELECT o.id FROM orders o JOIN %s AS q ON q.id = o.customer_id ORDER BY o.id",
        "SELECT id FROM orders WHERE customer_id IN (SELECT id FROM %s q) ORDER BY id",
        "WITH q AS (SELECT * FROM %s x) SELECT name FROM q ORDER BY id",
        "SELECT x.id FROM %s x, customers c WHERE c.id = x.id ORDER BY x.id",
        "SELECT id FROM %s q UNION SELECT id FROM customers ORDER BY 1"
      })
  void standsForATable(String outer) throws SQLException {
    model().answer(QUESTION, SQL);
    boolean named = !outer.contains("nl.") && !outer.startsWith("SELECT * FROM %s ORDER");
    String expected = outer.formatted("(" + SQL + ")" + (named ? "" : " nl"));
    String quoted = "'" + QUESTION.replace("'", "''") + "'";
    for (String table :
        List.of(
            "NL(" + quoted + ")",
            "(NL " + quoted + ")",
            "(\nNL: " + QUESTION + "\n)",
            "(NL(" + quoted + "))")) {
      assertEquals(bareRows(expected), rows(outer.formatted(table)), table);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM customers ORDER BY id",
        "SELECT id FROM customers ORDER BY id DESC LIMIT 7",
        "SELECT country AS id FROM customers UNION SELECT name FROM products ORDER BY 1",
        "SELECT id FROM customers WHERE id < 5 UNION ALL SELECT id FROM orders WHERE id < 5",
        "WITH a AS (SELECT customer_id AS id FROM orders) SELECT id, COUNT(*) AS n FROM a"
            + " GROUP BY id ORDER BY n LIMIT 3",
        "SELECT MAX(id) AS id FROM orders GROUP BY customer_id HAVING COUNT(*) > 2 ORDER BY 1"
      })
  void takesSelectsOfEveryShape(String sql) throws SQLException {
    model().answer("the question", sql);
    String count = String.valueOf(bareRows(sql).size());
    assertEquals(List.of(count), rows("SELECT COUNT(id) FROM NL('the question')"));
    assertEquals(List.of(count), rows("SELECT COUNT(*) FROM (NL: the question) x"));
    assertEquals(List.of(count), rows("WITH q AS (NL: the question) SELECT COUNT(*) FROM q"));
  }

  @Test
  void tellsOfEachQuestionAndOfTheWhole() throws SQLException {
    model().answer("germans", SQL);
    model().answer("orders", "SELECT customer_id FROM orders");
    try (Statement statement = connection.createStatement()) {
      statement
          .executeQuery(
              "SELECT COUNT(*) FROM NL('germans') g JOIN NL('orders') o ON o.customer_id = g.id")
          .close();
      List<String> told = new ArrayList<>();
      for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
        told.add(String.valueOf(w.getMessage()));
      }
      assertTrue(told.get(0).contains("Germany"), told::toString);
      assertTrue(told.get(1).contains("customer_id FROM orders"), told::toString);
      assertTrue(
          told.get(2).startsWith("NL statement: SELECT COUNT(*) FROM (SELECT"), told::toString);
    }
  }

  @Test
  void keepsParametersOutsideTheQuestion() throws SQLException {
    model().answer(QUESTION, SQL);
    String quoted = "'" + QUESTION.replace("'", "''") + "'";
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT id FROM NL(" + quoted + ") q WHERE id > ? ORDER BY id")) {
      assertEquals(1, statement.getParameterMetaData().getParameterCount());
      assertEquals(1, statement.getMetaData().getColumnCount());
      for (int id : new int[] {0, 20}) {
        statement.setInt(1, id);
        assertEquals(
            bareRows("SELECT id FROM (" + SQL + ") q WHERE id > " + id + " ORDER BY id"),
            Rows.of(statement.executeQuery()));
      }
    }
  }

  /** As Hibernate appends it, in the words of each dialect. */
  @Test
  void takesARowLimitBehindIt() throws SQLException {
    String ordered = SQL + " ORDER BY id DESC";
    model().answer(QUESTION, ordered);
    model().answer("the first three", ordered + " LIMIT 3");
    String asked = "NL '" + QUESTION.replace("'", "''") + "' ";
    List<String> limits =
        switch (database.kind()) {
          case SQLITE -> List.of("limit ? offset ?");
          case MARIADB -> List.of("limit ? offset ?", "offset ? rows fetch next ? rows only");
          case H2, POSTGRESQL ->
              List.of("limit ? offset ?", "offset ? rows fetch first ? rows only");
        };
    for (String limit : limits) {
      boolean first = limit.startsWith("limit");
      try (PreparedStatement statement = connection.prepareStatement(asked + limit)) {
        statement.setInt(1, first ? 2 : 1);
        statement.setInt(2, first ? 1 : 2);
        assertEquals(bareRows(ordered).subList(1, 3), Rows.of(statement.executeQuery()));
      }
    }
    assertEquals(bareRows(ordered).subList(0, 2), rows(asked + "LIMIT 2"));
    assertEquals(bareRows(ordered + " LIMIT 3"), rows("NL 'the first three' LIMIT 5"));
  }

  @Test
  void goesIntoViewsAndTables() throws SQLException {
    model().answer("germans", SQL);
    model().answer("new ones", "SELECT id FROM germans ORDER BY id");
    run("CREATE VIEW germans AS SELECT * FROM NL('germans') q");
    run("CREATE TABLE copied_germans(id INT, name VARCHAR(100))");
    try (Statement statement = connection.createStatement()) {
      assertEquals(
          bareRows(SQL).size(),
          statement.executeUpdate("INSERT INTO copied_germans SELECT * FROM NL('germans') q"));
      assertEquals(rows("SELECT id FROM copied_germans ORDER BY id"), rows("NL: new ones"));
    } finally {
      run("DROP TABLE copied_germans");
      run("DROP VIEW germans");
    }
  }

  /** As the explain button of a tool has it. */
  @Test
  void explainsAQuestion() throws SQLException {
    model().answer(QUESTION, SQL);
    String quoted = "'" + QUESTION.replace("'", "''") + "'";
    List<String> heads =
        switch (database.kind()) {
          case SQLITE -> List.of("EXPLAIN QUERY PLAN ", "EXPLAIN ");
          case H2 -> List.of("EXPLAIN ", "EXPLAIN PLAN FOR ");
          case POSTGRESQL -> List.of("EXPLAIN ", "EXPLAIN (FORMAT XML) ");
          case MARIADB -> List.of("EXPLAIN ", "EXPLAIN FORMAT=JSON ");
        };
    for (String head : heads) {
      List<String> plan = bareRows(head + SQL);
      for (String asked : List.of("NL: " + QUESTION, "NL " + quoted, "NL(" + quoted + ");")) {
        assertEquals(plan, rows(head + asked), head + asked);
      }
    }
  }

  /** The statement is the user's own, and writes whatever nl.writes lets questions do. */
  @Test
  void aQuestionFillsATable() throws SQLException {
    model().answer("germans", SQL);
    model().answer("how many copies", "SELECT COUNT(*) FROM copied_germans");
    int germans = bareRows(SQL).size();
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("CREATE TABLE copied_germans AS NL 'germans'");
      assertEquals(
          germans,
          statement.executeUpdate("INSERT INTO copied_germans (id, name) NL: germans ;\n-- twice"));
      statement.execute("CREATE VIEW germans AS NL('germans')");
      assertEquals(bareRows(SQL + " ORDER BY id"), rows("SELECT * FROM germans ORDER BY id"));
      assertEquals(List.of(String.valueOf(2 * germans)), rows("NL: how many copies"));
    } finally {
      run("DROP VIEW IF EXISTS germans");
      run("DROP TABLE copied_germans");
    }
  }

  @Test
  void aFailureLeavesTheTransactionAsItWas() throws SQLException {
    model().answer("germans", SQL);
    connection.setAutoCommit(false);
    run("UPDATE departments SET budget = budget + 1 WHERE id = 1");
    List<String> before = rows("SELECT budget FROM departments WHERE id = 1");
    assertFalse(before.isEmpty());
    assertState("42000", () -> rows("SELECT * FROM (NL: what's up) x WHERE a = 'b'"));
    try (Statement statement = connection.createStatement()) {
      assertThrows(
          SQLException.class,
          () -> statement.executeQuery("SELECT nothing_such FROM NL('germans') q"));
    }
    assertEquals(before, rows("SELECT budget FROM departments WHERE id = 1"));
    connection.rollback();
    connection.setAutoCommit(true);
  }
}
