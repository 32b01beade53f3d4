package org.nljdbc.runtime.generate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.engine.TopTokens;

/**
 * Where other answers would leave the greedy one: after each of its tokens the likeliest tokens
 * that were not taken. The best branches are those whose beginning, with the other token, is
 * likeliest; each leads to a different answer.
 */
final class Branches {

  private final List<Branch> all = new ArrayList<>();

  /**
   * Another way to go on.
   *
   * @param position how many tokens of the greedy answer come before
   * @param id the other token
   * @param logProbability natural logarithm of the probability of the beginning together with it
   */
  record Branch(int position, int id, double logProbability) {}

  /**
   * Notes what else could have followed.
   *
   * @param position how many tokens of the answer come before
   * @param before natural logarithm of their probability
   * @param tokens the likeliest tokens
   * @param ranks those of them that could be taken, the first of which was
   */
  void note(int position, double before, TopTokens tokens, List<Integer> ranks) {
    for (int rank : ranks.subList(1, ranks.size())) {
      double both = before + tokens.logProbability(0, rank);
      all.add(new Branch(position, tokens.id(0, rank), both));
    }
  }

  /** Takes the likeliest branch, or null if there is none; those behind it go with it. */
  @Nullable Branch takeBest() {
    List<Branch> best = best(1);
    if (best.isEmpty()) {
      return null;
    }
    Branch taken = best.get(0);
    all.removeIf(branch -> branch == taken || branch.position() > taken.position());
    return taken;
  }

  /** The likeliest branches, at most {@code count}; of equal ones the earlier first. */
  List<Branch> best(int count) {
    return all.stream()
        .sorted(
            Comparator.comparingDouble((Branch branch) -> -branch.logProbability())
                .thenComparingInt(Branch::position)
                .thenComparingInt(Branch::id))
        .limit(count)
        .toList();
  }
}
