package org.nljdbc.spi;

import java.util.List;

/**
 * How likely one token of an answer was.
 *
 * @param text its text; a character that several tokens share stands with the last of them
 * @param logProbability natural logarithm of its probability among the whole vocabulary, whatever a
 *     constraint or sampling did to the choice; 0 or less
 * @param likeliest the likeliest tokens in its place, itself perhaps among them, as many as were
 *     asked for
 */
public record TokenScore(String text, double logProbability, List<Alternative> likeliest) {

  /** Keeps its own copy of the alternatives. */
  public TokenScore {
    likeliest = List.copyOf(likeliest);
  }

  /**
   * A token that could have come.
   *
   * @param text its text
   * @param logProbability natural logarithm of its probability
   */
  public record Alternative(String text, double logProbability) {}
}
