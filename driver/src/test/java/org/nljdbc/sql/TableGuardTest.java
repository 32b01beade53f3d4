package org.nljdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.Schema;

/** Tables of other schemas, of the system and such as are hidden are out of reach. */
class TableGuardTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM secret",
        "SELECT * FROM customers, secret",
        "SELECT * FROM customers c JOIN orders o ON c.id = o.id, secret",
        "SELECT * FROM customers NATURAL JOIN secret",
        "SELECT * FROM (secret)",
        "SELECT * FROM (customers CROSS JOIN secret)",
        "SELECT * FROM ((customers, secret))",
        "SELECT * FROM (SELECT * FROM secret) x",
        "SELECT * FROM (TABLE secret) x",
        "SELECT id FROM customers UNION TABLE secret",
        "SELECT id FROM customers UNION (SELECT a FROM secret)",
        "SELECT 1 WHERE EXISTS (TABLE secret)",
        "SELECT 1 WHERE EXISTS (((SELECT 1 FROM secret)))",
        "SELECT (SELECT max(a) FROM secret) FROM customers",
        "SELECT coalesce((SELECT a FROM secret), 1) FROM customers",
        "SELECT count(*) FROM customers GROUP BY (SELECT a FROM secret)",
        "SELECT 1 FROM customers ORDER BY (SELECT a FROM secret)",
        "SELECT 1 FROM customers LIMIT (SELECT a FROM secret)",
        "WITH secret AS (SELECT * FROM secret) SELECT * FROM secret",
        "WITH customers AS (SELECT * FROM secret) SELECT * FROM customers",
        "WITH a AS (SELECT * FROM b), b AS (SELECT 1 AS x) SELECT * FROM a",
        "SELECT * FROM secret, (WITH secret AS (SELECT 1 AS a) SELECT * FROM secret) x",
        "SELECT * FROM (WITH secret AS (SELECT 1 AS a) SELECT * FROM secret) x, secret",
        "SELECT * FROM other.customers",
        "SELECT * FROM otherdb.public.customers",
        "SELECT * FROM pg_catalog.pg_authid",
        "SELECT * FROM information_schema.tables",
        "SELECT * FROM customers FOR SYSTEM_TIME ALL, secret",
        "SELECT * FROM customers minus, secret",
        "SELECT * FROM customers AS offset, secret",
        "SELECT * FROM customers qualify, secret",
        "SELECT * FROM customers AS window, secret",
        "SELECT * FROM customers FETCH, secret",
        "SELECT coalesce(((SELECT 1) UNION SELECT a FROM secret), 1)",
        "SELECT 1 WHERE 1 IN ((SELECT 1) UNION ALL SELECT a FROM secret)",
        "SELECT * FROM ONLY secret",
        "SELECT * FROM ONLY (secret)",
        "SELECT * FROM customers CROSS JOIN LATERAL (SELECT * FROM secret) x",
        "SELECT * FROM 'secret'",
        "SELECT * FROM customers, 'secret'",
        "SELECT * FROM",
        "SELECT * FROM customers,",
        "SELECT DISTINCT FROM secret",
      })
  void outOfReach(String sql) throws SqlLexer.LexException {
    Schema schema = Schemas.shop(Dialect.POSTGRESQL);
    assertFalse(SqlChecker.check(sql, schema).problems().isEmpty(), sql);
    assertFalse(TableGuard.check(SqlLexer.tokens(sql, Dialect.POSTGRESQL), schema) == null, sql);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SQLITE | SELECT 1 WHERE 'x' IN secret",
        "SQLITE | SELECT 1 WHERE 'x' IN main.secret",
        "SQLITE | SELECT 1 WHERE 'x' IN 'secret'",
        "SQLITE | SELECT * FROM [secret]",
        "SQLITE | SELECT * FROM temp.customers",
        "SQLITE | SELECT sql FROM sqlite_master",
        "SQLITE | SELECT * FROM pragma_table_info",
        "MYSQL | SELECT * FROM `secret`",
        "MYSQL | SELECT * FROM mysql.user",
        "MYSQL | SELECT * FROM customers STRAIGHT_JOIN secret",
        "MYSQL | SELECT * FROM customers PARTITION (p0), secret",
        "H2 | SELECT * FROM INFORMATION_SCHEMA.USERS",
        "H2 | SELECT * FROM \"secret\"",
        "OTHER | SELECT * FROM customers CROSS APPLY secret",
        "OTHER | SELECT * FROM master.dbo.sysobjects",
      })
  void outOfReachInADialect(Dialect dialect, String sql) {
    assertFalse(SqlChecker.check(sql, Schemas.shop(dialect)).problems().isEmpty(), sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SELECT extract(year FROM birth_date) FROM customers",
        "SELECT trim(BOTH 'x' FROM name), substring(name FROM 1 FOR 2) FROM customers",
        "SELECT name FROM customers WHERE name IS NOT DISTINCT FROM city_id",
        "SELECT count(*) FROM customers c LEFT JOIN orders o ON o.customer_id IN (c.id, 1), cities",
        "SELECT * FROM (SELECT id FROM customers) a, (SELECT id FROM orders) b ORDER BY 1, 2",
        "SELECT * FROM ((SELECT id FROM customers) UNION (SELECT id FROM orders)) x",
        "SELECT * FROM public.customers WHERE id IN (SELECT customer_id FROM orders)",
        "SELECT * FROM (customers c JOIN orders o ON c.id = o.customer_id)",
        "WITH a AS (SELECT id FROM customers), b(x) AS (SELECT id FROM a) SELECT * FROM a, b",
        "WITH orders AS (SELECT * FROM orders WHERE total > 3) SELECT count(*) FROM orders",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) SELECT i FROM"
            + " n",
        "SELECT id, rank() OVER (PARTITION BY city_id ORDER BY name, id) FROM customers",
        "SELECT name, id FROM customers ORDER BY name, id LIMIT 5 OFFSET 3",
        "SELECT name FROM customers LIMIT 5, 10",
        "SELECT rank() OVER w FROM customers WINDOW w AS (ORDER BY id), v AS (ORDER BY name, id)",
        "SELECT id FROM customers GROUP BY id, name HAVING max(id) IN (1, 2) ORDER BY 1, 2",
        "SELECT * FROM generate_series(1, 3) AS s(i), customers",
        "SELECT * FROM customers, LATERAL (SELECT total FROM orders WHERE customer_id ="
            + " customers.id) o",
        "SELECT id FROM customers WHERE name = 'FROM secret' -- FROM secret",
      })
  void withinReach(String sql) throws SqlLexer.LexException {
    Schema schema = Schemas.shop(Dialect.POSTGRESQL);
    assertNull(TableGuard.check(SqlLexer.tokens(sql, Dialect.POSTGRESQL), schema), sql);
  }

  @Test
  void namesDifferByCaseWhereTheDatabaseSaysSo() throws SqlLexer.LexException {
    String sql = "WITH \"Secret\" AS (SELECT 1 AS a) SELECT * FROM secret";
    Schema schema = Schemas.shop(Dialect.POSTGRESQL);
    assertNotNull(TableGuard.check(SqlLexer.tokens(sql, Dialect.POSTGRESQL), schema));
    assertEquals(
        "WITH \"Secret\" AS (SELECT 1 AS a) SELECT * FROM \"Secret\"",
        SqlChecker.check(sql, schema).sql());
  }

  @Test
  void theProblemNamesTheTable() throws SqlLexer.LexException {
    String sql = "SELECT id FROM orders UNION TABLE public.orderz";
    SqlProblem problem =
        TableGuard.check(
            SqlLexer.tokens(sql, Dialect.POSTGRESQL), Schemas.shop(Dialect.POSTGRESQL));
    assertNotNull(problem);
    assertEquals(
        "There is no table public.orderz. Tables: orders, customers, \"PetShop\", cities.",
        problem.message());
  }
}
