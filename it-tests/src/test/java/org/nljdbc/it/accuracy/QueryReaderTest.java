package org.nljdbc.it.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueryReaderTest {

  @Test
  void readsAQueryWithEverything() {
    QueryShape shape =
        shape(
            "SELECT DISTINCT T1.Name, count(*) FROM Pet AS T1 JOIN \"Owner\" AS T2 ON T1.oid ="
                + " T2.id WHERE (T1.kind = \"cat\" OR T1.age BETWEEN 2 AND 4.5) AND T2.city LIKE"
                + " 'A%' GROUP BY T1.Name HAVING sum(T1.weight) > 7 ORDER BY max(T1.age) LIMIT 3");
    assertEquals(List.of("name", "count(*)"), shape.selected());
    assertEquals(List.of("owner", "pet"), shape.tables());
    assertEquals(1, shape.joins());
    assertEquals(3, shape.conditions());
    assertEquals(1, shape.ors());
    assertEquals(1, shape.likes());
    assertEquals(1, shape.groupings());
    assertTrue(shape.ordered() && shape.limited() && shape.having() && shape.distinct());
    assertEquals(0, shape.nested());
    assertEquals(List.of("count", "max", "sum"), shape.aggregates());
    assertEquals(Set.of("oid", "id", "kind", "age", "city", "name", "weight"), shape.columns());
    assertEquals(Set.of("cat", "2", "4.5", "A%", "7"), shape.literals());
  }

  @Test
  void countsInnerQueriesAndSetOperations() {
    assertEquals(1, shape("SELECT a FROM t WHERE b IN (SELECT b FROM u)").nested());
    assertEquals(1, shape("SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u)").nested());
    assertEquals(2, shape("SELECT a FROM t UNION SELECT a FROM u UNION SELECT a FROM v").nested());
    assertEquals(0, shape("SELECT a FROM (SELECT a FROM t) x").nested());
    assertEquals(List.of("t"), shape("SELECT a FROM (SELECT a FROM t) x").tables());
    assertEquals(List.of("t", "w"), shape("WITH w AS (SELECT a FROM t) SELECT a FROM w").tables());
  }

  @Test
  void valuesHaveNoFirstQuery() {
    assertEquals(List.of(), shape("VALUES (1)").selected());
  }

  private static QueryShape shape(String sql) {
    return QueryReader.shape(sql).orElseThrow();
  }
}
