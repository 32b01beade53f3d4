package org.nljdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Chooses the mends of one round, which are made at once. */
final class Mends {

  private Mends() {}

  /**
   * The mends that keep clear of each other. What the others do is seen in the next round, which
   * finds them again if they are still wanted.
   */
  static List<Mend> together(List<Mend> mends) {
    List<Mend> taken = new ArrayList<>();
    List<Rewrite> edits = new ArrayList<>();
    for (Mend mend : mends) {
      if (!mend.overlaps(edits)) {
        taken.add(mend);
        edits.addAll(mend.edits());
      }
    }
    return taken;
  }

  /**
   * The mends that leave a text that can be read, tried one by one: one that does not must not take
   * the others with it.
   *
   * @param sql what they change
   * @param mends mends that keep clear of each other
   * @param reads whether a text can be read
   */
  static List<Mend> readable(String sql, List<Mend> mends, Predicate<String> reads) {
    List<Mend> kept = new ArrayList<>();
    for (Mend mend : mends) {
      kept.add(mend);
      if (!reads.test(applied(sql, kept))) {
        kept.remove(kept.size() - 1);
      }
    }
    return kept;
  }

  static String applied(String sql, List<Mend> mends) {
    return Rewrite.apply(sql, mends.stream().flatMap(mend -> mend.edits().stream()).toList());
  }
}
