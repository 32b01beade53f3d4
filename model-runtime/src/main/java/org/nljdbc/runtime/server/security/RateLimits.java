package org.nljdbc.runtime.server.security;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import org.nljdbc.runtime.server.config.SecurityConfig;
import org.nljdbc.runtime.server.http.Problems;

/** How often each caller may call: a bucket of tokens for each, that fills evenly. */
final class RateLimits {

  private static final int MOST_CALLERS = 100_000;

  private final boolean limited;
  private final LoadingCache<String, Bucket> buckets;

  RateLimits(SecurityConfig config) {
    limited = config.requestsPerMinute() > 0;
    buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST_CALLERS)
            .expireAfterAccess(Duration.ofMinutes(10))
            .build(
                caller ->
                    Bucket.builder()
                        .addLimit(
                            limit ->
                                limit
                                    .capacity(config.burst())
                                    .refillGreedy(
                                        config.requestsPerMinute(), Duration.ofMinutes(1)))
                        .build());
  }

  /** Takes one from a caller's share, or ends the request with 429. */
  void take(String caller) {
    if (!limited) {
      return;
    }
    ConsumptionProbe probe = buckets.get(caller).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      long seconds = Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds() + 1;
      throw Problems.rateLimited((int) seconds).asException();
    }
  }
}
