package org.nljdbc.spi;

import java.util.List;

/**
 * What a model generated.
 *
 * @param candidates the answers: the greedy one first, the others by likelihood; at least one
 * @param promptTokens tokens of the prompt
 * @param reusedTokens those of them that an earlier request had already paid for
 * @param generatedTokens tokens of all answers together
 */
public record Generation(
    List<Candidate> candidates, int promptTokens, int reusedTokens, int generatedTokens) {

  /** Keeps its own copy of the candidates. */
  public Generation {
    candidates = List.copyOf(candidates);
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("a generation needs a candidate");
    }
  }

  /** The first answer, the greedy one. */
  public Candidate best() {
    return candidates.get(0);
  }
}
