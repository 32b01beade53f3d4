package org.nljdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;
import org.nljdbc.sql.WriteChecker.CheckedWrite;

/** One INSERT, UPDATE or DELETE of one table, and nothing else. */
class WriteCheckerTest {

  private static final Schema SHOP = typed(Schemas.shop(Dialect.POSTGRESQL));

  /** With numbers where numbers are, since PostgreSQL compares text with text alone. */
  private static Schema typed(Schema schema) {
    return schema.with(
        schema.tables().stream()
            .map(
                table ->
                    table.withColumns(
                        table.columns().stream().map(WriteCheckerTest::typed).toList()))
            .toList());
  }

  private static Column typed(Column column) {
    return column.name().matches("(?i).*id|total")
        ? new Column(column.name(), "integer", true, false, null, List.of())
        : column;
  }

  private static CheckedWrite check(String sql, Schema schema) throws SQLException {
    return WriteChecker.check(sql, schema, SqlLimits.NONE, WriteChecker.Review.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "DELETE FROM orders WHERE total < 5 | DELETE | SELECT COUNT(*) FROM orders WHERE total < 5",
        "delete from orders o where o.customer_id in (select id from customers where name = 'x')"
            + " | DELETE | SELECT COUNT(*) FROM orders o WHERE o.customer_id in (select id from"
            + " customers where name = 'x')",
        "UPDATE orders SET total = total * 1.1, placed_on = DEFAULT WHERE id = 3"
            + " | UPDATE | SELECT COUNT(*) FROM orders WHERE id = 3",
        "UPDATE public.orders AS o SET total = (SELECT MAX(id) FROM cities) WHERE o.id BETWEEN 1 AND 2"
            + " | UPDATE | SELECT COUNT(*) FROM public.orders AS o WHERE o.id BETWEEN 1 AND 2",
        "UPDATE customers SET name = CASE WHEN id = 1 THEN 'a, b' ELSE lower(name) END WHERE id < 9;"
            + " | UPDATE | SELECT COUNT(*) FROM customers WHERE id < 9",
        "INSERT INTO cities (id, name) VALUES (1, 'Rome'), (2, DEFAULT) | INSERT | ~~",
        "INSERT INTO cities (id, name) SELECT id, name FROM customers WHERE id > 7"
            + " | INSERT | SELECT COUNT(*) FROM (SELECT id, name FROM customers WHERE id > 7) nl_rows",
      })
  void mayRun(String sql, WriteKind kind, String count) throws SQLException {
    CheckedWrite checked = check(sql, SHOP);
    assertEquals(List.of(), checked.problems());
    assertEquals(kind, checked.kind());
    assertEquals(count == null ? "" : count, checked.count());
    assertFalse(checked.everyRow());
    assertTrue(checked.sql().equalsIgnoreCase(sql.replace(";", "")), checked.sql());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SELECT 1",
        "DELETE orders",
        "DELETE FROM orders WHERE",
        "DELETE FROM orders WHERE id = 1; DROP TABLE orders",
        "DELETE FROM orders WHERE id = 1 RETURNING *",
        "DELETE FROM orders WHERE id = 1 ORDER BY id",
        "DELETE FROM orders ORDER BY id LIMIT 1",
        "DELETE FROM orders LIMIT 1",
        "DELETE FROM orders USING customers WHERE orders.customer_id = customers.id",
        "DELETE FROM orders, customers",
        "DELETE o FROM orders o JOIN customers c ON c.id = o.customer_id",
        "DELETE FROM secret",
        "DELETE FROM other.orders",
        "DELETE FROM pg_catalog.pg_class WHERE relname = 'x'",
        "DELETE FROM orders WHERE id IN (SELECT a FROM secret)",
        "DELETE FROM orders WHERE id = pg_terminate_backend(1)",
        "DELETE FROM orders WHERE id IN (DELETE FROM customers RETURNING id)",
        "DELETE FROM orders WHERE city = 'x'",
        "DELETE FROM orders WHERE id = 1 UNION SELECT 2",
        "DELETE FROM orders WHERE (id = 1",
        "DELETE FROM orders WHERE id = 1)",
        "DELETE FROM (SELECT * FROM orders) x WHERE id = 1",
        "DELETE FROM ONLY orders WHERE id = 1",
        "WITH x AS (SELECT 1) DELETE FROM orders",
        "UPDATE orders SET total = 1 FROM customers WHERE customers.id = customer_id",
        "UPDATE orders, customers SET total = 1",
        "UPDATE orders JOIN customers ON 1 = 1 SET total = 1",
        "UPDATE orders SET total = 1, total = 2",
        "UPDATE orders SET secret = 1",
        "UPDATE orders SET total = (SELECT a FROM secret)",
        "UPDATE orders SET total = lo_import('/etc/passwd')",
        "UPDATE orders SET (total, id) = (1, 2)",
        "UPDATE orders SET total =",
        "UPDATE orders SET total = 1 LIMIT 1",
        "UPDATE OR REPLACE orders SET total = 1",
        "UPDATE orders SET",
        "INSERT INTO cities VALUES (1, 'Rome', 'Italy')",
        "INSERT INTO cities (id) VALUES (1, 2)",
        "INSERT INTO cities (id, id) VALUES (1, 2)",
        "INSERT INTO cities (id) VALUES (1) ON CONFLICT DO NOTHING",
        "INSERT INTO cities (id) VALUES (1) RETURNING id",
        "INSERT INTO cities (id) VALUES (nextval('seq'))",
        "INSERT INTO cities (id) VALUES ((SELECT a FROM secret))",
        "INSERT INTO cities (id) VALUES (name)",
        "INSERT INTO cities (id) SELECT a FROM secret",
        "INSERT INTO cities (id) SELECT id FROM customers ON CONFLICT DO NOTHING",
        "INSERT INTO cities (id) DELETE FROM customers RETURNING id",
        "INSERT INTO cities DEFAULT VALUES",
        "INSERT OR REPLACE INTO cities (id) VALUES (1)",
        "REPLACE INTO cities (id) VALUES (1)",
        "MERGE INTO cities USING orders ON 1 = 1 WHEN MATCHED THEN DELETE",
        "TRUNCATE TABLE orders",
        "DROP TABLE orders",
        "DELETE FROM orders WHERE name = 'open",
      })
  void mayNotRun(String sql) throws SQLException {
    CheckedWrite checked = check(sql, SHOP);
    assertFalse(checked.problems().isEmpty(), checked.sql());
    assertFalse(checked.message().isEmpty());
  }

  @Test
  void allRowsAreTold() throws SQLException {
    assertTrue(check("DELETE FROM orders", SHOP).everyRow());
    assertTrue(check("UPDATE orders SET total = 0", SHOP).everyRow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE petshop SET pettype = 'cat' WHERE petid = 3"
            + " | UPDATE \"PetShop\" SET \"PetType\" = 'cat' WHERE \"PetId\" = 3",
        "DELETE FROM orders WHERE customerid = 3 | DELETE FROM orders WHERE customer_id = 3",
        "UPDATE orders o SET o.total = 1 /* all */ WHERE id = 3"
            + " | UPDATE orders o SET total = 1 WHERE id = 3",
      })
  void namesArePutRight(String sql, String right) throws SQLException {
    CheckedWrite checked = check(sql, SHOP);
    assertEquals(List.of(), checked.problems());
    assertEquals(right, checked.sql());
  }

  @Test
  void viewsAndHiddenColumnsAreNotWritten() throws SQLException {
    Table orders =
        SHOP.tables().stream().filter(t -> t.name().equals("orders")).findFirst().orElseThrow();
    Table view = new Table("recent", true, null, orders.columns(), List.of(), List.of(), List.of());
    Schema schema = SHOP.with(List.of(orders.hiding(List.of("total")), view));
    assertFalse(check("DELETE FROM recent WHERE id = 1", schema).problems().isEmpty());
    assertFalse(check("UPDATE orders SET total = 1 WHERE id = 1", schema).problems().isEmpty());
    assertFalse(check("DELETE FROM orders WHERE total = 1", schema).problems().isEmpty());
    CheckedWrite told = check("UPDATE orders SET totals = 1 WHERE id = 1", schema);
    assertFalse(told.message().contains("total,"), told.message());
    assertEquals(List.of(), check("DELETE FROM orders WHERE id = 1", schema).problems());
  }

  @Test
  void whatIsReadMayGetOtherValues() throws SQLException {
    CheckedWrite checked =
        WriteChecker.check(
            "UPDATE cities SET country = 'Italia' WHERE name = 'rome'",
            SHOP,
            SqlLimits.NONE,
            read -> read.sql().replace("'rome'", "'Rome'"));
    assertEquals(List.of(), checked.problems());
    assertEquals("UPDATE cities SET country = 'Italia' WHERE name = 'Rome'", checked.sql());
    assertEquals("SELECT COUNT(*) FROM cities WHERE name = 'Rome'", checked.count());
  }

  /** Whatever is put together of such words, what passes is one of the three forms. */
  @Property(tries = 3000)
  void nothingElsePasses(@ForAll @Size(max = 14) List<@IntRange(min = 0, max = 30) Integer> picks)
      throws SQLException {
    String[] words =
        ("DELETE FROM orders WHERE id = 1 AND UPDATE SET total , ( ) SELECT secret INSERT INTO VALUES"
                + " customers o RETURNING LIMIT ; a USING ON - 'x' cities DROP TABLE IN .")
            .split(" ");
    StringBuilder sql = new StringBuilder(picks.size() % 2 == 0 ? "DELETE FROM " : "UPDATE ");
    picks.forEach(pick -> sql.append(words[pick % words.length]).append(' '));
    CheckedWrite checked = check(sql.toString(), SHOP);
    if (checked.problems().isEmpty()) {
      assertTrue(
          checked
              .sql()
              .matches(
                  "(?s)DELETE FROM (orders|customers|cities)( (AS )?\\w+)?( WHERE .+)?"
                      + "|UPDATE (orders|customers|cities)( (AS )?\\w+)? SET .+"),
          checked.sql());
      String behindAlias =
          checked
              .sql()
              .replaceFirst("^(DELETE FROM|UPDATE) \\w+( (AS )?(?!SET\\b|WHERE\\b)\\w+)?", "");
      assertFalse(
          behindAlias.matches("(?s).*\\b(secret|RETURNING|LIMIT|USING|INSERT|DROP)\\b.*"),
          checked.sql());
    }
  }
}
