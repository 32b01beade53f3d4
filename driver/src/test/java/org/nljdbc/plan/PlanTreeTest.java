package org.nljdbc.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.schema.Dialect;

/** Plans as trees: of two databases as they are, of others as they told them. */
class PlanTreeTest {

  private static final String[] TABLES = {
    "CREATE TABLE customers (id int PRIMARY KEY, name varchar(50), country varchar(50))",
    "CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customers (id), total int)",
    "CREATE INDEX of_customer ON orders (customer_id)"
  };

  /** A tree in brackets: operation, object, and what is below. */
  private static String told(@Nullable PlanStep step) {
    assertNotNull(step);
    StringBuilder text = new StringBuilder(step.operation());
    if (!step.object().isEmpty()) {
      text.append(" on ").append(step.object());
    }
    if (!step.inputs().isEmpty()) {
      List<String> inputs = step.inputs().stream().map(PlanTreeTest::told).toList();
      text.append(" [").append(String.join(", ", inputs)).append(']');
    }
    return text.toString();
  }

  private static @Nullable PlanStep lines(Dialect dialect, String text) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    text.lines().forEach(line -> rows.add(List.of(line)));
    return new PlanRows(List.of("PLAN"), rows).tree(dialect);
  }

  private static PlanRows plan(String url, String explain) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute(table);
      }
      try (ResultSet rows = statement.executeQuery(explain)) {
        return PlanRows.read(rows);
      }
    }
  }

  private static @Nullable PlanStep h2(String sql) throws SQLException {
    return plan("jdbc:h2:mem:", "EXPLAIN " + sql).tree(Dialect.H2);
  }

  private static PlanRows sqlite(String sql) throws SQLException {
    return plan("jdbc:sqlite::memory:", "EXPLAIN QUERY PLAN " + sql);
  }

  @Test
  void sqliteTellsItsStepsAsATree() throws SQLException {
    PlanRows plan =
        sqlite(
            "SELECT country, (SELECT MAX(total) FROM orders o WHERE o.customer_id = c.id)"
                + " FROM customers c WHERE id = 3 ORDER BY country");
    PlanStep top = plan.tree(Dialect.SQLITE);
    assertEquals(
        "Query [SEARCH on c, CORRELATED SCALAR SUBQUERY 1 [SEARCH on o]]",
        told(top).replace(", USE TEMP B-TREE FOR ORDER BY", ""));
    assertNotNull(top);
    assertTrue(top.inputs().get(0).details().get(0).startsWith("USING INDEX"), top::toString);
    assertTrue(Double.isNaN(top.cost()) && Double.isNaN(top.rows()));
    assertTrue(plan.lines(Dialect.SQLITE).stream().anyMatch(line -> line.startsWith("  SEARCH o")));
  }

  @Test
  void h2TellsItInComments() throws SQLException {
    PlanStep join =
        h2(
            "SELECT c.name, COUNT(*) FROM customers c JOIN orders o ON o.customer_id = c.id"
                + " WHERE c.country = 'a */ b (FROM' GROUP BY c.name");
    assertEquals(
        "SELECT [table scan on PUBLIC.CUSTOMERS C, index search on PUBLIC.ORDERS O]", told(join));
    assertNotNull(join);
    assertEquals(List.of("filter C.COUNTRY = 'a */ b (FROM'"), join.inputs().get(0).details());
    assertEquals(2, join.inputs().get(1).details().size());
    assertEquals(
        "SELECT [index search on PUBLIC.CUSTOMERS, SELECT [table scan on PUBLIC.ORDERS]]",
        told(
            h2(
                "SELECT name FROM customers WHERE id IN (SELECT customer_id FROM orders WHERE total > 5)")));
    assertEquals(
        "Query [SELECT [index search on PUBLIC.CUSTOMERS], SELECT [table scan on PUBLIC.CUSTOMERS]]",
        told(h2("SELECT name FROM customers WHERE id = 3 UNION SELECT country FROM customers")));
    assertEquals(
        "SELECT [query result on Q [SELECT [table scan on PUBLIC.CUSTOMERS]]]",
        told(
            h2(
                "SELECT q.n FROM (SELECT country n, COUNT(*) k FROM customers GROUP BY country) q"
                    + " WHERE q.k > 3")));
    assertEquals(
        "SELECT [query result on A A [SELECT [table scan on PUBLIC.CUSTOMERS]]]",
        told(
            h2(
                "WITH a AS (SELECT country, COUNT(*) k FROM customers GROUP BY country)"
                    + " SELECT MAX(k) FROM a")));
  }

  @Test
  void postgresTellsCosts() {
    PlanStep top =
        lines(
            Dialect.POSTGRESQL,
            """
            Limit  (cost=40.13..40.14 rows=3 width=40)
              InitPlan 1 (returns $0)
                ->  Seq Scan on departments  (cost=0.00..1.05 rows=5 width=4)
              ->  Sort  (cost=39.08..39.58 rows=200 width=40)
                    Sort Key: (count(*)) DESC
                    ->  HashAggregate  (cost=34.50..36.50 rows=200 width=40)
                          Group Key: c.name
                          ->  Hash Join  (cost=15.50..29.50 rows=1000 width=32)
                                Hash Cond: (o.customer_id = c.id)
                                ->  Seq Scan on orders o  (cost=0.00..12.00 rows=1000 width=4)
                                ->  Hash  (cost=13.00..13.00 rows=200 width=36)
                                      ->  Index Scan using customers_pkey on customers c  (cost=0.15..13.00 rows=200 width=36)
                                            Index Cond: (id > $0)
            JIT:
              Functions: 12
            """);
    assertEquals(
        "Limit [Seq Scan on departments, Sort [HashAggregate [Hash Join [Seq Scan on orders o,"
            + " Hash [Index Scan on customers c]]]]]",
        told(top));
    assertNotNull(top);
    assertEquals(40.14, top.cost());
    assertEquals(3, top.rows());
    assertEquals(List.of("InitPlan 1 (returns $0)"), top.inputs().get(0).details());
    PlanStep sort = top.inputs().get(1);
    assertEquals(List.of("Sort Key: (count(*)) DESC"), sort.details());
    assertEquals(39.58 - 36.5, sort.ownCost(), 1e-9);
    PlanStep scan = sort.inputs().get(0).inputs().get(0).inputs().get(1).inputs().get(0);
    assertEquals(List.of("using customers_pkey", "Index Cond: (id > $0)"), scan.details());
  }

  @Test
  void postgresGoesOnAfterALineBreakInALiteral() {
    PlanStep top =
        lines(
            Dialect.POSTGRESQL,
            """
            Hash Join  (cost=15.50..29.50 rows=1000 width=32)
              Hash Cond: (o.customer_id = c.id)
              ->  Seq Scan on orders o  (cost=0.00..12.00 rows=1000 width=4)
                    Filter: (note = 'a

            JIT: b'::text)
              ->  Hash  (cost=13.00..13.00 rows=200 width=36)
                    ->  Seq Scan on customers c  (cost=0.15..13.00 rows=200 width=36)
                          Filter: (name = 'x
            y'::text)
            Settings: work_mem = '64MB'
            Query Identifier: 12
            """);
    assertEquals("Hash Join [Seq Scan on orders o, Hash [Seq Scan on customers c]]", told(top));
    assertNotNull(top);
    assertEquals(List.of("Filter: (note = 'a JIT: b'::text)"), top.inputs().get(0).details());
    assertEquals(
        List.of("Filter: (name = 'x y'::text)"), top.inputs().get(1).inputs().get(0).details());
  }

  private static List<@Nullable String> row(@Nullable String... cells) {
    return Arrays.asList(cells);
  }

  @Test
  void mySqlTellsATable() {
    List<String> columns =
        List.of("id", "select_type", "table", "type", "key", "ref", "rows", "Extra");
    PlanRows derived =
        new PlanRows(
            columns,
            List.of(
                row(
                    "1",
                    "PRIMARY",
                    "<derived2>",
                    "ALL",
                    null,
                    null,
                    "12",
                    "Using where; Using filesort"),
                row("1", "PRIMARY", "c", "eq_ref", "PRIMARY", "q.id", "1", ""),
                row("2", "DERIVED", "orders", "ALL", null, null, "1000", null),
                row("3", "DEPENDENT SUBQUERY", "payments", "ref", "k", "c.id", "4", null)));
    PlanStep top = derived.tree(Dialect.MARIADB);
    assertEquals(
        "PRIMARY 1 [all rows on <derived2> [DERIVED 2 [all rows on orders]], eq_ref on c,"
            + " DEPENDENT SUBQUERY 3 [ref on payments]]",
        told(top));
    assertNotNull(top);
    assertEquals(List.of("Using where", "Using filesort"), top.inputs().get(0).details());
    assertEquals(12, top.inputs().get(0).rows());
    PlanRows union =
        new PlanRows(
            columns,
            List.of(
                row("1", "PRIMARY", "a", "ALL", null, null, "1", null),
                row("2", "UNION", "b", "ALL", null, null, "1", null),
                row(null, "UNION RESULT", "<union1,2>", "ALL", null, null, null, null)));
    assertEquals(
        "UNION RESULT [all rows on <union1,2> [PRIMARY 1 [all rows on a], UNION 2 [all rows on b]]]",
        told(union.tree(Dialect.MYSQL)));
    PlanRows nothing =
        new PlanRows(
            columns,
            List.of(
                row("1", "SIMPLE", null, null, null, null, "many", "Impossible WHERE"),
                row("2", "DERIVED", "<derived2>", "ALL", null, null, null, null)));
    assertEquals(
        "SIMPLE 1 [no table, DERIVED 2 [all rows on <derived2>]]",
        told(nothing.tree(Dialect.MYSQL)));
  }

  @Test
  void calciteIndents() {
    PlanStep top =
        lines(
            Dialect.CALCITE,
            """
            EnumerableHashJoin(condition=[=($0, $2)], joinType=[inner])
              JdbcToEnumerableConverter
                JdbcTableScan(table=[[shop, customers]])
              EnumerableLimit(fetch=[10])

                JdbcToEnumerableConverter
            """);
    assertEquals(
        "EnumerableHashJoin [JdbcToEnumerableConverter [JdbcTableScan on shop.customers],"
            + " EnumerableLimit [JdbcToEnumerableConverter]]",
        told(top));
    assertNotNull(top);
    assertEquals(List.of("condition=[=($0, $2)], joinType=[inner]"), top.details());
  }

  @Test
  void whatIsNotUnderstoodIsShownAsItStands() {
    for (Dialect dialect : Dialect.values()) {
      assertNull(PlanRows.NONE.tree(dialect));
      assertEquals(List.of(), PlanRows.NONE.lines(dialect));
      if (dialect != Dialect.SQLITE) {
        assertEquals("Query [one, two [three]]", told(lines(dialect, "one\ntwo\n  three\n")));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        ")))",
        "/*",
        "SELECT /* x",
        "SELECT ' FROM a /* b */",
        "SELECT (((/* */",
        "\"",
        "*/"
      })
  void brokenTextBreaksNothing(String text) {
    for (Dialect dialect : Dialect.values()) {
      assertNotNull(lines(dialect, text));
    }
  }
}
