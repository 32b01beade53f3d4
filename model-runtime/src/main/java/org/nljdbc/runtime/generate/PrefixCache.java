package org.nljdbc.runtime.generate;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.engine.Decoder;
import org.nljdbc.spi.LanguageModelException;

/**
 * Keys and values of prompts read earlier, in whole blocks, so that a prompt is read only from
 * where it differs from all earlier ones.
 *
 * <p>A block is known by the block before it and its own tokens; so a chain of blocks is a prefix,
 * and prompts that begin alike share its memory. Least recently used blocks go first; a block is
 * always more recently used than those that follow it, so no chain loses its beginning.
 *
 * <p>Behind it may stand a store on disk, which it only reads: see {@link PrefixWriter}.
 *
 * <p>It also remembers which blocks stand in the decoder's rows already. Used by one thread.
 */
final class PrefixCache implements AutoCloseable {

  private static final long NO_BLOCK = 0;

  /** About what a block's tokens take in memory. */
  private static final long KEY_BYTES = 1_500;

  private final Decoder decoder;
  private final long maxBytes;
  private final @Nullable PrefixStore store;
  private final Map<Key, Block> blocks = new LinkedHashMap<>(16, 0.75f, true);
  private final List<List<Long>> inRows = new ArrayList<>();
  private long lastId = NO_BLOCK;
  private long bytes;

  private record Key(long parent, List<Integer> ids) {}

  /**
   * A known block.
   *
   * @param id its number
   * @param values its keys and values, or null where only the disk has them: reading them again is
   *     not much slower than copying them out of the row, and takes no memory
   */
  private record Block(long id, Decoder.@Nullable KeyValues values) {

    long bytes() {
      return KEY_BYTES + (values == null ? 0 : values.bytes());
    }

    void free() {
      if (values != null) {
        values.close();
      }
    }
  }

  /**
   * Makes an empty cache.
   *
   * @param decoder the decoder whose rows read the prompts
   * @param maxBytes most memory to use; 0 keeps nothing
   * @param store where to look for what memory does not hold, or null
   */
  PrefixCache(Decoder decoder, long maxBytes, @Nullable PrefixStore store) {
    this.decoder = decoder;
    this.maxBytes = maxBytes;
    this.store = store;
  }

  /** Memory that the blocks take. */
  long bytes() {
    return bytes;
  }

  /**
   * How much of a prompt stands in a row already.
   *
   * @param prompt the prompt
   * @param row the row
   * @return number of blocks
   */
  int inRow(int[] prompt, int row) {
    List<Long> there = row(row);
    long parent = NO_BLOCK;
    for (int i = 0; i < there.size(); i++) {
      Block block =
          (i + 1) * Decoder.BLOCK < prompt.length ? blocks.get(key(parent, prompt, i)) : null;
      if (block == null || block.id() != there.get(i)) {
        return i;
      }
      parent = block.id();
    }
    return there.size();
  }

  private List<Long> row(int row) {
    while (inRows.size() <= row) {
      inRows.add(new ArrayList<>());
    }
    return inRows.get(row);
  }

  /**
   * Brings the longest known prefix of a prompt into a row.
   *
   * @param row the row
   * @param prompt the prompt
   * @param stable how many of its first tokens may be looked for on disk
   * @return its length, a multiple of the block; less than the prompt's, since its last token must
   *     be read to know what follows
   * @throws LanguageModelException if the runtime fails
   */
  int restore(int row, int[] prompt, int stable) throws LanguageModelException {
    List<Long> inRow = row(row);
    int count = 0;
    long parent = NO_BLOCK;
    List<Key> used = new ArrayList<>();
    try {
      while ((count + 1) * Decoder.BLOCK < prompt.length) {
        Key key = key(parent, prompt, count);
        Block block = blocks.get(key);
        boolean there = block != null && count < inRow.size() && inRow.get(count) == block.id();
        if (!there) {
          block = bring(row, key, block, prompt, count, stable);
        }
        if (block == null) {
          break;
        }
        used.add(key);
        parent = block.id();
        count++;
      }
    } catch (LanguageModelException | RuntimeException e) {
      forgetRow(row);
      throw e;
    }
    forgetRowFrom(row, count);
    touch(used);
    return count * Decoder.BLOCK;
  }

