package org.nljdbc.spi;

/**
 * One answer of a model.
 *
 * @param text the text after the prompt's answer prefix, without the stop string that ended it
 * @param logProbability natural logarithm of the answer's probability, summed over its tokens; 0 or
 *     less, {@link Double#NaN} where the model does not tell
 * @param tokens number of tokens
 * @param finish why it ended
 */
public record Candidate(String text, double logProbability, int tokens, Finish finish) {

  /** Why an answer ended. */
  public enum Finish {
    /** The model ended it, or a stop string did. */
    STOP,
    /** The token budget was used up. */
    LENGTH
  }
}
