package org.nljdbc.it.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nljdbc.runtime.evaluation.Rows;
import org.nljdbc.runtime.evaluation.Values;

class TestSuiteRulesTest {

  private static Rows rows(List<?>... rows) {
    List<String> columns = rows.length == 0 ? List.of("a") : names(rows[0].size());
    return new Rows(
        columns,
        Arrays.stream(rows)
            .map(row -> Arrays.asList(row.stream().map(Values::normal).toArray()))
            .toList());
  }

  private static List<String> names(int count) {
    return List.of("a", "b", "c", "d").subList(0, count);
  }

  @Test
  void columnsComeInAnyOrder() {
    Rows gold = rows(List.of("king", 2), List.of("queen", 1));
    assertTrue(TestSuiteRules.same(gold, rows(List.of(1, "queen"), List.of(2, "king")), false));
    assertFalse(TestSuiteRules.same(gold, rows(List.of(1, "queen"), List.of(2, "king")), true));
    assertTrue(TestSuiteRules.same(gold, rows(List.of(2, "king"), List.of(1, "queen")), true));
    assertFalse(TestSuiteRules.same(gold, rows(List.of(1, "king"), List.of(2, "queen")), false));
  }

  @Test
  void columnsWithTheSameValuesAreTriedInEachOrder() {
    Rows gold = rows(List.of(1, 2, 1), List.of(2, 1, 1), List.of(1, 1, 2));
    Rows turned = rows(List.of(2, 1, 1), List.of(1, 1, 2), List.of(1, 2, 1));
    assertTrue(TestSuiteRules.same(gold, turned, true));
    Rows other = rows(List.of(1, 2, 1), List.of(2, 1, 1), List.of(2, 1, 1));
    assertFalse(TestSuiteRules.same(gold, other, false));
  }

  @Test
  void noRowsAreNoRows() {
    assertTrue(TestSuiteRules.same(rows(), rows(), true));
    assertFalse(TestSuiteRules.same(rows(), rows(List.of(1)), false));
    assertFalse(TestSuiteRules.same(rows(List.of(1)), rows(List.of(1, 1)), false));
  }

  @Test
  void distinctIsLeftOutButInQuotes() {
    assertEquals(
        "SELECT  a, COUNT( b) FROM \"distinct\" WHERE c = 'it''s distinct'",
        TestSuiteRules.withoutDistinct(
            "SELECT DISTINCT a, COUNT(distinct b) FROM \"distinct\" WHERE c = 'it''s distinct'"));
    assertEquals("SELECT distinctive", TestSuiteRules.withoutDistinct("SELECT distinctive"));
    assertEquals("SELECT '$1 \\'", TestSuiteRules.withoutDistinct("SELECT '$1 \\'"));
  }

  @Test
  void orderCountsWhereTheGoldHasOne() {
    assertTrue(TestSuiteRules.isOrdered("SELECT a FROM b WHERE c IN (SELECT d FROM e Order By f)"));
    assertFalse(TestSuiteRules.isOrdered("SELECT a FROM b"));
  }
}
