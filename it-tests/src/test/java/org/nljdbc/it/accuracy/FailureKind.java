package org.nljdbc.it.accuracy;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is wrong with an answer: the first kind, in this order, that applies. A rule of thumb made
 * for counting; a query that differs from the gold need not differ in what made it wrong.
 */
enum FailureKind {
  /** It names a column that its tables do not have. */
  UNKNOWN_COLUMN,
  /** It names a table or an alias that does not exist. */
  UNKNOWN_TABLE,
  /** It does not run for another reason. */
  NOT_RUNNABLE,
  /** It returns more columns than were asked for. */
  EXTRA_COLUMN,
  /** It returns fewer. */
  MISSING_COLUMN,
  /** As many tables as the gold, but others. */
  WRONG_TABLE,
  /** More tables than the gold, or fewer. */
  JOIN,
  /** Inner queries or set operations other than the gold's. */
  NESTING,
  /** Other aggregates, GROUP BY, HAVING or DISTINCT. */
  AGGREGATION,
  /** Other columns in the SELECT list, or in another order. */
  WRONG_COLUMN,
  /** Conditions, order or joins on other columns. */
  CONDITION,
  /** Other literals. */
  VALUE,
  /** Other operators, sort directions, or something not told apart. */
  OTHER;

  /**
   * The kind of an answer that did not run.
   *
   * @param error what the driver or the database said
   * @return one of the first three kinds
   */
  static FailureKind ofError(String error) {
    String text = error.toLowerCase(Locale.ROOT);
    int column = first(text, "there is no column", "no such column");
    int table = first(text, "there is no table", "no such table");
    if (column == Integer.MAX_VALUE && table == Integer.MAX_VALUE) {
      return NOT_RUNNABLE;
    }
    return column < table ? UNKNOWN_COLUMN : UNKNOWN_TABLE;
  }

  private static int first(String text, String ours, String databases) {
    int a = text.indexOf(ours);
    int b = text.indexOf(databases);
    return Math.min(a < 0 ? Integer.MAX_VALUE : a, b < 0 ? Integer.MAX_VALUE : b);
  }

  /**
   * The kind of an answer that ran and gave other rows.
   *
   * @param gold the gold query
   * @param predicted the answer
   * @param columns number of columns of the gold's and of the answer's result, in this order
   * @return one of the other kinds
   */
  static FailureKind ofRows(QueryShape gold, QueryShape predicted, List<Integer> columns) {
    int more = columns.get(1) - columns.get(0);
    if (more != 0) {
      return more > 0 ? EXTRA_COLUMN : MISSING_COLUMN;
    }
    if (!gold.tables().equals(predicted.tables())) {
      return gold.tables().size() == predicted.tables().size() ? WRONG_TABLE : JOIN;
    }
    if (gold.nested() != predicted.nested()) {
      return NESTING;
    }
    if (!gold.aggregates().equals(predicted.aggregates())
        || gold.groupings() != predicted.groupings()
        || gold.having() != predicted.having()
        || gold.distinct() != predicted.distinct()) {
      return AGGREGATION;
    }
    if (!gold.selected().equals(predicted.selected())) {
      return WRONG_COLUMN;
    }
    if (!gold.columns().equals(predicted.columns())
        || gold.conditions() != predicted.conditions()
        || gold.ors() != predicted.ors()) {
      return CONDITION;
    }
    return bare(gold.literals()).equals(bare(predicted.literals())) ? OTHER : VALUE;
  }

  /** A pattern is the same value as the word within. */
  private static Set<String> bare(Set<String> literals) {
    return literals.stream()
        .map(text -> text.replace("%", ""))
        .collect(Collectors.toCollection(HashSet::new));
  }
}
