package org.nljdbc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.schema.Dialect;

/** Queries in words. */
class SqlInWordsTest {

  static Stream<Arguments> queries() {
    return Stream.of(
        Arguments.of(
            "SELECT c.country, COUNT(*) AS n FROM customers AS c JOIN orders o ON o.customer_id ="
                + " c.id WHERE o.total > 5 AND c.city = 'Oslo' GROUP BY c.country HAVING COUNT(*) >"
                + " 1 ORDER BY n DESC, c.country LIMIT 3 OFFSET 2",
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
            """),
        Arguments.of(
            "SELECT DISTINCT ON (customer_id) customer_id, total FROM orders"
                + " ORDER BY customer_id NULLS FIRST, total DESC NULLS LAST LIMIT ALL",
            """
            Take the rows of orders.
            Tell customer_id, total, only of the first row of all with the same customer_id.
            Sort by customer_id, NULL first, then by total, the greatest first, NULL last.
            """),
        Arguments.of(
            "SELECT TOP 5 PERCENT a FROM t ORDER BY b",
            """
            Take the rows of t.
            Tell a.
            Sort by b.
            End after 5 percent of the rows.
            """),
        Arguments.of(
            "WITH w (k) AS (SELECT a FROM t) SELECT k FROM w UNION ALL SELECT q.x FROM"
                + " (SELECT b FROM u) AS q(x) EXCEPT SELECT 1",
            """
            For w (k): Take the rows of t.
            For w (k): Tell a.
            For part 1: Take the rows of w.
            For part 1: Tell k.
            For q: Take the rows of u.
            For q: Tell b.
            For part 2: Take the rows of q(x).
            For part 2: Tell q.x.
            For part 3: Tell 1.
            Put the parts together by part 1 UNION ALL part 2 EXCEPT part 3.
            """));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void saysWhatTheSqlSays(String sql, String words) {
    assertEquals(words.lines().toList(), SqlInWords.of(sql, Dialect.POSTGRESQL));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FETCH FIRST ROW ONLY                 | End after 1 row.
          FETCH NEXT ? ROWS ONLY               | End after ? rows.
          FETCH FIRST 10 PERCENT ROWS ONLY     | End after 10 percent of the rows.
          ORDER BY b FETCH FIRST 3 ROWS WITH TIES | End after 3 rows, and those that the sorting does not tell from the last of them.
          LIMIT NULL                           | Tell SUM(a ORDER BY b), COUNT(ALL a).
          GROUP BY a, b                        | Make one row of all with the same a, b.
          GROUP BY ROLLUP (a, b)               | Make the groups of GROUP BY ROLLUP(a, b).
          GROUP BY c, CUBE (a, b)              | Make the groups of GROUP BY c, CUBE(a, b).
          GROUP BY GROUPING SETS ((a), (b), ()) | Make the groups of GROUP BY GROUPING SETS ((a), (b), ()).
          GROUP BY a WITH ROLLUP               | Make the groups of GROUP BY a WITH ROLLUP.
          GROUP BY ()                          | Make the groups of GROUP BY ().
          """)
  void rareEndsAreNotTakenForCommonOnes(String end, String sentence) {
    List<String> words =
        SqlInWords.of("SELECT SUM(a ORDER BY b), COUNT(ALL a) FROM t " + end, Dialect.POSTGRESQL);
    assertTrue(words.contains(sentence), words::toString);
    assertTrue(words.contains("Tell SUM(a ORDER BY b), COUNT(ALL a)."), words::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a FROM t FOR UPDATE",
        "SELECT a FROM ONLY t",
        "SELECT a, RANK() OVER w FROM t WINDOW w AS (ORDER BY a)",
        "SELECT a FROM t QUALIFY ROW_NUMBER() OVER (ORDER BY a) = 1",
        "SELECT a FROM t OUTER APPLY (SELECT 1) q",
        "SELECT a FROM t LEFT JOIN u JOIN v ON u.x = v.x ON t.x = u.x",
        "WITH d AS (DELETE FROM t RETURNING *) SELECT a FROM d",
        "SELECT a FROM (SELECT b FROM t FOR UPDATE) q"
      })
  void whatThereAreNoWordsForIsNotLeftOut(String sql) {
    assertEquals(List.of(), SqlInWords.of(sql, Dialect.POSTGRESQL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "DELETE FROM t", "SELECT", "SELECT 'a", "not SQL at all"})
  void whatIsNotUnderstoodIsNotTold(String sql) {
    assertEquals(List.of(), SqlInWords.of(sql, Dialect.SQLITE));
  }

  @Test
  void thereIsAnEndToIt() {
    String many = "SELECT a FROM t WHERE " + "a = 1 AND ".repeat(100) + "a = 2";
    List<String> words = SqlInWords.of(many, Dialect.H2);
    assertEquals(40, words.size());
    assertEquals("There is more to it, as the SQL says.", words.get(39));
  }
}
