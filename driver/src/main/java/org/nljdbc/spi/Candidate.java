package org.nljdbc.spi;

import java.util.List;

/**
 * One answer of a model.
 *
 * @param text the text after the prompt's answer prefix, without the stop string that ended it
 * @param logProbability natural logarithm of the answer's probability, summed over its tokens; 0 or
 *     less, {@link Double#NaN} where the model does not tell
 * @param tokens number of tokens
 * @param finish why it ended
 * @param scores its tokens, one by one, the one that ended it last if it was a token; empty where
 *     nobody asked or the model does not tell
 * @param unconstrained whether the constraint allowed no likely token somewhere and stepped aside
 */
public record Candidate(
    String text,
    double logProbability,
    int tokens,
    Finish finish,
    List<TokenScore> scores,
    boolean unconstrained) {

  /** Why an answer ended. */
  public enum Finish {
    /** The model ended it, or a stop string did. */
    STOP,
    /** The token budget was used up. */
    LENGTH
  }

  /** Keeps its own copy of the scores. */
  public Candidate {
    scores = List.copyOf(scores);
  }

  /**
   * An answer whose tokens nobody asked about.
   *
   * @param text the text
   * @param logProbability natural logarithm of the answer's probability, or NaN
   * @param tokens number of tokens
   * @param finish why it ended
   */
  public Candidate(String text, double logProbability, int tokens, Finish finish) {
    this(text, logProbability, tokens, finish, List.of(), false);
  }

  /**
   * The same answer with other text.
   *
   * @param other the text
   * @return the answer
   */
  public Candidate withText(String other) {
    return new Candidate(other, logProbability, tokens, finish, scores, unconstrained);
  }
}
