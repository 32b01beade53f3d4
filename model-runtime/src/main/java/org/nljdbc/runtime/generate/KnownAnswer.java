package org.nljdbc.runtime.generate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.AnswerConstraint;

/**
 * A greedy answer and how it was found: asked the same again, the model goes the same way, and need
 * not try again what has led nowhere.
 *
 * @param ids its tokens
 * @param vain by place, tokens that were tried there first and led nowhere
 * @param rules what it was held to from its first token to its last; null if it was not
 */
record KnownAnswer(List<Integer> ids, Map<Integer, Set<Integer>> vain, @Nullable Rules rules) {

  /**
   * What an answer is held to; under other rules other ways lead nowhere.
   *
   * @param constraint what it must look like, or null for anything
   * @param prefix what it begins with before its first token
   * @param stops strings that end it
   * @param maxTokens most tokens
   */
  record Rules(
      @Nullable AnswerConstraint constraint, String prefix, List<String> stops, int maxTokens) {
    Rules {
      stops = List.copyOf(stops);
    }
  }

  /** Keeps its own copy. */
  KnownAnswer {
    ids = List.copyOf(ids);
    Map<Integer, Set<Integer>> copy = new HashMap<>();
    vain.forEach((place, tokens) -> copy.put(place, Set.copyOf(tokens)));
    vain = Map.copyOf(copy);
  }

  /** Whether an answer is this one as far as it goes. */
  boolean beginsWith(List<Integer> others) {
    return others.size() <= ids.size() && ids.subList(0, others.size()).equals(others);
  }

  /** Tokens that were tried in a place first and led nowhere. */
  Set<Integer> vainAt(int place) {
    return vain.getOrDefault(place, Set.of());
  }
}
