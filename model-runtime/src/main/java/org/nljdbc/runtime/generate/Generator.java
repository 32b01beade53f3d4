package org.nljdbc.runtime.generate;

import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.engine.Decoder;
import org.nljdbc.runtime.engine.InferenceThread;
import org.nljdbc.runtime.tokenizer.Tokenizer;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

/**
 * Answers requests one after the other, in the order in which they came. Safe for use by many
 * threads; a caller that waits can still be cancelled.
 */
public final class Generator implements AutoCloseable {

  /** Most requests that may wait or run at once. */
  public static final int MAX_REQUESTS = 256;

  /** Likeliest tokens that every step returns. */
  private static final int TOP = 64;

  private static final long PREFIX_BYTES = 256L << 20;
  private static final long POLL_MILLIS = 20;

  private final InferenceThread thread;
  private final Decoder decoder;
  private final PrefixCache prefixes;
  private final @Nullable PrefixWriter writer;
  private final TokenLoop loop;
  private final int contextTokens;
  private final Semaphore places;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Clock clock;

  /**
   * Makes a generator, which owns the thread and the decoder from then on.
   *
   * @param thread the thread on which the decoder was loaded
   * @param decoder the decoder
   * @param tokenizer decodes tokens; not owned
   * @param contextTokens most tokens of prompt and answer together
   * @param place where prefixes are kept for other processes, or null for nowhere; not with
   *     bfloat16
   */
  public Generator(
      InferenceThread thread,
      Decoder decoder,
      Tokenizer tokenizer,
      int contextTokens,
      @Nullable PrefixPlace place) {
    this(
        thread,
        decoder,
        tokenizer,
        contextTokens,
        MAX_REQUESTS,
        PREFIX_BYTES,
        place,
        Clock.systemUTC());
  }

  Generator(
      InferenceThread thread,
      Decoder decoder,
      Tokenizer tokenizer,
      int contextTokens,
      int maxRequests,
      long prefixBytes,
      @Nullable PrefixPlace place,
      Clock clock) {
    this.thread = thread;
    this.decoder = decoder;
    this.contextTokens = contextTokens;
    this.places = new Semaphore(maxRequests);
    this.clock = clock;
    PrefixStore store = place == null ? null : store(place, decoder);
    this.prefixes = new PrefixCache(decoder, prefixBytes, store);
    this.writer =
        place == null || store == null
            ? null
            : new PrefixWriter(
                store,
                new PrefixTrim(place.folder(), PrefixTrim.MAX_BYTES, PrefixTrim.MAX_AGE),
                (ids, block) -> thread.call(() -> prefixes.bytes(ids, block)),
                clock);
    this.loop = new TokenLoop(decoder, tokenizer, prefixes, thread::chooseThreads, TOP);
  }

  private static PrefixStore store(PrefixPlace place, Decoder decoder) {
    int blockBytes = Math.toIntExact(decoder.keyValueBytes() * Decoder.BLOCK);
    return new PrefixStore(place, blockBytes);
  }

  /**
   * Generates answers.
   *
   * @param prompt the tokens of the prompt; at least one
   * @param stable how many of its first tokens may be kept on disk for later processes, which ask
   *     something else about the same; 0 for none
   * @param request what is wanted; of its own prompt only the answer prefix is looked at
   * @param cancellation polled at least once per token
   * @return the answers
   * @throws LanguageModelException TOO_LONG, OVERLOADED, CANCELLED, DEADLINE, OUT_OF_MEMORY, FAILED
   */
  public Generation generate(
      int[] prompt, int stable, GenerationRequest request, Cancellation cancellation)
      throws LanguageModelException {
    if (prompt.length == 0) {
      throw new IllegalArgumentException("a prompt needs a token");
    }
    if (prompt.length >= contextTokens) {
      throw new LanguageModelException(
          Kind.TOO_LONG,
          "the prompt has "
              + prompt.length
              + " tokens, but the context has room for "
              + contextTokens
              + " with the answer; ask about fewer tables, or raise nl.contextTokens");
    }
    Limits limits = new Limits(cancellation, request.deadline(), closed, clock);
    limits.check();
    if (!places.tryAcquire()) {
      throw new LanguageModelException(
          Kind.OVERLOADED, "too many questions are waiting for the model; ask again later");
    }
    try {
      int room = Math.min(request.maxTokens(), contextTokens - prompt.length);
      StopStrings stops = new StopStrings(request.stop());
      TokenChoice choice = new TokenChoice(request.constraint(), request.prompt().answerPrefix());
      int[] ids = prompt.clone();
      Generation generation =
          await(
              thread.submit(
                  () ->
                      loop.generate(
                          ids, stable, request.candidates(), room, stops, choice, limits)),
              limits);
      if (writer != null) {
        writer.offer(ids, stable);
      }
      return generation;
    } finally {
      places.release();
    }
  }

  /**
   * Ends requests in flight as cancelled, writes prefixes that wait for it, for a few seconds at
   * most, and frees the decoder. Idempotent.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      if (writer != null) {
        writer.close();
      }
      thread.close();
      prefixes.close();
      decoder.close();
    }
  }

  /**
   * Waits for a request's turn and its end. A request that waits is taken back when it should end;
   * one that runs sees for itself, within a token.
   */
  private static Generation await(Future<Generation> future, Limits limits)
      throws LanguageModelException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          takeBackIfEnded(future, limits);
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw InferenceThread.explain(e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void takeBackIfEnded(Future<Generation> future, Limits limits)
      throws LanguageModelException {
    try {
      limits.check();
    } catch (LanguageModelException e) {
      // Never interrupts: if it runs, it ends by itself, and nobody needs to wait for that.
      future.cancel(false);
      throw e;
    }
  }
}
