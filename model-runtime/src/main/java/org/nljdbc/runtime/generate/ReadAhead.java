package org.nljdbc.runtime.generate;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.nljdbc.runtime.engine.Decoder;
import org.nljdbc.spi.LanguageModelException;

/**
 * The beginning of prompts that are still to come, read block by block while nobody asks. It holds
 * nothing between two blocks: what it has read stands with all other prefixes, where requests find
 * it, and where it finds what they have read.
 *
 * <p>Everything but the result is used on the inference thread only.
 */
final class ReadAhead {

  private final int[] prompt;
  private final int stable;
  private final Limits limits;
  private final CompletableFuture<Boolean> result = new CompletableFuture<>();
  private int read;

  /**
   * Plans it.
   *
   * @param beginning the tokens; what follows the last whole block is not read
   * @param stable how many of them may be looked for on disk
   * @param limits what ends it early
   */
  ReadAhead(int[] beginning, int stable, Limits limits) {
    int whole = beginning.length / Decoder.BLOCK * Decoder.BLOCK;
    // One more, which is never read: of a prompt all but the last token can be known.
    this.prompt = Arrays.copyOf(beginning, whole + 1);
    this.stable = Math.min(stable, whole);
    this.limits = limits;
  }

  int[] prompt() {
    return prompt;
  }

  int stable() {
    return stable;
  }

  /** Tokens that its row needs room for. */
  int room() {
    return prompt.length;
  }

  Limits limits() {
    return limits;
  }

  /** Where the caller waits: whether all of it has been read. */
  CompletableFuture<Boolean> result() {
    return result;
  }

  /**
   * Reads the next block.
   *
   * @param row a row that nobody uses
   * @param decoder the decoder
   * @param prefixes knows what has been read, and keeps it
   * @return whether there is more to read
   * @throws LanguageModelException if the runtime fails
   */
  boolean readOn(int row, Decoder decoder, PrefixCache prefixes) throws LanguageModelException {
    int known = prefixes.restore(row, prompt, stable);
    boolean all = known == prompt.length - 1;
    if (all || known < read) {
      // Memory that does not keep what was read a moment ago has no room for it.
      result.complete(all);
      return false;
    }
    read = known + Decoder.BLOCK;
    decoder.prefill(Arrays.copyOfRange(prompt, known, read), row, known, 0);
    prefixes.keep(row, prompt, known, read);
    return true;
  }
}
