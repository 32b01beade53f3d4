package org.nljdbc.spi;

import java.util.List;

/**
 * What a model generated.
 *
 * @param candidates the answers in the order that {@link LanguageModel#generate} promises; at least
 *     one
 * @param promptTokens tokens of the prompt
 * @param reusedTokens those of them that an earlier request had already paid for; {@link #NOT_TOLD}
 *     if the model does not tell
 * @param generatedTokens tokens of all answers together
 * @param statistics what it cost
 */
public record Generation(
    List<Candidate> candidates,
    int promptTokens,
    int reusedTokens,
    int generatedTokens,
    GenerationStatistics statistics) {

  /** Nobody knows how many tokens of the prompt were reused. */
  public static final int NOT_TOLD = -1;

  /** Keeps its own copy of the candidates. */
  public Generation {
    candidates = List.copyOf(candidates);
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("a generation needs a candidate");
    }
  }

  /**
   * A generation of unknown cost.
   *
   * @param candidates the answers, at least one
   * @param promptTokens tokens of the prompt
   * @param reusedTokens those of them that an earlier request had already paid for, or {@link
   *     #NOT_TOLD}
   * @param generatedTokens tokens of all answers together
   */
  public Generation(
      List<Candidate> candidates, int promptTokens, int reusedTokens, int generatedTokens) {
    this(candidates, promptTokens, reusedTokens, generatedTokens, GenerationStatistics.UNKNOWN);
  }

  /** The first answer: the greedy one unless all were drawn at random. */
  public Candidate best() {
    return candidates.get(0);
  }
}
