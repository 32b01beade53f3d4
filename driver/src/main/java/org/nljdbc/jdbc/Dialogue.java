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

  /** How many questions can be taken back one after another. */
  private static final int MOST_BACK = 10;

  private final boolean usual;
  private boolean kept;
  private List<Turn> turns = List.of();
  private List<Past> past = List.of();
  private boolean wrote;

  /**
   * What was asked.
   *
   * @param turn the question and its SQL
   * @param earlier what it went on from: with less it would be another question
   */
  private record Past(Turn turn, List<Turn> earlier) {
    Past {
      earlier = List.copyOf(earlier);
    }

    /** What a question behind it goes on from. */
    List<Turn> after() {
      List<Turn> all = new ArrayList<>(earlier);
      all.add(turn);
      return last(all, MOST);
    }
  }

  private static <T> List<T> last(List<T> all, int most) {
    return List.copyOf(all.subList(Math.max(0, all.size() - most), all.size()));
  }

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
   * @throws SQLException 42000 if there is no question to go back to, or the last thing was a
   *     change of data
   */
  synchronized @Nullable Step back(String question) throws SQLException {
    if (!kept || !FollowUp.undoes(question)) {
      return null;
    }
    if (wrote) {
      throw Errors.changeToUndo();
    }
    int before = past.size() - 2;
    if (before < 0) {
      throw Errors.nothingToUndo();
    }
    Past asked = past.get(before);
    return new Step(asked.turn().question(), asked.earlier());
  }

  /** Adds what came of a question. One that stands alone begins anew. */
  synchronized void add(Turn turn, List<Turn> before) {
    if (kept) {
      Past asked = new Past(turn, before);
      List<Past> all = new ArrayList<>(upTo(before));
      all.add(asked);
      past = last(all, MOST_BACK);
      turns = asked.after();
      wrote = false;
    }
  }

  /** What was asked up to where a question goes on; empty if that is not known any more. */
  private List<Past> upTo(List<Turn> before) {
    int end = before.isEmpty() ? 0 : past.size();
    while (end > 0 && !past.get(end - 1).after().equals(before)) {
      end--;
    }
    return past.subList(0, end);
  }

  /** Data was changed: that is no question to go back from. */
  synchronized void wrote() {
    wrote = kept;
  }

  /** Puts other SQL in the place of that which the database refused. */
  synchronized void repaired(Turn turn) {
    int last = turns.size() - 1;
    if (last >= 0 && turns.get(last).question().equals(turn.question())) {
      List<Turn> all = new ArrayList<>(turns);
      all.set(last, turn);
      turns = List.copyOf(all);
      repairedPast(turn);
    }
  }

  private void repairedPast(Turn turn) {
    int last = past.size() - 1;
    if (last >= 0) {
      List<Past> all = new ArrayList<>(past);
      all.set(last, new Past(turn, past.get(last).earlier()));
      past = List.copyOf(all);
    }
  }

  /** Goes on from what was asked elsewhere, and keeps what comes of it, whatever is usual. */
  synchronized void resume(List<Turn> earlier) {
    turns = last(earlier, MOST);
    past = pastOf(earlier);
    wrote = false;
    kept = true;
  }

  /** Nothing where the first goes on from what was not told: it cannot be asked as it was. */
  private static List<Past> pastOf(List<Turn> earlier) {
    List<Past> all = new ArrayList<>();
    boolean whole = !earlier.isEmpty() && !FollowUp.refersBack(earlier.get(0).question());
    for (int i = 0; whole && i < earlier.size(); i++) {
      all.add(new Past(earlier.get(i), last(earlier.subList(0, i), MOST)));
    }
    return last(all, MOST_BACK);
  }

  /** What the next question would go on from if its words say so. */
  synchronized List<Turn> turns() {
    return turns;
  }

  /** Ends what was resumed. */
  synchronized void leave() {
    forget();
    kept = usual;
  }

  synchronized void forget() {
    turns = List.of();
    past = List.of();
    wrote = false;
  }
}
