package org.nljdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.schema.Dialect;
import org.nljdbc.sql.SqlChecker.Checked;
import org.nljdbc.sql.SqlProblem.AmbiguousColumn;
import org.nljdbc.sql.SqlProblem.NoSql;
import org.nljdbc.sql.SqlProblem.Syntax;
import org.nljdbc.sql.SqlProblem.UnknownColumn;
import org.nljdbc.sql.SqlProblem.UnknownQualifier;
import org.nljdbc.sql.SqlProblem.UnknownTable;

class SqlCheckerTest {

  private static Checked check(Dialect dialect, String sql) {
    return SqlChecker.check(sql, Schemas.shop(dialect));
  }

  private static SqlProblem problem(Dialect dialect, String sql) {
    List<SqlProblem> problems = check(dialect, sql).problems();
    assertEquals(1, problems.size(), () -> sql + ": " + problems);
    return problems.get(0);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void acceptsWhatEveryDialectHas(Dialect dialect) {
    for (String sql :
        List.of(
            "SELECT count(*) FROM customers",
            "SELECT name AS n FROM customers ORDER BY n",
            "SELECT c.name, o.total FROM customers c JOIN orders AS o ON o.customer_id = c.id",
            "SELECT customers.name FROM customers, orders WHERE customers.id = orders.customer_id",
            "SELECT * FROM customers",
            "SELECT c.*, count(*) FROM customers c GROUP BY c.id",
            "SELECT name FROM customers WHERE id IN (SELECT customer_id FROM orders)",
            "SELECT name FROM customers c WHERE EXISTS"
                + " (SELECT 1 FROM orders WHERE customer_id = c.id)",
            "SELECT x.n FROM (SELECT count(*) AS n FROM orders) x",
            "SELECT x.name FROM (SELECT * FROM customers) x",
            "WITH big AS (SELECT customer_id, sum(total) AS s FROM orders GROUP BY customer_id)"
                + " SELECT name, s FROM customers JOIN big ON big.customer_id = customers.id",
            "WITH t (a, b) AS (SELECT id, name FROM customers) SELECT a, b FROM t",
            "WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 5)"
                + " SELECT n FROM t",
            "SELECT name FROM customers UNION SELECT country FROM cities ORDER BY name",
            "(SELECT name FROM customers) UNION ALL (SELECT name FROM cities)",
            "SELECT id FROM customers JOIN (SELECT customer_id AS id, total FROM orders) o USING"
                + " (id)",
            "SELECT CASE WHEN total > 10 THEN 'big' ELSE 'small' END AS size, count(*)"
                + " FROM orders GROUP BY size HAVING count(*) > 1 ORDER BY size LIMIT 3",
            "SELECT name, rank() OVER (PARTITION BY city_id ORDER BY birth_date) FROM customers",
            "SELECT sum(total) FILTER (WHERE total > 5) FROM orders",
            "SELECT coalesce(name, 'it''s -- no; comment') FROM customers",
            "SELECT current_date, CAST(total AS decimal(10, 2)) FROM orders",
            "SELECT a.name FROM customers a LEFT JOIN cities b ON a.city_id = b.id"
                + " WHERE b.id IS NULL",
            "SELECT total * 2 AS doubled FROM orders WHERE placed_on BETWEEN '2023-01-01' AND"
                + " '2023-12-31'",
            "SELECT extract(year FROM placed_on) FROM orders",
            "SELECT name FROM customers -- all of them\n;",
            "SELECT /* which */ name FROM customers;;")) {
      Checked checked = check(dialect, sql);
      assertTrue(checked.problems().isEmpty(), () -> sql + ": " + checked.message());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SQLITE | SELECT rowid, name FROM customers WHERE name = \"Ann\"",
        "SQLITE | SELECT [name] FROM [customers] WHERE `id` = 1",
        "SQLITE | SELECT name AS n FROM customers WHERE n = 'x'",
        "SQLITE | SELECT strftime('%Y', placed_on) FROM main.orders",
        "SQLITE | SELECT value FROM json_each('[1,2]')",
        "MYSQL | SELECT `name` FROM `shop`.`customers` WHERE name = \"Ann\"",
        "MYSQL | SELECT TIMESTAMPDIFF(YEAR, birth_date, CURDATE()) FROM customers",
        "MYSQL | SELECT GROUP_CONCAT(name ORDER BY name SEPARATOR ', ') FROM customers",
        "MYSQL | SELECT DATE_SUB(NOW(), INTERVAL 1 MONTH) FROM dual",
        "POSTGRESQL | SELECT total::numeric(10,2) FROM public.orders",
        "POSTGRESQL | SELECT g.n FROM generate_series(1, 3) AS g(n)",
        "POSTGRESQL | SELECT g.n FROM generate_series(1, 3) g(n)",
        "POSTGRESQL | SELECT v.a FROM (VALUES (1), (2)) v(a)",
        "POSTGRESQL | SELECT count FROM (SELECT count(*) FROM orders) x",
        "POSTGRESQL | SELECT row_to_json(c) FROM customers c",
        "POSTGRESQL | SELECT DISTINCT ON (city_id) name FROM customers ORDER BY city_id",
        "POSTGRESQL | SELECT c.name, l.total FROM customers c, LATERAL (SELECT total FROM orders o"
            + " WHERE o.customer_id = c.id) l",
        "POSTGRESQL | SELECT c.name, l.total FROM customers c CROSS JOIN LATERAL (SELECT total FROM"
            + " orders o WHERE o.customer_id = c.id LIMIT 1) l",
        "POSTGRESQL | SELECT placed_on + interval '1 day' FROM orders",
        "H2 | SELECT \"NAME\" FROM PUBLIC.customers WHERE ROWNUM < 3",
        "H2 | SELECT DATEADD(DAY, 1, placed_on) FROM orders",
        "OTHER | SELECT name FROM customers FETCH FIRST 3 ROWS ONLY",
      })
  void acceptsWhatOneDialectHas(Dialect dialect, String sql) {
    Checked checked = check(dialect, sql);
    assertTrue(checked.problems().isEmpty(), checked::message);
  }

  @Test
  void dropsCommentsAndSemicolon() {
    assertEquals(
        "SELECT name FROM customers",
        check(Dialect.SQLITE, "/* a */ SELECT /* b */ name -- c\n FROM customers ; -- d").sql());
  }

  @Test
  void namesTheNearestTables() {
    UnknownTable unknown =
        assertInstanceOf(
            UnknownTable.class, problem(Dialect.SQLITE, "SELECT count(*) FROM customer_list"));
    assertEquals("customer_list", unknown.table());
    assertEquals("customers", unknown.nearest().get(0));
  }

  @Test
  void refusesTablesOfOtherSchemas() {
    assertInstanceOf(
        UnknownTable.class, problem(Dialect.POSTGRESQL, "SELECT 1 FROM pg_catalog.pg_class"));
    assertInstanceOf(UnknownTable.class, problem(Dialect.SQLITE, "SELECT name FROM sqlite_master"));
  }

  @Test
  void saysWhereAColumnIs() {
    UnknownColumn unknown =
        assertInstanceOf(
            UnknownColumn.class, problem(Dialect.SQLITE, "SELECT country FROM customers"));
    assertEquals("customers", unknown.table());
    assertEquals(List.of("cities.country"), unknown.elsewhere());
    assertTrue(unknown.message().contains("cities.country"), unknown.message());
    assertTrue(unknown.nearest().contains("city_id"));
  }

  @Test
  void saysWhatAnAliasStandsFor() {
    String message = problem(Dialect.SQLITE, "SELECT T1.country FROM customers AS T1").message();
    assertTrue(message.startsWith("There is no column country in T1 (customers)."), message);
  }

  @Test
  void findsQualifiersThatFromLacks() {
    UnknownQualifier unknown =
        assertInstanceOf(
            UnknownQualifier.class, problem(Dialect.SQLITE, "SELECT T2.name FROM customers T1"));
    assertEquals(List.of("T1"), unknown.inScope());
    assertInstanceOf(
        UnknownQualifier.class, problem(Dialect.SQLITE, "SELECT o.* FROM customers c"));
  }

  @Test
  void findsAmbiguousColumns() {
    AmbiguousColumn ambiguous =
        assertInstanceOf(
            AmbiguousColumn.class,
            problem(
                Dialect.POSTGRESQL,
                "SELECT name FROM customers JOIN cities ON customers.city_id = cities.id"));
    assertEquals(List.of("customers", "cities"), ambiguous.tables());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT name FROM customers WHERE city = 'x'",
        "SELECT name FROM customers ORDER BY city",
        "SELECT name FROM customers GROUP BY city",
        "SELECT count(city) FROM customers",
        "SELECT count(*) FROM customers HAVING max(city) > 1",
        "SELECT x.city FROM (SELECT name FROM customers) x",
        "WITH t AS (SELECT name FROM customers) SELECT city FROM t",
        "SELECT name FROM customers WHERE id IN (SELECT city FROM orders)",
        "SELECT name FROM customers c JOIN orders o ON c.city = o.id",
        "SELECT sum(total) OVER (ORDER BY city) FROM orders",
        "SELECT CASE WHEN city > 1 THEN 1 END FROM orders",
        "SELECT total FROM orders UNION SELECT city FROM customers",
        "SELECT c.id FROM customers c JOIN orders o USING (city)",
        "SELECT coalesce(total, city) FROM orders"
      })
  void findsUnknownColumnsEverywhere(String sql) {
    assertInstanceOf(UnknownColumn.class, problem(Dialect.H2, sql));
  }

