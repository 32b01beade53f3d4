package org.nljdbc.runtime.engine;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.nljdbc.runtime.weights.ModelConfig;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

/**
 * A loaded decoder: reads tokens into rows of its cache and tells the likeliest next ones.
 *
 * <p>A row is one sequence. Its tokens have positions from 0; what the cache holds beyond the
 * position that is read next is ignored, so going back costs nothing. Prompts are read in blocks of
 * {@link #BLOCK} tokens counted from the start: with int8 numerics a token's outcome is the same,
 * bit for bit, however a prompt is cut at block borders, whatever else is read in the same call,
 * and with any number of threads.
 *
 * <p>Not safe for use by several threads at once; see {@link InferenceThread}.
 */
public final class Decoder implements AutoCloseable {

  /**
   * Tokens of a block. The int8 kernel works on 12 rows of activations at a time and on at most 120
   * of them with one pass over the weights, so multiples of 12 are read fastest.
   */
  public static final int BLOCK = 60;

  /** The int8 kernel is faster with two blocks, and its sums do not depend on their number. */
  private static final int CHUNK = 2 * BLOCK;

  /** An accelerator reads its weights once for a whole call, so a block at a time would be slow. */
  private static final int ACCELERATED_CHUNK = 16 * BLOCK;

  private final TorchProgram program;
  private final ModelConfig shape;
  private final Numerics numerics;
  private final String fingerprint;
  private final boolean ragged;
  private int rows;
  private int capacity;

  /**
   * Makes a decoder of a program that holds its weights.
   *
   * @param program the program
   * @param shape the model's sizes
   * @param numerics how it computes
   * @param fingerprint as {@link #fingerprint()} tells it
   * @param ragged whether an accelerator reads tokens at different positions where they stand
   */
  Decoder(
      TorchProgram program,
      ModelConfig shape,
      Numerics numerics,
      String fingerprint,
      boolean ragged) {
    this.program = program;
    this.shape = shape;
    this.numerics = numerics;
    this.fingerprint = fingerprint;
    this.ragged = ragged;
  }

  /** Keys and values of some tokens, outside the cache; to be closed. */
  public static final class KeyValues implements AutoCloseable {
    private final TorchProgram.Handle handle;
    private final int tokens;
    private final long bytes;

    private KeyValues(TorchProgram.Handle handle, int tokens, long bytes) {
      this.handle = handle;
      this.tokens = tokens;
      this.bytes = bytes;
    }

    /** Number of tokens. */
    public int tokens() {
      return tokens;
    }

    /** Memory that they take. */
    public long bytes() {
      return bytes;
    }

    @Override
    public void close() {
      handle.close();
    }
  }

  /**
   * Changes whenever the same weights could give other results: a digest of the program, with the
   * numerics and the kernel that this processor has.
   */
  public String fingerprint() {
    return fingerprint;
  }

  /** How it computes. */
  public Numerics numerics() {
    return numerics;
  }

  /** Most tokens that one call of {@link #prefill} should read: one block or more. */
  public int chunk() {
    if (numerics.accelerated()) {
      return ACCELERATED_CHUNK;
    }
    return numerics == Numerics.INT8 ? CHUNK : BLOCK;
  }

  /**
   * Whether a long draft in one step of {@link #step} comes cheap. An accelerator without flash
   * attention copies the row's keys and values for each of its tokens.
   */
  public boolean readsDrafts() {
    return ragged || !numerics.accelerated();
  }

  /**
   * Memory that a cache takes.
   *
   * @param rows number of rows
   * @param capacity tokens of each row
   * @return bytes
   */
  public long cacheBytes(int rows, int capacity) {
    int each = numerics == Numerics.INT8 ? Float.BYTES : numerics.keyValueBytes();
    return shape.keyValueNumbers() * each * rows * capacity;
  }

  /** Number of tokens in the vocabulary. */
  public int vocabulary() {
    return shape.vocabulary();
  }

  /** Number of rows that the cache has room for. */
  public int rows() {
    return rows;
  }

  /** Number of tokens that a row has room for. */
  public int capacity() {
    return capacity;
  }

  /** Bytes of exported keys and values of one token. */
  public long keyValueBytes() {
    return shape.keyValueNumbers() * numerics.keyValueBytes();
  }

  /**
   * Makes room in the cache, keeping what it holds as far as it fits.
   *
   * @param rows number of rows, 1 or more
   * @param capacity tokens of each row, 1 or more
   * @throws LanguageModelException OUT_OF_MEMORY if there is not enough memory
   */
  public void reserve(int rows, int capacity) throws LanguageModelException {
    if (rows < 1 || capacity < 1) {
      throw new IllegalArgumentException("a cache needs a row and a token");
    }
    if (rows != this.rows || capacity != this.capacity) {
      program.run("making room for " + capacity + " tokens", "reserve", rows, capacity);
      this.rows = rows;
      this.capacity = capacity;
    }
  }

  /**
   * Reads adjoining tokens of a prompt.
   *
   * @param ids the tokens; at least one
   * @param row the row that they belong to
   * @param start position of the first; a multiple of {@link #BLOCK}
   * @param top how many of the likeliest tokens to return for the last one; 0 if nobody asks
   * @return one row of top tokens; no row if {@code top} is 0
   * @throws LanguageModelException if the runtime fails
   */
  public TopTokens prefill(int[] ids, int row, int start, int top) throws LanguageModelException {
    if (start % BLOCK != 0) {
      throw new IllegalArgumentException("a prompt is read in blocks of " + BLOCK);
    }
    checkPlace(row, start, ids.length);
    return program.tokens(
        "reading the prompt", top > 0 ? 1 : 0, "prefill", checked(ids), row, start, top);
  }

