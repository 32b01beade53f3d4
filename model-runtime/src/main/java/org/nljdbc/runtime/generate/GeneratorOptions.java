package org.nljdbc.runtime.generate;

/**
 * What a generator may use.
 *
 * @param contextTokens most tokens of prompt and answer together, 2 or more
 * @param maxRequests most requests that may wait or run at once, 1 or more
 * @param prefixBytes most memory for prefixes that have been read, in bytes; 0 keeps none
 * @param cacheBytes most memory of the decoder's cache, in bytes, as long as one request alone does
 *     not need more
 * @param guesses whether tokens are guessed and read along with others: answers come sooner, on the
 *     processor the same tokens; in bfloat16 the last bits depend on how many are read at once
 */
public record GeneratorOptions(
    int contextTokens, int maxRequests, long prefixBytes, long cacheBytes, boolean guesses) {

  /** Most requests that may wait or run at once. */
  public static final int MAX_REQUESTS = 256;

  private static final long PREFIX_BYTES = 256L << 20;
  private static final long CACHE_BYTES = 512L << 20;

  /**
   * What serves most machines.
   *
   * @param contextTokens most tokens of prompt and answer together
   * @return the options
   */
  public static GeneratorOptions of(int contextTokens) {
    return new GeneratorOptions(contextTokens, MAX_REQUESTS, PREFIX_BYTES, CACHE_BYTES, true);
  }
}
