package org.nljdbc.jdbc;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.translate.Translation;

/**
 * What a statement keeps of its last question. Made at the first one, since most statements never
 * have one and each object of ours counts where the database answers in less than a microsecond.
 */
final class AnswerState {

  /** Rows in memory that are the current result, or null. */
  @Nullable ShownRows shown;

  /** What warnings tell of, or null. */
  @Nullable Translated warned;

  /** Most rows of this execution, or 0. */
  int cap;

  /** How many rows were returned where more were cut off, or 0. */
  int cut;

  /** What the last execution is a translation of; empty if it was none. */
  volatile List<Translation> last = List.of();

  /** The question under way, which other threads may cancel, or null. */
  volatile @Nullable Asking asking;

  /** Forgets what is to be told; rows in memory end. */
  void forget() {
    last = List.of();
    warned = null;
    cap = 0;
    cut = 0;
    ShownRows left = shown;
    shown = null;
    if (left != null) {
      left.leave(true);
    }
  }
}
