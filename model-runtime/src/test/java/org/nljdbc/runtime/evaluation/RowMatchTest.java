package org.nljdbc.runtime.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowMatchTest {

  @Test
  void orderCountsOnlyWhereToldSo() {
    Rows ab = rows(row("a", 1), row("b", 2));
    Rows ba = rows(row("b", 2), row("a", 1));
    assertTrue(RowMatch.same(ab, ba, false));
    assertFalse(RowMatch.same(ab, ba, true));
    assertTrue(RowMatch.same(ab, ab, true));
  }

  @Test
  void repetitionCounts() {
    assertFalse(
        RowMatch.same(
            rows(row("a"), row("a"), row("b")), rows(row("a"), row("b"), row("b")), false));
    assertFalse(RowMatch.same(rows(row("a")), rows(row("a"), row("a")), false));
  }

  @Test
  void columnsCountByPosition() {
    assertFalse(RowMatch.same(rows(row("a", 1)), rows(row(1, "a")), false));
    assertFalse(RowMatch.same(rows(row("a")), rows(row("a", 1)), false));
  }

  @Test
  void emptyResultsNeedTheSameColumns() {
    assertTrue(
        RowMatch.same(new Rows(List.of("x"), List.of()), new Rows(List.of("y"), List.of()), false));
    assertFalse(
        RowMatch.same(
            new Rows(List.of("x"), List.of()), new Rows(List.of("y", "z"), List.of()), false));
  }

  @Test
  void numbersOfAnyTypeAreTheSame() {
    assertTrue(RowMatch.same(rows(row(1)), rows(row(1.0)), true));
    assertTrue(RowMatch.same(rows(row(1L)), rows(row("1.00")), false));
    assertTrue(RowMatch.same(rows(row(true)), rows(row(1)), false));
    assertTrue(RowMatch.same(rows(row(1e20)), rows(row("100000000000000000000")), false));
    assertFalse(RowMatch.same(rows(row(1)), rows(row(1.001)), false));
    assertFalse(RowMatch.same(rows(row("1a")), rows(row(1)), false));
  }

  @Test
  void closeNumbersAreTheSameOnBothSidesOfARoundingStep() {
    Rows below = rows(row(0.99999994999, "x"), row(3, "y"));
    Rows above = rows(row(3, "y"), row(0.99999995001, "x"));
    assertTrue(RowMatch.same(below, above, false));
    assertFalse(RowMatch.same(below, rows(row(3, "x"), row(0.99999995001, "y")), false));
  }

  @Test
  void textIsExactAndNullIsNull() {
    assertTrue(RowMatch.same(rows(row("Bo ", null)), rows(row("Bo", null)), false));
    assertFalse(RowMatch.same(rows(row("bo")), rows(row("Bo")), false));
    assertFalse(RowMatch.same(rows(row(new Object[] {null})), rows(row(0)), false));
    assertFalse(RowMatch.same(rows(row("a", "bc")), rows(row("ab", "c")), false));
  }

  @Test
  void valuesHaveANormalForm() {
    assertNull(Values.normal(null));
    assertEquals(new BigDecimal("12"), Values.normal(12));
    assertEquals("NaN", Values.normal(Double.NaN));
    assertEquals("AQI=", Values.normal(new byte[] {1, 2}));
    assertEquals("1e999999999", Values.normal("1e999999999"));
  }

  @Test
  void anExcerptIsShort() {
    Rows.Excerpt excerpt = rows(row("a".repeat(200)), row(2), row(3)).excerpt(2);
    assertEquals(3, excerpt.total());
    assertEquals(80, excerpt.rows().get(0).get(0).length());
    assertEquals(List.of("2"), excerpt.rows().get(1));
  }

  private static List<@Nullable Object> row(@Nullable Object... values) {
    List<@Nullable Object> row = new ArrayList<>();
    Arrays.stream(values).map(Values::normal).forEach(row::add);
    return row;
  }

  @SafeVarargs
  private static Rows rows(List<@Nullable Object>... rows) {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < rows[0].size(); i++) {
      columns.add("c" + i);
    }
    return new Rows(columns, Arrays.asList(rows));
  }
}
