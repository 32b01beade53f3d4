package org.nljdbc.it.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HardnessTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          EASY    | SELECT count(*) FROM t
          EASY    | SELECT a FROM t WHERE b = 1
          EASY    | SELECT a FROM t ORDER BY b
          MEDIUM  | SELECT a, b FROM t
          MEDIUM  | SELECT a FROM t WHERE b = 1 AND c = 2
          MEDIUM  | SELECT a FROM t JOIN u ON t.x = u.x WHERE u.b = 1
          MEDIUM  | SELECT a, count(*) FROM t GROUP BY a
          MEDIUM  | SELECT a FROM t ORDER BY b LIMIT 1
          MEDIUM  | SELECT a FROM t WHERE b LIKE '%x%'
          HARD    | SELECT a, b FROM t WHERE c = 1 ORDER BY d LIMIT 1
          HARD    | SELECT a FROM t JOIN u ON t.x = u.x GROUP BY a ORDER BY count(*)
          HARD    | SELECT a FROM t WHERE b > (SELECT avg(b) FROM t)
          HARD    | SELECT a FROM t EXCEPT SELECT a FROM u
          HARD    | SELECT a, max(b), min(c) FROM t WHERE d = 1 AND e = 2
          EXTRA   | SELECT a FROM t WHERE b = 1 AND c IN (SELECT c FROM u)
          EXTRA   | SELECT a FROM t JOIN u ON t.x = u.x GROUP BY a ORDER BY count(*) LIMIT 1
          EXTRA   | SELECT a, b FROM t EXCEPT SELECT a, b FROM u
          EXTRA   | SELECT a FROM t WHERE b = 1 OR c = 2 OR d LIKE 'x' OR NOT e LIKE 'y'
          UNKNOWN | SELEC a
          UNKNOWN | DELETE FROM t
          """)
  void followsTheRulesOfSpider(Hardness expected, String gold) {
    assertEquals(expected, Hardness.of(QueryReader.shape(gold)));
  }
}
