package org.nljdbc.runtime.generate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The ways that a greedy answer has tried in vain. */
final class DeadEnds {

  private final List<List<Integer>> answers = new ArrayList<>();
  private final SortedMap<Integer, Set<Integer>> tokens = new TreeMap<>();

  /**
   * An answer is given up and left for another token in one of its places.
   *
   * @param ids its tokens
   * @param place where it is left
   */
  void add(List<Integer> ids, int place) {
    answers.add(List.copyOf(ids));
    // What lies behind belongs to a way that is gone.
    tokens.tailMap(place + 1).clear();
    tokens.computeIfAbsent(place, p -> new HashSet<>()).add(ids.get(place));
  }

  /**
   * Leaves out the steps that are known to lead nowhere.
   *
   * @param place where they would be taken
   * @param vain their tokens
   * @param steps what could be taken
   * @return the others; all if these are none, since nothing has led there then
   */
  List<TokenStep> without(int place, Set<Integer> vain, List<TokenStep> steps) {
    if (vain.isEmpty()) {
      return steps;
    }
    List<TokenStep> left = steps.stream().filter(step -> !vain.contains(step.id())).toList();
    if (left.isEmpty()) {
      return steps;
    }
    tokens.put(place, new HashSet<>(vain));
    return left;
  }

  /** The answers that were given up, oldest first. */
  List<List<Integer>> answers() {
    return answers;
  }

  /** By place, the tokens that led nowhere on the way that was not given up. */
  SortedMap<Integer, Set<Integer>> tokens() {
    return tokens;
  }
}
