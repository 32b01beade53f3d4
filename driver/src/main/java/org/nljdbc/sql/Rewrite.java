package org.nljdbc.sql;

import java.util.Comparator;
import java.util.List;

/**
 * A change of SQL text that is certain to mean what was meant.
 *
 * @param start index of the first character to replace
 * @param end index after the last
 * @param text what to put there
 */
record Rewrite(int start, int end, String text) {

  /** Applies changes that do not overlap. */
  static String apply(String sql, List<Rewrite> rewrites) {
    StringBuilder result = new StringBuilder(sql);
    rewrites.stream()
        .distinct()
        .sorted(Comparator.comparingInt(Rewrite::start).reversed())
        .forEach(rewrite -> result.replace(rewrite.start, rewrite.end, rewrite.text));
    return result.toString();
  }
}
