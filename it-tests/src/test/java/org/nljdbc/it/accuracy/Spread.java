package org.nljdbc.it.accuracy;

import java.util.Collection;
import java.util.List;

/**
 * How some numbers are spread: the nearest-rank percentiles, and the mean.
 *
 * @param p50 the median
 * @param p90 nine of ten are no more
 * @param p95 nineteen of twenty are no more
 * @param p99 ninety-nine of a hundred are no more
 * @param mean the mean
 */
record Spread(long p50, long p90, long p95, long p99, double mean) {

  static Spread of(Collection<Long> numbers) {
    if (numbers.isEmpty()) {
      return new Spread(0, 0, 0, 0, 0);
    }
    List<Long> sorted = numbers.stream().sorted().toList();
    double mean = sorted.stream().mapToLong(Long::longValue).average().orElse(0);
    return new Spread(rank(sorted, 50), rank(sorted, 90), rank(sorted, 95), rank(sorted, 99), mean);
  }

  private static long rank(List<Long> sorted, int percent) {
    return sorted.get((sorted.size() * percent + 99) / 100 - 1);
  }
}
