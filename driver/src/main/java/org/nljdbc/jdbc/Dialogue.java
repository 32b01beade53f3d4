package org.nljdbc.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.intent.FollowUp;
import org.nljdbc.prompt.Turn;

/**
 * What was asked on one connection since the last question that stood alone. Safe for several
 * threads, whose questions then go on from each other's.
 */
final class Dialogue {

  /** More would push the question itself out of a small model's sight. */
  private static final int MOST = 3;

  private final boolean usual;
  private boolean kept;
  private List<Turn> turns = List.of();

  /**
   * A dialogue.
   *
   * @param kept whether anything is kept; if not, every question stands alone
   */
  Dialogue(boolean kept) {
    this.usual = kept;
    this.kept = kept;
  }

  synchronized boolean isKept() {
    return kept;
  }

  /** What a question goes on from; empty if it stands alone. */
  synchronized List<Turn> before(String question) {
    return !turns.isEmpty() && FollowUp.refersBack(question) ? turns : List.of();
  }

  /**
   * A question that is asked again.
   *
   * @param question the question
   * @param earlier what it went on from
   */
  record Step(String question, List<Turn> earlier) {
    Step {
      earlier = List.copyOf(earlier);
    }
  }

  /**
   * What "undo that" goes back to: the question before the last one. Null if a question says
   * something else, or nothing is kept.
   *
   * @throws SQLException 42000 if there is no question to go back to
   */
  synchronized @Nullable Step back(String question) throws SQLException {
    if (!kept || !FollowUp.undoes(question)) {
      return null;
    }
    int before = turns.size() - 2;
    if (before < 0) {
      throw Errors.nothingToUndo();
    }
    return new Step(turns.get(before).question(), turns.subList(0, before));
  }

  /** Adds what came of a question. One that stands alone begins anew. */
  synchronized void add(Turn turn, List<Turn> before) {
    if (kept) {
      List<Turn> all = new ArrayList<>(before);
      all.add(turn);
      turns = List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size()));
    }
  }

  /** Puts other SQL in the place of that which the database refused. */
  synchronized void repaired(Turn turn) {
    int last = turns.size() - 1;
    if (last >= 0 && turns.get(last).question().equals(turn.question())) {
      List<Turn> all = new ArrayList<>(turns);
      all.set(last, turn);
      turns = List.copyOf(all);
    }
  }

  /** Goes on from what was asked elsewhere, and keeps what comes of it, whatever is usual. */
  synchronized void resume(List<Turn> earlier) {
    turns = List.copyOf(earlier.subList(Math.max(0, earlier.size() - MOST), earlier.size()));
    kept = true;
  }

  /** What the next question would go on from if its words say so. */
  synchronized List<Turn> turns() {
    return turns;
  }

  /** Ends what was resumed. */
  synchronized void leave() {
    turns = List.of();
    kept = usual;
  }

  synchronized void forget() {
    turns = List.of();
  }
}
