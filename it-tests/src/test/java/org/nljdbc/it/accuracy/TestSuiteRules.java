package org.nljdbc.it.accuracy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.evaluation.RowMatch;
import org.nljdbc.runtime.evaluation.Rows;

/**
 * The rules by which Spider's execution accuracy is published (Zhong et al., Semantic Evaluation
 * for Text-to-SQL with Distilled Test Suites, arXiv:2010.02840): columns may come in any order, and
 * DISTINCT is left out of both queries. Order counts where the gold says ORDER BY anywhere. What is
 * not taken over: several databases of a schema, of which there is one here, and equality of values
 * to the last bit.
 */
final class TestSuiteRules {

  private static final Pattern DISTINCT =
      Pattern.compile(
          "('(?:[^']|'')*'|\"[^\"]*\"|`[^`]*`)|\\bdistinct\\b", Pattern.CASE_INSENSITIVE);

  private TestSuiteRules() {}

  /** A query without DISTINCT, wherever it stands but in quotes. */
  static String withoutDistinct(String sql) {
    return DISTINCT
        .matcher(sql)
        .replaceAll(
            match -> match.group(1) == null ? "" : Matcher.quoteReplacement(match.group(1)));
  }

  /** Whether the order of a gold's rows counts. */
  static boolean isOrdered(String gold) {
    return gold.toLowerCase(Locale.ROOT).contains("order by");
  }

  /**
   * Whether two results are the same but for the order of their columns.
   *
   * @param gold the rows of the gold without DISTINCT
   * @param rows the rows of the answer without DISTINCT
   * @param ordered whether the order of rows counts
   */
  static boolean same(Rows gold, Rows rows, boolean ordered) {
    if (gold.rows().size() != rows.rows().size()) {
      return false;
    }
    if (gold.rows().isEmpty()) {
      return true;
    }
    return gold.columns().size() == rows.columns().size()
        && matches(gold, rows, ordered, new ArrayList<>(), possible(gold, rows, ordered));
  }

  /** For each column of the gold those of the answer that hold the same values. */
  private static List<List<Integer>> possible(Rows gold, Rows rows, boolean ordered) {
    List<List<Integer>> possible = new ArrayList<>();
    for (int i = 0; i < gold.columns().size(); i++) {
      Rows wanted = arranged(gold, List.of(i));
      possible.add(
          IntStream.range(0, rows.columns().size())
              .filter(j -> RowMatch.same(wanted, arranged(rows, List.of(j)), ordered))
              .boxed()
              .toList());
    }
    return possible;
  }

  private static boolean matches(
      Rows gold, Rows rows, boolean ordered, List<Integer> chosen, List<List<Integer>> possible) {
    if (chosen.size() == possible.size()) {
      return RowMatch.same(gold, arranged(rows, chosen), ordered);
    }
    for (int column : possible.get(chosen.size())) {
      if (!chosen.contains(column)) {
        chosen.add(column);
        if (matches(gold, rows, ordered, chosen, possible)) {
          return true;
        }
        chosen.remove(chosen.size() - 1);
      }
    }
    return false;
  }

  private static Rows arranged(Rows rows, List<Integer> columns) {
    List<List<@Nullable Object>> arranged = new ArrayList<>();
    for (List<@Nullable Object> row : rows.rows()) {
      List<@Nullable Object> values = new ArrayList<>();
      columns.forEach(column -> values.add(row.get(column)));
      arranged.add(Collections.unmodifiableList(values));
    }
    return new Rows(columns.stream().map(rows.columns()::get).toList(), arranged);
  }
}
