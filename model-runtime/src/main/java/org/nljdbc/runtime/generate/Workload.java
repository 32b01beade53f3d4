package org.nljdbc.runtime.generate;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.engine.Decoder;
import org.nljdbc.spi.RuntimeStatistics;
import org.nljdbc.spi.RuntimeStatistics.Memory;

/**
 * What the scheduler has done and what its memory amounts to. Noted on the inference thread, told
 * to any.
 */
final class Workload {

  private final GeneratorOptions options;
  private final AtomicLongArray steps = new AtomicLongArray(Rows.MOST);
  private volatile long keyValueBytes;
  private volatile long prefixBytes;

  Workload(GeneratorOptions options) {
    this.options = options;
  }

  /** A step was taken in which some answers grew; those beyond {@link Rows#MOST} do not count. */
  void step(int answers) {
    steps.incrementAndGet(Math.min(answers, Rows.MOST) - 1);
  }

  /** Notes the memory that is used now. */
  void memory(Decoder decoder, PrefixCache prefixes) {
    keyValueBytes = decoder.cacheBytes(decoder.rows(), decoder.capacity());
    prefixBytes = prefixes.bytes();
  }

  /**
   * What was noted.
   *
   * @param device memory of the device, or null
   */
  RuntimeStatistics told(@Nullable Memory device) {
    List<Long> counts =
        LongStream.range(0, steps.length()).map(i -> steps.get((int) i)).boxed().toList();
    return new RuntimeStatistics(
        counts,
        new Memory(keyValueBytes, options.cacheBytes()),
        new Memory(prefixBytes, options.prefixBytes()),
        device);
  }
}
