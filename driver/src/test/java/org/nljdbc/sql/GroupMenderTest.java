package org.nljdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.ForeignKey;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;
import org.nljdbc.sql.SqlChecker.Checked;

/** What strict databases want in GROUP BY, and other things that PostgreSQL alone refuses. */
class GroupMenderTest {

  private static Schema schema(Dialect dialect) {
    List<ForeignKey> keys =
        List.of(
            new ForeignKey(
                name(dialect, "orders"),
                List.of(name(dialect, "customer_id")),
                name(dialect, "customers"),
                List.of(name(dialect, "id"))));
    return Schema.of(
        dialect,
        dialect.title(),
        Schemas.shop(dialect).rules(),
        null,
        null,
        List.of(
            table(dialect, "customers", List.of("id"), List.of(), keys, "id", "name", "city"),
            table(
                dialect, "orders", List.of("id"), keys, List.of(), "id", "customer_id", "total")));
  }

  private static Table table(
      Dialect dialect,
      String name,
      List<String> key,
      List<ForeignKey> from,
      List<ForeignKey> to,
      String... columns) {
    List<Column> all =
        List.of(columns).stream()
            .map(
                column ->
                    new Column(
                        name(dialect, column),
                        column.endsWith("id") ? "int" : "varchar(20)",
                        true,
                        !column.endsWith("id"),
                        null,
                        List.of()))
            .toList();
    List<String> primary = key.stream().map(column -> name(dialect, column)).toList();
    return new Table(name(dialect, name), false, null, all, primary, from, to);
  }

  private static String name(Dialect dialect, String name) {
    return dialect == Dialect.H2 ? name.toUpperCase(Locale.ROOT) : name;
  }

  private static final String JOIN =
      " FROM customers AS a JOIN orders AS b ON a.id = b.customer_id";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT a.name, COUNT(*)" + JOIN + " GROUP BY b.customer_id | b.customer_id, a.name",
        "SELECT a.id, a.name"
            + JOIN
            + " GROUP BY b.customer_id ORDER BY COUNT(*)"
            + " | b.customer_id, a.id, a.name",
        "SELECT b.customer_id" + JOIN + " GROUP BY a.id, a.name | a.id, a.name, b.customer_id",
        "SELECT COUNT(*)"
            + JOIN
            + " GROUP BY b.customer_id HAVING a.name > 'x'"
            + " | b.customer_id, a.name",
        "SELECT lower(a.name), max(b.total)"
            + JOIN
            + " GROUP BY b.customer_id"
            + " | b.customer_id, a.name",
      })
  void whatTheGroupsDetermineIsAdded(String sql, String groups) {
    Checked checked = SqlChecker.check(sql, schema(Dialect.POSTGRESQL));
    assertEquals(List.of(), checked.problems());
    assertTrue(checked.sql().contains("GROUP BY " + groups), checked.sql());
    assertEquals(false, checked.joined());
    assertEquals(1, checked.notes().size());
  }

  @Test
  void h2FollowsNoKeyItself() {
    String sql = "SELECT name, COUNT(*) FROM customers GROUP BY id ORDER BY city";
    assertEquals(sql, SqlChecker.check(sql, schema(Dialect.POSTGRESQL)).sql());
    assertEquals(
        "SELECT name, COUNT(*) FROM customers GROUP BY id, name, city ORDER BY city",
        SqlChecker.check(sql, schema(Dialect.H2)).sql());
  }

  @Test
  void whatIsOnlyLikelyIsDoubtful() {
    String sql = "SELECT name, city, COUNT(*) FROM customers GROUP BY city";
    Checked checked = SqlChecker.check(sql, schema(Dialect.POSTGRESQL));
    assertEquals("SELECT name, city, COUNT(*) FROM customers GROUP BY city, name", checked.sql());
    assertTrue(checked.joined());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT city, COUNT(*) AS n FROM customers GROUP BY city ORDER BY n DESC",
        "SELECT upper(city), COUNT(*) FROM customers GROUP BY upper(city)",
        "SELECT city AS town, COUNT(name) FROM customers GROUP BY town",
        "SELECT city, COUNT(*) FROM customers GROUP BY 1",
        "SELECT city, (SELECT max(name) FROM customers) FROM customers GROUP BY city",
        "SELECT * FROM customers GROUP BY id",
        "SELECT a.name, COUNT(b.id) FROM customers a LEFT JOIN orders b ON a.id = b.customer_id"
            + " GROUP BY a.id"
      })
  void whatIsRightOrNotFollowedStays(String sql) {
    assertEquals(sql, SqlChecker.check(sql, schema(Dialect.POSTGRESQL)).sql());
  }

  @ParameterizedTest
  @EnumSource(names = {"SQLITE", "MYSQL", "MARIADB"})
  void otherDatabasesDecideThemselves(Dialect dialect) {
    String sql = "SELECT name, COUNT(*) FROM customers GROUP BY city";
    assertEquals(sql, SqlChecker.check(sql, schema(dialect)).sql());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT AVG(total) FROM orders"
            + " | SELECT AVG(CAST(NULLIF(total, '') AS DOUBLE PRECISION)) FROM orders",
        "SELECT id FROM orders WHERE total > 5"
            + " | SELECT id FROM orders WHERE CAST(NULLIF(total, '') AS DOUBLE PRECISION) > 5",
        "SELECT id FROM orders WHERE total = 5 | SELECT id FROM orders WHERE total = '5'",
        "SELECT AVG(id) FROM orders WHERE id > 5 | SELECT AVG(id) FROM orders WHERE id > 5",
        "SELECT COUNT(total) FROM orders | SELECT COUNT(total) FROM orders",
      })
  void textThatIsCountedWithIsReadAsNumbers(String sql, String mended) {
    assertEquals(mended, SqlChecker.check(sql, schema(Dialect.POSTGRESQL)).sql());
    assertEquals(sql, SqlChecker.check(sql, schema(Dialect.SQLITE)).sql());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT T1.total FROM orders T1 WHERE T1.total > 5"
            + " | SELECT T1.total FROM orders T1 WHERE CAST(NULLIF(T1.total, '') AS DOUBLE"
            + " PRECISION) > 5",
        "SELECT T1.year FROM years T1 WHERE year > 5"
            + " | SELECT T1.\"YEAR\" FROM years T1 WHERE \"YEAR\" > 5",
        "SELECT name FROM years | SELECT name FROM years",
      })
  void h2ReservesMoreWordsAndCountsNoText(String sql, String mended) {
    Schema shop = schema(Dialect.H2);
    List<Column> columns =
        List.of(
            new Column("YEAR", "int", true, false, null, List.of()),
            new Column("NAME", "varchar(9)", true, true, null, List.of()));
    List<Table> tables = new ArrayList<>(shop.tables());
    tables.add(new Table("YEARS", false, null, columns, List.of(), List.of(), List.of()));
    Schema schema = Schema.of(Dialect.H2, "H2", shop.rules(), null, null, tables);
    Checked checked = SqlChecker.check(sql, schema);
    assertEquals(List.of(), checked.problems());
    assertEquals(mended, checked.sql());
  }
}
