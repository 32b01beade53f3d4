package org.nljdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.schema.Column;
import org.nljdbc.schema.Dialect;
import org.nljdbc.schema.Schema;
import org.nljdbc.schema.Table;
import org.nljdbc.sql.SqlChecker.Checked;

/** Words of other databases. */
class DialectMendTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "POSTGRESQL | SELECT id FROM orders WHERE strftime('%Y', placed_on) = '2023'"
            + " | SELECT id FROM orders WHERE TO_CHAR(placed_on, 'YYYY') = '2023'",
        "POSTGRESQL | SELECT id FROM orders WHERE strftime('%Y', placed_on) > 2020"
            + " | SELECT id FROM orders WHERE EXTRACT(YEAR FROM placed_on) > 2020",
        "H2 | SELECT strftime('%Y-%m', o.placed_on) FROM orders o"
            + " | SELECT TO_CHAR(o.placed_on, 'YYYY-MM') FROM orders o",
        "MYSQL | SELECT strftime('%H:', placed_on), strftime('%M', placed_on) FROM orders"
            + " | SELECT strftime('%H:', placed_on), DATE_FORMAT(placed_on, '%i') FROM orders",
        "SQLITE | SELECT YEAR(placed_on), max(total) FROM orders GROUP BY YEAR(placed_on)"
            + " | SELECT CAST(strftime('%Y', placed_on) AS INTEGER), max(total) FROM orders GROUP"
            + " BY CAST(strftime('%Y', placed_on) AS INTEGER)",
        "SQLITE | SELECT EXTRACT(MONTH FROM PlacedOn) FROM orders"
            + " | SELECT CAST(strftime('%m', placed_on) AS INTEGER) FROM orders",
        "POSTGRESQL | SELECT MONTH(placed_on) FROM orders"
            + " | SELECT EXTRACT(MONTH FROM placed_on) FROM orders",
        "POSTGRESQL | SELECT ifnull(total, 0), NVL(id, 1) FROM orders"
            + " | SELECT COALESCE(total, 0), COALESCE(id, 1) FROM orders",
        "SQLITE | SELECT id FROM customers WHERE name NOT ILIKE 'a%'"
            + " | SELECT id FROM customers WHERE name NOT LIKE 'a%'",
        "SQLITE | SELECT name FROM customers ORDER BY id FETCH FIRST 3 ROWS ONLY"
            + " | SELECT name FROM customers ORDER BY id LIMIT 3",
        "POSTGRESQL | SELECT TOP 3 name FROM customers ORDER BY id"
            + " | SELECT name FROM customers ORDER BY id LIMIT 3",
        "SQLITE | SELECT DISTINCT TOP 3 names FROM customer"
            + " | SELECT DISTINCT name FROM customers LIMIT 3",
      })
  void saysItInTheDatabasesWords(Dialect dialect, String wrong, String right) {
    Checked checked = SqlChecker.check(wrong, Schemas.shop(dialect));
    assertEquals(List.of(), checked.problems());
    assertEquals(right, checked.sql());
    assertEquals(right, SqlChecker.check(right, Schemas.shop(dialect)).sql());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "SQLITE | SELECT strftime('%Y', placed_on), ifnull(total, 0) FROM orders",
        "MYSQL | SELECT YEAR(placed_on), EXTRACT(YEAR FROM placed_on) FROM orders",
        "POSTGRESQL | SELECT strftime('%j', placed_on), strftime('%Y', 'now') FROM orders",
        "POSTGRESQL | SELECT name FROM customers WHERE name ILIKE 'a' FETCH FIRST ROW ONLY",
        "POSTGRESQL | SELECT TOP 3 name FROM customers UNION SELECT name FROM cities",
        "SQLITE | SELECT name FROM customers OFFSET 2 ROWS FETCH FIRST 3 ROWS ONLY",
        "SQLITE | SELECT EXTRACT(EPOCH FROM placed_on) FROM orders",
        "OTHER | SELECT TOP 3 name FROM customers",
      })
  void leavesWhatIsKnownOrUncertain(Dialect dialect, String sql) {
    assertEquals(sql, SqlChecker.check(sql, Schemas.shop(dialect)).sql());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SQLITE | SELECT t.group FROM order AS t WHERE limit = 1"
            + " | SELECT t.\"group\" FROM \"order\" AS t WHERE \"limit\" = 1",
        "H2 | SELECT t.group FROM Order t | SELECT t.\"group\" FROM \"order\" t",
        "MYSQL | SELECT group FROM order | SELECT `group` FROM `order`",
      })
  void quotesWordsThatAreNames(Dialect dialect, String wrong, String right) {
    List<Column> columns =
        List.of("group", "limit").stream()
            .map(name -> new Column(name, "text", true, true, null, List.of()))
            .toList();
    List<Table> tables =
        List.of(new Table("order", false, null, columns, List.of(), List.of(), List.of()));
    Schema rules = Schemas.shop(dialect);
    Schema schema = Schema.of(dialect, "", rules.rules(), null, null, tables);
    Checked checked = SqlChecker.check(wrong, schema);
    assertEquals(List.of(), checked.problems());
    assertEquals(right, checked.sql());
    assertEquals(right, SqlChecker.check(right, schema).sql());
  }

  @Test
  void tellsWhatItDid() {
    String sql = "SELECT MONTH(placed_on) FROM orders";
    assertEquals(
        List.of("wrote EXTRACT(MONTH FROM placed_on) as this database has it"),
        SqlChecker.check(sql, Schemas.shop(Dialect.POSTGRESQL)).notes());
  }
}
