package org.nljdbc.runtime.evaluation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares results: as bags of rows, so that order does not count but repetition does, or as lists
 * where the gold SQL orders. Columns count by position, not by name.
 */
public final class RowMatch {

  /** Beyond this, rows that differ are not searched for ones within the tolerance. */
  private static final int MOST_SEARCHED = 2_000;

  private RowMatch() {}

  /**
   * Whether a result is right.
   *
   * @param gold the expected rows
   * @param predicted the rows to judge
   * @param ordered whether the order counts
   * @return true if they are the same
   */
  public static boolean same(Rows gold, Rows predicted, boolean ordered) {
    if (gold.columns().size() != predicted.columns().size()
        || gold.rows().size() != predicted.rows().size()) {
      return false;
    }
    return ordered
        ? sameLists(gold.rows(), predicted.rows())
        : sameBags(gold.rows(), predicted.rows());
  }

  private static boolean sameLists(
      List<List<@Nullable Object>> gold, List<List<@Nullable Object>> predicted) {
    for (int i = 0; i < gold.size(); i++) {
      if (!same(gold.get(i), predicted.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameBags(
      List<List<@Nullable Object>> gold, List<List<@Nullable Object>> predicted) {
    Map<String, Deque<List<@Nullable Object>>> byKey = new HashMap<>();
    for (List<@Nullable Object> row : predicted) {
      byKey.computeIfAbsent(key(row), k -> new ArrayDeque<>()).add(row);
    }
    List<List<@Nullable Object>> unmatched = new ArrayList<>();
    for (List<@Nullable Object> row : gold) {
      Deque<List<@Nullable Object>> alike = byKey.get(key(row));
      if (alike == null || alike.poll() == null) {
        unmatched.add(row);
      }
    }
    if (unmatched.size() > MOST_SEARCHED) {
      return false;
    }
    // Numbers on either side of a rounding step have different keys but may be the same.
    List<List<@Nullable Object>> left =
        byKey.values().stream()
            .flatMap(Deque::stream)
            .collect(Collectors.toCollection(ArrayList::new));
    return unmatched.stream().allMatch(row -> take(row, left));
  }

  private static boolean take(List<@Nullable Object> row, List<List<@Nullable Object>> from) {
    for (Iterator<List<@Nullable Object>> rows = from.iterator(); rows.hasNext(); ) {
      if (same(row, rows.next())) {
        rows.remove();
        return true;
      }
    }
    return false;
  }

  private static boolean same(List<@Nullable Object> left, List<@Nullable Object> right) {
    for (int i = 0; i < left.size(); i++) {
      if (!Values.same(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static String key(List<@Nullable Object> row) {
    return row.stream()
        .map(Values::key)
        .map(key -> key.length() + ":" + key)
        .collect(Collectors.joining());
  }
}