  /**
   * Reads single tokens, each of its own row, or several of one row that follow each other (a draft
   * to be verified).
   *
   * @param ids the tokens; at least one
   * @param rows the row of each
   * @param positions the position of each
   * @param top how many of the likeliest next tokens to return for each, 1 or more
   * @return one row of top tokens for each token
   * @throws LanguageModelException if the runtime fails
   */
  public TopTokens step(int[] ids, int[] rows, int[] positions, int top)
      throws LanguageModelException {
    for (int i = 0; i < ids.length; i++) {
      checkPlace(rows[i], positions[i], 1);
    }
    return program.tokens(
        "generating", ids.length, "step", checked(ids), longs(rows), longs(positions), top);
  }

  /**
   * Copies tokens of one row into another.
   *
   * @param source the row to copy from
   * @param target the row to copy into
   * @param start first position
   * @param end position after the last
   * @throws LanguageModelException if the runtime fails
   */
  public void copyRow(int source, int target, int start, int end) throws LanguageModelException {
    checkPlace(source, start, end - start);
    checkPlace(target, start, end - start);
    program.run("copying keys and values", "copy_row", source, target, start, end);
  }

  /**
   * Copies keys and values out of the cache.
   *
   * @param row the row
   * @param start first position
   * @param tokens number of tokens
   * @return the copy
   * @throws LanguageModelException if the runtime fails
   */
  public KeyValues exportKeyValues(int row, int start, int tokens) throws LanguageModelException {
    checkPlace(row, start, tokens);
    TorchProgram.Handle handle =
        program.handle("copying keys and values", "export_kv", row, start, tokens);
    return new KeyValues(handle, tokens, keyValueBytes() * tokens);
  }

  /**
   * Puts exported keys and values back.
   *
   * @param row the row
   * @param start first position
   * @param values what {@link #exportKeyValues} gave
   * @throws LanguageModelException if the runtime fails
   */
  public void importKeyValues(int row, int start, KeyValues values) throws LanguageModelException {
    checkPlace(row, start, values.tokens());
    program.run("copying keys and values", "import_kv", row, start, values.handle);
  }

  /**
   * The bytes of exported keys and values, in native byte order. Not for bfloat16, which DJL cannot
   * read.
   *
   * @param values what {@link #exportKeyValues} gave
   * @return {@link #keyValueBytes} for each token
   * @throws LanguageModelException if the runtime fails
   */
  public byte[] bytes(KeyValues values) throws LanguageModelException {
    checkBytes();
    return program.bytes("copying keys and values", values.handle);
  }

  /**
   * Puts keys and values back from their bytes.
   *
   * @param row the row
   * @param start first position
   * @param tokens number of tokens
   * @param bytes direct buffer in native byte order that holds what {@link #bytes} gave
   * @throws LanguageModelException if the runtime fails
   */
  public void importBytes(int row, int start, int tokens, ByteBuffer bytes)
      throws LanguageModelException {
    checkPlace(row, start, tokens);
    checkBytes();
    if (!bytes.isDirect() || bytes.remaining() != keyValueBytes() * tokens) {
      throw new IllegalArgumentException(
          "not the bytes of " + tokens + " tokens: " + bytes.remaining());
    }
    int width = Math.toIntExact(shape.keyValueNumbers() / shape.layers());
    program.run(
        "copying keys and values",
        "import_kv",
        row,
        start,
        new TorchProgram.Cube(bytes, numerics.keyValueBytes(), shape.layers(), tokens, width));
  }

  private void checkBytes() {
    if (numerics.brainFloats()) {
      throw new IllegalStateException("DJL cannot read bfloat16");
    }
  }

  /**
   * Reads a prompt from its start and returns all logits; for parity checks.
   *
   * @param ids the tokens
   * @param row the row that they are read into
   * @return the logits of each token's successor, [ids.length][vocabulary]
   * @throws LanguageModelException if the runtime fails
   */
  public float[][] logits(int[] ids, int row) throws LanguageModelException {
    checkPlace(row, 0, ids.length);
    float[] all = program.floats("reading the prompt", "logits", checked(ids), row);
    float[][] logits = new float[ids.length][];
    for (int i = 0; i < ids.length; i++) {
      logits[i] = Arrays.copyOfRange(all, i * vocabulary(), (i + 1) * vocabulary());
    }
    return logits;
  }

  /** Frees the weights and the cache; their memory goes back to the system. */
  @Override
  public void close() {
    program.close();
    FreedMemory.giveBack();
  }

  private void checkPlace(int row, int start, int tokens) throws LanguageModelException {
    if (row < 0 || row >= rows || start < 0 || tokens < 0 || start + tokens > capacity) {
      throw new LanguageModelException(
          Kind.TOO_LONG,
          "tokens "
              + start
              + " to "
              + (start + tokens)
              + " of row "
              + row
              + " do not fit into a cache of "
              + rows
              + " rows of "
              + capacity
              + " tokens");
    }
  }

  /** A token outside the vocabulary would read memory outside the embedding. */
  private long[] checked(int[] ids) {
    if (ids.length == 0) {
      throw new IllegalArgumentException("no token to read");
    }
    for (int id : ids) {
      if (id < 0 || id >= shape.vocabulary()) {
        throw new IllegalArgumentException(
            "token " + id + " is outside the vocabulary of " + shape.vocabulary());
      }
    }
    return longs(ids);
  }

  private static long[] longs(int[] numbers) {
    return Arrays.stream(numbers).asLongStream().toArray();
  }
}
