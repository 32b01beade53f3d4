package org.nljdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.Schema;

/** Hidden columns are out of reach, in whatever way they are asked for. */
class ColumnGuardTest {

  /** The shop, in which nobody may know when customers were born. */
  private static Schema shop(Dialect dialect) {
    Schema all = Schemas.shop(dialect);
    return all.with(
        all.tables().stream()
            .map(
                table ->
                    table.name().equalsIgnoreCase("customers")
                        ? table.hiding(List.of(dialect == Dialect.H2 ? "BIRTH_DATE" : "birth_date"))
                        : table)
            .toList());
  }

  private static @Nullable SqlProblem guard(String sql, Dialect dialect)
      throws SqlLexer.LexException {
    return TableGuard.check(SqlLexer.tokens(sql, dialect), shop(dialect));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT birth_date FROM customers",
        "SELECT customers.birth_date FROM customers",
        "SELECT public.customers.birth_date FROM public.customers",
        "SELECT c.\"birth_date\" FROM customers c",
        "SELECT BIRTH_DATE FROM customers",
        "SELECT id FROM customers WHERE birth_date > '2000-01-01'",
        "SELECT id FROM customers ORDER BY birth_date",
        "SELECT count(*) FROM customers GROUP BY birth_date",
        "SELECT c.id FROM customers c JOIN orders o ON o.placed_on = c.birth_date",
        "SELECT (SELECT birth_date FROM customers c WHERE c.id = o.customer_id) FROM orders o",
        "SELECT x.birth_date FROM (SELECT birth_date FROM customers) x",
        "SELECT birth_date FROM customers, generate_series(1, 2) g",
        "SELECT offset.birth_date FROM customers offset",
        "SELECT c.birth_date FROM orders c, (customers JOIN cities USING (name)) c",
        "SELECT 1 FROM orders c WHERE EXISTS (SELECT c.birth_date FROM customers * c)",
        "SELECT 1 FROM orders c WHERE EXISTS (SELECT c.birth_date FROM ONLY (customers) c)",
        "SELECT * FROM customers",
        "SELECT c.* FROM customers c",
        "SELECT DISTINCT ON (c.id) * FROM customers c",
        "SELECT * FROM customers, generate_series(1, 2) g",
        "SELECT * FROM customers JOIN cities USING (name)",
        "SELECT 1 UNION SELECT * FROM customers",
        "SELECT 1 FROM cities WHERE (1, 2, 3, 4) IN (SELECT * FROM customers)",
        "TABLE customers",
        "SELECT 1 FROM cities WHERE EXISTS (TABLE customers)",
        "WITH x AS (TABLE customers) SELECT id FROM x",
        "WITH x AS (SELECT * FROM customers) SELECT birth_date FROM x",
        "SELECT c FROM customers c",
        "SELECT customers FROM customers",
        "SELECT (c).birth_date FROM customers c",
        "SELECT to_jsonb(c) FROM customers c",
        "SELECT count(c) FROM customers c",
        "SELECT birth_date(c) FROM customers c",
        "SELECT d FROM customers AS c (a, b, x, d)",
        "SELECT d FROM customers c (a, b, x, d)",
        "SELECT id FROM customers NATURAL JOIN cities",
        "SELECT id FROM customers NATURAL LEFT JOIN cities",
        "SELECT id FROM customers JOIN orders USING (birth_date)",
        "SELECT U&\"\\0062irth_date\" FROM customers",
        "SELECT string_agg(name, ',' ORDER BY birth_date) FROM customers",
        "SELECT rank() OVER (ORDER BY birth_date) FROM customers",
        "SELECT id FROM customers LIMIT (SELECT max(birth_date) FROM customers)",
      })
  void outOfReach(String sql) throws SqlLexer.LexException {
    assertNotNull(guard(sql, Dialect.POSTGRESQL), sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id, name FROM customers",
        "SELECT c.name, count(*) FROM customers AS c GROUP BY c.name",
        "SELECT count(DISTINCT c.id) * 2 FROM customers c",
        "SELECT * FROM orders",
        "SELECT * FROM orders WHERE customer_id IN (SELECT id FROM customers)",
        "SELECT * FROM (SELECT id FROM customers) x",
        "SELECT c.name, o.* FROM orders o, (SELECT id, name FROM customers) c",
        "SELECT x.birth_date FROM (SELECT placed_on AS birth_date FROM orders) x, customers c",
        "SELECT max(c.id) AS birth_date FROM customers c",
        "SELECT 'birth_date' FROM customers",
        "SELECT birth_date FROM (SELECT placed_on AS birth_date FROM orders) x",
        "WITH customers AS (SELECT id AS birth_date FROM orders) SELECT * FROM customers",
      })
  void withinReach(String sql) throws SqlLexer.LexException {
    assertNull(guard(sql, Dialect.POSTGRESQL), sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT c.'birth_date' FROM customers c",
        "SELECT [birth_date] FROM customers",
        "SELECT `birth_date` FROM customers",
        "SELECT \"birth_date\" FROM customers",
        "SELECT id FROM customers JOIN orders USING ('birth_date')",
        "SELECT rowid FROM customers",
        "SELECT c._rowid_ FROM customers c",
        "SELECT 1 FROM orders c WHERE EXISTS (SELECT c.birth_date FROM customers 'c')",
        "SELECT 1 WHERE (1, 2, 3, 4) IN customers",
      })
  void sqliteHasMoreWays(String sql) throws SqlLexer.LexException {
    assertNotNull(guard(sql, Dialect.SQLITE), sql);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT * FROM customers|SELECT id, name, city_id FROM customers",
        "SELECT c.* FROM customers c|SELECT c.id, c.name, c.city_id FROM customers c",
        "SELECT * FROM customers c JOIN cities t ON c.city_id = t.id"
            + "|SELECT c.id, c.name, c.city_id, t.id, t.name, t.country"
            + " FROM customers c JOIN cities t ON c.city_id = t.id",
        "SELECT x.id FROM (SELECT * FROM customers) x"
            + "|SELECT x.id FROM (SELECT id, name, city_id FROM customers) x",
      })
  void aStarBecomesTheColumnsThatMayBeRead(String written, String expected) {
    SqlChecker.Checked checked = SqlChecker.check(written, shop(Dialect.POSTGRESQL));
    assertEquals(List.of(), checked.problems());
    assertEquals(expected, checked.sql());
    assertEquals(List.of("read * as the columns that may be read"), checked.notes());
  }

  @Test
  void aWildcardThatCannotBeWrittenOutIsRefusedPlainly() {
    String sql = "SELECT * FROM customers JOIN cities USING (name)";
    SqlChecker.Checked checked = SqlChecker.check(sql, shop(Dialect.POSTGRESQL));
    assertFalse(checked.problems().isEmpty());
    assertTrue(
        checked.message().contains("takes no *") && checked.message().contains("id, name, city_id"),
        checked::message);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void theNameIsUnknownInEveryDialect(Dialect dialect) {
    for (String sql :
        List.of(
            "SELECT birth_date FROM customers",
            "SELECT c.birth_date FROM customers c",
            "SELECT id FROM customers ORDER BY birth_date")) {
      SqlChecker.Checked checked = SqlChecker.check(sql, shop(dialect));
      assertFalse(checked.problems().isEmpty(), sql);
      assertFalse(checked.onlyUnparsed(), sql);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "DUCKDB", "ORACLE", "OTHER"})
  void aRowAsAWholeIsRefused(Dialect dialect) throws SqlLexer.LexException {
    assertNotNull(guard("SELECT c FROM customers c", dialect));
    assertNotNull(guard("SELECT customers FROM customers", dialect));
    assertNull(guard("SELECT c.id FROM customers c", dialect));
  }
}
