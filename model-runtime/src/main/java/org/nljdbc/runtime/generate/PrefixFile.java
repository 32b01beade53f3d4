package org.nljdbc.runtime.generate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.nljdbc.runtime.engine.Decoder;
import org.nljdbc.runtime.files.Sha256;

/**
 * The file of one block of a prefix: a head, the block's keys and values, and a checksum.
 *
 * <p>The head tells everything that the values depend on: version of the layout, model, and all
 * tokens up to and including the block's own. A reader knows what it looks for, so it makes the
 * head anew and compares bytes; nothing in a file is ever interpreted.
 *
 * <pre>
 * offset  0   8 bytes   "NLJDBCKV"
 *         8   int       version
 *        12   int       number of tokens up to the block's end
 *        16   int       bytes of the values
 *        20   32 bytes  SHA-256 of model, block length and byte order
 *        52   ints      the tokens, then zeros up to a multiple of 64 bytes
 *             bytes     keys and values, in the machine's byte order
 *             int       CRC-32C of everything before
 * </pre>
 *
 * Whole numbers are little endian.
 */
final class PrefixFile {

  /** What the names of all such files end with. */
  static final String SUFFIX = ".kv";

  /** Changes with the layout. */
  static final int VERSION = 1;

  private static final byte[] MAGIC = "NLJDBCKV".getBytes(StandardCharsets.US_ASCII);
  private static final int ALIGNMENT = 64;
  private static final int DIGEST_BYTES = 32;

  private final byte[] head;
  private final int block;
  private final int valueBytes;

  /**
   * Describes the file of a block.
   *
   * @param identity what {@link #identity} gave
   * @param prompt the prompt; only the tokens up to the block's end are looked at
   * @param block index of the block
   * @param valueBytes bytes of a block's keys and values
   */
  PrefixFile(byte[] identity, int[] prompt, int block, int valueBytes) {
    this.block = block;
    this.valueBytes = valueBytes;
    int tokens = (block + 1) * Decoder.BLOCK;
    int used = MAGIC.length + 3 * Integer.BYTES + DIGEST_BYTES + tokens * Integer.BYTES;
    head = new byte[(used + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT];
    ByteBuffer buffer = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(MAGIC).putInt(VERSION).putInt(tokens).putInt(valueBytes).put(identity);
    buffer.asIntBuffer().put(prompt, 0, tokens);
  }

  /** SHA-256 of what all files of a model have in common. */
  static byte[] identity(String model) {
    String all = model + '\n' + Decoder.BLOCK + '\n' + ByteOrder.nativeOrder();
    return Sha256.begin().digest(all.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Its name: the block's index, so that names sort by it, and two sums over the head. These need
   * not be cryptographic, since the head itself is compared; SHA-256 would take longer than reading
   * the files as long as a new process has not compiled it.
   */
  String name() {
    CRC32 one = new CRC32();
    one.update(head);
    CRC32C other = new CRC32C();
    other.update(head);
    long both = one.getValue() << Integer.SIZE | other.getValue();
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits((short) block) + "-" + hex.toHexDigits(both) + SUFFIX;
  }

  /** Bytes of the whole file. */
  int bytes() {
    return head.length + valueBytes + Integer.BYTES;
  }

  /**
   * The whole file.
   *
   * @param values the block's keys and values
   * @return buffers to be written one after the other
   */
  ByteBuffer[] content(byte[] values) {
    if (values.length != valueBytes) {
      throw new IllegalArgumentException(
          "a block has " + valueBytes + " bytes, not " + values.length);
    }
    CRC32C sum = new CRC32C();
    sum.update(head);
    sum.update(values);
    ByteBuffer end = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(0, (int) sum.getValue());
    return new ByteBuffer[] {ByteBuffer.wrap(head), ByteBuffer.wrap(values), end};
  }

  /**
   * Whether bytes are this file, undamaged.
   *
   * @param content bytes from 0 to the limit
   */
  boolean holds(ByteBuffer content) {
    if (content.limit() != bytes()) {
      return false;
    }
    ByteBuffer all = content.duplicate().order(ByteOrder.LITTLE_ENDIAN).rewind();
    if (!all.slice(0, head.length).equals(ByteBuffer.wrap(head))) {
      return false;
    }
    CRC32C sum = new CRC32C();
    sum.update(all.slice(0, head.length + valueBytes));
    return (int) sum.getValue() == all.getInt(head.length + valueBytes);
  }

  /**
   * The keys and values within the file.
   *
   * @param content what {@link #holds} has found good
   * @return a view, in the machine's byte order
   */
  ByteBuffer values(ByteBuffer content) {
    return content.slice(head.length, valueBytes).order(ByteOrder.nativeOrder());
  }
}
