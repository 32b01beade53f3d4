package org.nljdbc.runtime.generate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
   * @param step the other token
   * @param logProbability natural logarithm of the probability of the beginning together with it
   */
  record Branch(int position, TokenStep step, double logProbability) {}

  /**
   * Notes what else could have followed.
   *
   * @param position how many tokens of the answer come before
   * @param before natural logarithm of their probability
   * @param others what could have been taken
   */
  void note(int position, double before, List<TokenStep> others) {
    for (TokenStep step : others) {
      all.add(new Branch(position, step, before + step.logProbability()));
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
                .thenComparingInt(branch -> branch.step().id()))
        .limit(count)
        .toList();
  }
}