  @Test
  void outputNamesAreNotVisibleInWhereOutsideSqlite() {
    String sql = "SELECT total AS t FROM orders WHERE t > 1";
    assertInstanceOf(UnknownColumn.class, problem(Dialect.POSTGRESQL, sql));
    assertTrue(check(Dialect.SQLITE, sql).problems().isEmpty());
  }

  @Test
  void putsRightWhatIsCertain() {
    assertEquals(
        "SELECT PetType FROM PetShop", check(Dialect.SQLITE, "SELECT pet_type FROM PetShop").sql());
    assertEquals(
        "SELECT T2.country FROM customers AS T1 JOIN cities AS T2 ON T1.city_id = T2.id",
        check(
                Dialect.SQLITE,
                "SELECT T1.country FROM customers AS T1 JOIN cities AS T2 ON T1.city_id = T2.id")
            .sql());
    assertEquals(
        "SELECT p.PetType FROM PetShop p WHERE p.PetId = 1",
        check(Dialect.SQLITE, "SELECT p.pet_type FROM PetShop p WHERE p.pet_id = 1").sql());
  }

  @Test
  void quotesNamesThatNeedIt() {
    assertEquals(
        "SELECT \"PetType\", count(*) FROM \"PetShop\" GROUP BY \"PetType\"",
        check(Dialect.POSTGRESQL, "SELECT PetType, count(*) FROM PetShop GROUP BY PetType").sql());
    assertEquals(
        "SELECT \"NAME\" FROM \"CUSTOMERS\"",
        check(Dialect.H2, "SELECT \"name\" FROM \"Customers\"").sql());
    assertEquals(
        "SELECT \"PetType\" FROM \"PetShop\"",
        check(Dialect.H2, "SELECT pet_type FROM petshop").sql());
  }

