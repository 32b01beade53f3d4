package org.nljdbc.trace;

import org.nljdbc.spi.Generation;

/**
 * How many tokens one call of a model took.
 *
 * @param prompt tokens that it read, 0 if it does not tell
 * @param reused those of them that it knew from earlier calls, {@link Generation#NOT_TOLD} if it
 *     does not tell
 * @param generated tokens of all its answers, 0 if it does not tell
 */
public record TokenCounts(int prompt, int reused, int generated) {

  /** Counts what a model generated. */
  public static TokenCounts of(Generation made) {
    return new TokenCounts(made.promptTokens(), made.reusedTokens(), made.generatedTokens());
  }
}
