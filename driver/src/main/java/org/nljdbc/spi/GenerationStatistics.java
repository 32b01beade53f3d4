package org.nljdbc.spi;

import java.time.Duration;

/**
 * What a generation cost.
 *
 * @param waiting from the request to its turn
 * @param reading from its turn to the first token
 * @param generating from the first token to the last
 * @param steps passes over the weights that generated its tokens
 * @param drafted tokens that were guessed and read along with others
 * @param accepted those of them that the model would have chosen itself
 */
public record GenerationStatistics(
    Duration waiting, Duration reading, Duration generating, int steps, int drafted, int accepted) {

  /** For a model that does not tell. */
  public static final GenerationStatistics UNKNOWN =
      new GenerationStatistics(Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, 0, 0);
}
