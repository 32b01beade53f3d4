package org.nljdbc.spi;

/**
 * How answers are drawn at random. Tokens are drawn from the 64 likeliest of each step at most, in
 * the order temperature, top-k, top-p, min-p; every answer has random numbers of its own, so the
 * same request gives the same answers whatever else runs.
 *
 * @param temperature what logits are divided by, above 0 to 2; towards 0 the likeliest token is
 *     drawn nearly always
 * @param topK how many of the likeliest tokens may be drawn, 1 to 64
 * @param topP the likeliest tokens whose probabilities reach this sum may be drawn, above 0 to 1
 * @param minP tokens less likely than this part of the likeliest one's probability may not be
 *     drawn, 0 to 1
 * @param seed chooses the random numbers
 * @param greedyFirst whether the first answer is the greedy one all the same
 */
public record Sampling(
    double temperature, int topK, double topP, double minP, long seed, boolean greedyFirst) {

  /** Most tokens that one may be drawn from. */
  public static final int MAX_TOP_K = 64;

  /** Highest temperature. */
  public static final double MAX_TEMPERATURE = 2;

  /** Checks the ranges. */
  public Sampling {
    if (!(temperature > 0 && temperature <= MAX_TEMPERATURE)) {
      throw new IllegalArgumentException("temperature must be above 0 to 2, not " + temperature);
    }
    if (topK < 1 || topK > MAX_TOP_K) {
      throw new IllegalArgumentException("topK must be 1 to 64, not " + topK);
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException("topP must be above 0 to 1, not " + topP);
    }
    if (!(minP >= 0 && minP <= 1)) {
      throw new IllegalArgumentException("minP must be 0 to 1, not " + minP);
    }
  }

  /**
   * Only a temperature and a seed.
   *
   * @param temperature above 0 to 2
   * @param seed chooses the random numbers
   * @return sampling from the 64 likeliest tokens, the first answer too
   */
  public static Sampling of(double temperature, long seed) {
    return new Sampling(temperature, MAX_TOP_K, 1, 0, seed, false);
  }
}
