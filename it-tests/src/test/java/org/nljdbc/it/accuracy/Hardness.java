package org.nljdbc.it.accuracy;

import java.util.Optional;

/**
 * How hard a question is by its gold SQL, by the rules of Spider's official evaluation (Yu et al.,
 * Spider, EMNLP 2018, and the evaluation script published with it).
 */
enum Hardness {
  /** One component at most, nothing else. */
  EASY,
  /** A few components, or one with several columns or conditions. */
  MEDIUM,
  /** More of them, or an inner query alone. */
  HARD,
  /** Everything beyond. */
  EXTRA,
  /** The gold SQL cannot be parsed. */
  UNKNOWN;

  /**
   * Judges a gold query.
   *
   * @param gold its shape, or empty if it cannot be parsed
   * @return its hardness
   */
  static Hardness of(Optional<QueryShape> gold) {
    return gold.map(Hardness::of).orElse(UNKNOWN);
  }

  private static Hardness of(QueryShape gold) {
    int components =
        one(gold.conditions() > 0)
            + one(gold.groupings() > 0)
            + one(gold.ordered())
            + one(gold.limited())
            + gold.joins()
            + gold.ors()
            + gold.likes();
    int nested = gold.nested();
    int others =
        one(gold.aggregates().size() > 1)
            + one(gold.selected().size() > 1)
            + one(gold.conditions() > 1)
            + one(gold.groupings() > 1);
    if (components <= 1 && others == 0 && nested == 0) {
      return EASY;
    }
    if (nested == 0 && ((others <= 2 && components <= 1) || (components <= 2 && others < 2))) {
      return MEDIUM;
    }
    if ((nested == 0 && others > 2 && components <= 2)
        || (nested == 0 && components == 3 && others <= 2)
        || (components <= 1 && others == 0 && nested <= 1)) {
      return HARD;
    }
    return EXTRA;
  }

  private static int one(boolean is) {
    return is ? 1 : 0;
  }
}