  /**
   * Keeps the whole blocks of a prompt that a row now holds.
   *
   * @param row the row
   * @param prompt the prompt
   * @param start from which of its tokens on they are new
   * @param end how many of its tokens have been read
   * @throws LanguageModelException if the runtime fails
   */
  void keep(int row, int[] prompt, int start, int end) throws LanguageModelException {
    List<Long> inRow = row(row);
    List<Key> used = new ArrayList<>();
    long parent = NO_BLOCK;
    for (int i = 0; (i + 1) * Decoder.BLOCK <= end; i++) {
      Key key = key(parent, prompt, i);
      Block block = blocks.get(key);
      if (block == null && i * Decoder.BLOCK < start) {
        // There was no room for the blocks before: these would not be found again.
        break;
      }
      if (block == null) {
        Decoder.KeyValues values = decoder.exportKeyValues(row, i * Decoder.BLOCK, Decoder.BLOCK);
        block = new Block(++lastId, values);
        blocks.put(key, block);
        bytes += block.bytes();
      }
      if (i >= inRow.size()) {
        inRow.add(block.id());
      }
      used.add(key);
      parent = block.id();
    }
    touch(used);
    evict();
  }

  /**
   * The bytes of a block's keys and values.
   *
   * @param prompt the prompt
   * @param index which of its blocks
   * @return null if memory does not hold it
   * @throws LanguageModelException if the runtime fails
   */
  byte @Nullable [] bytes(int[] prompt, int index) throws LanguageModelException {
    List<Key> chain = new ArrayList<>();
    long parent = NO_BLOCK;
    Block block = null;
    for (int i = 0; i <= index; i++) {
      Key key = key(parent, prompt, i);
      block = blocks.get(key);
      if (block == null) {
        return null;
      }
      chain.add(key);
      parent = block.id();
    }
    touch(chain);
    Decoder.KeyValues values = block == null ? null : block.values();
    return values == null ? null : decoder.bytes(values);
  }

  /** Brings a block into a row from memory or disk; null if neither has it. */
  private @Nullable Block bring(
      int row, Key key, @Nullable Block known, int[] prompt, int index, int stable)
      throws LanguageModelException {
    int start = index * Decoder.BLOCK;
    forgetRowFrom(row, index);
    Block block = known;
    if (block != null && block.values() != null) {
      decoder.importKeyValues(row, start, block.values());
    } else {
      boolean mayRead = start + Decoder.BLOCK <= stable;
      ByteBuffer found = mayRead && store != null ? store.read(prompt, index) : null;
      if (found == null) {
        forget(key);
        return null;
      }
      decoder.importBytes(row, start, Decoder.BLOCK, found);
      if (block == null) {
        block = new Block(++lastId, null);
        blocks.put(key, block);
        bytes += block.bytes();
      }
    }
    row(row).add(block.id());
    return block;
  }

  private void forget(Key key) {
    Block gone = blocks.remove(key);
    if (gone != null) {
      bytes -= gone.bytes();
      gone.free();
    }
  }

  /** Forgets what a row holds, after it may have been written otherwise. */
  void forgetRow(int row) {
    row(row).clear();
  }

  /** Forgets what all rows hold. */
  void forgetRows() {
    inRows.clear();
  }

  /** Frees all blocks. */
  @Override
  public void close() {
    blocks.values().forEach(Block::free);
    blocks.clear();
    inRows.clear();
    bytes = 0;
  }

  private void forgetRowFrom(int row, int count) {
    List<Long> inRow = row(row);
    if (inRow.size() > count) {
      inRow.subList(count, inRow.size()).clear();
    }
  }

  /** Marks a chain as used, its end first. */
  private void touch(List<Key> chain) {
    for (int i = chain.size() - 1; i >= 0; i--) {
      blocks.get(chain.get(i));
    }
  }

  private void evict() {
    Iterator<Block> eldest = blocks.values().iterator();
    while (bytes > maxBytes && eldest.hasNext()) {
      Block block = eldest.next();
      bytes -= block.bytes();
      block.free();
      eldest.remove();
    }
  }

  private static Key key(long parent, int[] prompt, int block) {
    int start = block * Decoder.BLOCK;
    return new Key(parent, Arrays.stream(prompt, start, start + Decoder.BLOCK).boxed().toList());
  }
}
