package org.nljdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.schema.Dialect;

/** Queries in words. */
class SqlInWordsTest {

  static Stream<Arguments> queries() {
    return Stream.of(
        Arguments.of(
            "SELECT c.country, COUNT(*) AS n FROM customers AS c JOIN orders o ON o.customer_id ="
                + " c.id WHERE o.total > 5 AND c.city = 'Oslo' GROUP BY c.country HAVING COUNT(*) > 1"
                + " ORDER BY n DESC, c.country LIMIT 3 OFFSET 2",
            """
            Take the rows of customers c.
            Join each with the rows of orders o where o.customer_id = c.id.
            Keep those where o.total > 5.
            Keep those where c.city = 'Oslo'.
            Make one row of all with the same c.country.
            Keep the groups where COUNT(*) > 1.
            Tell c.country, the number of rows as n.
            Sort by n, the greatest first, then by c.country.
            Leave out the first 2.
            End after 3 rows.
            """),
        Arguments.of(
            "SELECT DISTINCT name FROM a LEFT JOIN b USING (id) NATURAL JOIN d",
            """
            Take the rows of a.
            Join each with the rows of b where both have the same [id]; keep those that have none.
            Join each with the rows of d with the same values in columns of the same name.
            Tell name, each only once.
            """),
        Arguments.of(
            "SELECT AVG(x), SUM(x), MIN(x), MAX(x), COUNT(x), COUNT(DISTINCT x), UPPER(x) FROM t",
            """
            Take the rows of t.
            Tell the average of x, the sum of x, the least x, the greatest x, the number of values of x, the number of different values of x, UPPER(x).
            """),
        Arguments.of(
            "SELECT * FROM (SELECT a FROM t FETCH FIRST 2 ROWS ONLY) q",
            """
            For q: Take the rows of t.
            For q: Tell a.
            For q: End after 2 rows.
            Take the rows of q.
            Tell all columns.
            """),
        Arguments.of(
            "WITH w AS (SELECT a FROM t) SELECT a FROM w UNION SELECT b FROM u ORDER BY 1",
            """
            For w: Take the rows of t.
            For w: Tell a.
            For part 1: Take the rows of w.
            For part 1: Tell a.
            For part 2: Take the rows of u.
            For part 2: Tell b.
            Put the parts together by UNION.
            Sort by 1.
            """),
        Arguments.of(
            "SELECT a.x FROM a RIGHT JOIN b ON a.x = b.x WHERE a.x = ?",
            """
            Take the rows of a.
            Join each with the rows of b where a.x = b.x; keep the rows that no other has.
            Keep those where a.x = ?.
            Tell a.x.
            """));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void saysWhatTheSqlSays(String sql, String words) {
    assertEquals(words.lines().toList(), SqlInWords.of(sql, Dialect.POSTGRESQL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "DELETE FROM t", "SELECT", "SELECT 'a", "not SQL at all"})
  void whatIsNotUnderstoodIsNotTold(String sql) {
    assertEquals(List.of(), SqlInWords.of(sql, Dialect.SQLITE));
  }

  @Test
  void thereIsAnEndToIt() {
    String many = "SELECT a FROM t WHERE " + "a = 1 AND ".repeat(100) + "a = 2";
    assertTrue(SqlInWords.of(many, Dialect.H2).size() <= 40);
  }
}
