package org.nljdbc.runtime.generate;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.engine.Decoder;
import org.nljdbc.spi.LanguageModelException;

/**
 * Lends the rows of the decoder's cache to requests, and makes room for them. What earlier requests
 * needed is kept unless it would take too much memory together. Used by one thread.
 */
final class Rows {

  /** Rows that requests may hold at once, if memory allows: more of them hardly gain anything. */
  static final int MOST = 16;

  /** Tokens that are reserved at a time. */
  private static final int ROOM = 256;

  private final Decoder decoder;
  private final PrefixCache prefixes;
  private final long maxBytes;
  private final BitSet lent = new BitSet();

  /**
   * Lends rows.
   *
   * @param decoder the decoder
   * @param prefixes knows what stands in the rows
   * @param maxBytes most memory of the cache as long as one request alone does not need more
   */
  Rows(Decoder decoder, PrefixCache prefixes, long maxBytes) {
    this.decoder = decoder;
    this.prefixes = prefixes;
    this.maxBytes = maxBytes;
  }

  /**
   * Lends rows to a request.
   *
   * @param count how many, 1 or more
   * @param tokens how many tokens each must have room for
   * @param prompt the first one is the row that holds most of it already
   * @return the rows; null if it has to wait until others give theirs back
   * @throws LanguageModelException OUT_OF_MEMORY if there is not enough even for this one alone
   */
  int @Nullable [] lend(int count, int tokens, int[] prompt) throws LanguageModelException {
    int capacity = Math.max(decoder.capacity(), (tokens + ROOM - 1) / ROOM * ROOM);
    int rows = Math.max(decoder.rows(), lent.cardinality() + count);
    if (lent.isEmpty()) {
      reserveAlone(count, rows, capacity, (tokens + ROOM - 1) / ROOM * ROOM);
    } else if (rows <= MOST && decoder.cacheBytes(rows, capacity) <= maxBytes) {
      decoder.reserve(rows, capacity);
    } else {
      return null;
    }
    return take(count, prompt);
  }

  private void reserveAlone(int count, int rows, int capacity, int needed)
      throws LanguageModelException {
    if (decoder.cacheBytes(rows, capacity) <= maxBytes) {
      decoder.reserve(rows, capacity);
    } else if (count > decoder.rows() || needed > decoder.capacity()) {
      prefixes.forgetRows();
      decoder.reserve(count, needed);
    }
  }

  private int[] take(int count, int[] prompt) {
    int first = -1;
    int most = -1;
    for (int row = lent.nextClearBit(0); row < decoder.rows(); row = lent.nextClearBit(row + 1)) {
      int known = prefixes.inRow(prompt, row);
      if (known > most) {
        most = known;
        first = row;
      }
    }
    int[] taken = new int[count];
    taken[0] = first;
    lent.set(first);
    for (int i = 1; i < count; i++) {
      taken[i] = lent.nextClearBit(0);
      lent.set(taken[i]);
    }
    return taken;
  }

  /** Takes rows back. */
  void giveBack(int[] rows) {
    for (int row : rows) {
      lent.clear(row);
    }
  }
}
