package org.nljdbc.runtime.evaluation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowOrderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a FROM t ORDER BY a",
        "(SELECT a FROM t ORDER BY a)",
        "SELECT a FROM t UNION SELECT a FROM u ORDER BY a"
      })
  void seesAnOuterOrder(String sql) {
    assertTrue(RowOrder.isGiven(sql));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a FROM t",
        "SELECT a FROM (SELECT a FROM t ORDER BY a LIMIT 3) x",
        "SELECT a FROM t WHERE b = (SELECT b FROM t ORDER BY b LIMIT 1)",
        "SELECT a FROM t WHERE b = 'ORDER BY'",
        "not SQL ORDER BY a"
      })
  void doesNotMistakeAnInnerOrder(String sql) {
    assertFalse(RowOrder.isGiven(sql));
  }
}
