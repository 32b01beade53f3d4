package org.nljdbc.spi;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a model in this process has done since it was loaded, and what memory it uses.
 *
 * @param steps number of the decoder's steps by the number of answers that grew in them: the first
 *     is that of steps with one answer
 * @param keyValues memory of the answers that are being made: keys and values of all rows
 * @param prefixes memory of what is kept of earlier prompts
 * @param device memory of the whole device, other programs' included; null on a processor, or if
 *     the device does not tell
 */
public record RuntimeStatistics(
    List<Long> steps, Memory keyValues, Memory prefixes, @Nullable Memory device) {

  /** Keeps its own copy of the steps. */
  public RuntimeStatistics {
    steps = List.copyOf(steps);
  }

  /**
   * Memory of some use.
   *
   * @param bytes what is used, 0 or more
   * @param limit most bytes that may be used
   */
  public record Memory(long bytes, long limit) {}

  /** Answers that grew in all steps, one for each step that an answer had part in. */
  public long grown() {
    return IntStream.range(0, steps.size()).mapToLong(i -> (i + 1) * steps.get(i)).sum();
  }
}