  @Test
  void leavesFunctionsAndTypesAlone() {
    String sql = "SELECT count(name), DATE '2020-01-01', name::name FROM customers";
    assertEquals(sql, check(Dialect.POSTGRESQL, sql).sql());
  }

  @Test
  void tellsWhatItCannotParseFromWhatIsForbidden() {
    Checked checked = check(Dialect.SQLITE, "SELECT name FROM customers WHERE");
    assertInstanceOf(Syntax.class, checked.problems().get(0));
    assertTrue(checked.onlyUnparsed());
    assertFalse(checked.forbidden());
    assertInstanceOf(NoSql.class, problem(Dialect.SQLITE, " -- nothing\n;"));
    assertTrue(check(Dialect.SQLITE, "").forbidden());
  }

  @Test
  void limitsDepthAndLength() {
    String deep = "SELECT " + "(".repeat(60) + "1" + ")".repeat(60);
    assertTrue(problem(Dialect.SQLITE, deep).message().contains("nested deeper"));
    String longText = "SELECT 1" + ", 1".repeat(3000);
    assertTrue(problem(Dialect.SQLITE, longText).message().contains("longer than"));
  }

  @Test
  void leavesNoParserThreads() throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      check(Dialect.SQLITE, "SELECT count(*) FROM customers");
    }
    for (int i = 0; i < 100 && parserThreads() > 0; i++) {
      Thread.sleep(20);
    }
    assertEquals(0, parserThreads());
  }

  private static long parserThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("nl-jdbc-parser"))
        .count();
  }
}
