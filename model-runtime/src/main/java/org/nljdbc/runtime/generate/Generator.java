package org.nljdbc.runtime.generate;

import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.engine.Decoder;
import org.nljdbc.runtime.engine.InferenceThread;
import org.nljdbc.runtime.tokenizer.Tokenizer;
import org.nljdbc.spi.AnswerListener;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.RuntimeStatistics;

/**
 * Answers the requests of many callers together. Safe for use by many threads; a caller that waits
 * can still be cancelled.
 */
public final class Generator implements AutoCloseable {

  /** Likeliest tokens that every step returns. */
  private static final int TOP = 64;

  private static final long POLL_MILLIS = 20;

  /** Most beginnings that may wait to be read ahead. */
  private static final int MOST_AHEAD = 8;

  private final InferenceThread thread;
  private final Decoder decoder;
  private final PrefixCache prefixes;
  private final @Nullable PrefixWriter writer;
  private final Scheduler scheduler;
  private final Workload workload;
  private final AnswerHabits habits = new AnswerHabits();
  private final Tokenizer tokenizer;
  private final int contextTokens;
  private final Semaphore places;
  private final Semaphore aheadPlaces = new Semaphore(MOST_AHEAD);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Clock clock;

  /**
   * Makes a generator, which owns the thread and the decoder from then on.
   *
   * @param thread the thread on which the decoder was loaded
   * @param decoder the decoder
   * @param tokenizer decodes tokens; not owned
   * @param options what it may use
   * @param place where prefixes are kept for other processes, or null for nowhere; not with
   *     bfloat16
   */
  public Generator(
      InferenceThread thread,
      Decoder decoder,
      Tokenizer tokenizer,
      GeneratorOptions options,
      @Nullable PrefixPlace place) {
    this(thread, decoder, tokenizer, options, place, Clock.systemUTC());
  }

  Generator(
      InferenceThread thread,
      Decoder decoder,
      Tokenizer tokenizer,
      GeneratorOptions options,
      @Nullable PrefixPlace place,
      Clock clock) {
    this.thread = thread;
    this.decoder = decoder;
    this.tokenizer = tokenizer;
    this.contextTokens = options.contextTokens();
    this.places = new Semaphore(options.maxRequests());
    this.clock = clock;
    PrefixStore store = place == null ? null : store(place, decoder);
    this.prefixes = new PrefixCache(decoder, options.prefixBytes(), store);
    this.writer =
        place == null || store == null
            ? null
            : new PrefixWriter(
                store,
                new PrefixTrim(place.folder(), PrefixTrim.MAX_BYTES, PrefixTrim.MAX_AGE),
                (ids, block) -> thread.call(() -> prefixes.bytes(ids, block)),
                clock);
    Rows rows = new Rows(decoder, prefixes, options.cacheBytes());
    this.workload = new Workload(options);
    this.scheduler =
        new Scheduler(thread, decoder, prefixes, rows, TOP, options.guesses(), workload);
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
   * @param listener hears the first answer, on this thread
   * @return the answers
   * @throws LanguageModelException TOO_LONG, OVERLOADED, CANCELLED, DEADLINE, OUT_OF_MEMORY, FAILED
   */
  public Generation generate(
      int[] prompt,
      int stable,
      GenerationRequest request,
      Cancellation cancellation,
      AnswerListener listener)
      throws LanguageModelException {
    checkLength(prompt);
    Limits limits = new Limits(cancellation, request.deadline(), closed, clock);
    limits.check();
    if (!places.tryAcquire()) {
      throw new LanguageModelException(
          Kind.OVERLOADED, "too many questions are waiting for the model; ask again later");
    }
    try {
      int[] ids = prompt.clone();
      RequestRun run =
          new RequestRun(
              ids,
              stable,
              request,
              new AnswerForm(
                  tokenizer,
                  new StopStrings(request.stop()),
                  Math.min(request.maxTokens(), contextTokens - ids.length),
                  request.scores() >= 0),
              limits,
              habits,
              listener != AnswerListener.NONE);
      Generation generation = await(run, listener);
      if (writer != null) {
        writer.offer(ids, stable);
      }
      return generation;
    } finally {
      places.release();
    }
  }

  /**
   * Reads ahead what coming prompts begin with, whenever nobody asks; returns when it has been
   * read, or when going on is no use: since it is too long for the context or for the memory, or
   * too much is waiting to be read already.
   *
   * @param beginning the tokens; read in whole blocks
   * @param stable how many of them may be kept on disk, as in {@link #generate}
   * @param cancellation polled now and then; a cancelled call returns
   * @throws LanguageModelException CANCELLED if the model is closed, OUT_OF_MEMORY, FAILED
   */
  public void readAhead(int[] beginning, int stable, Cancellation cancellation)
      throws LanguageModelException {
    boolean fits = beginning.length >= Decoder.BLOCK && beginning.length < contextTokens;
    if (!fits || cancellation.isCancelled() || !aheadPlaces.tryAcquire()) {
      return;
    }
    try {
      ReadAhead run =
          new ReadAhead(beginning, stable, new Limits(cancellation, null, closed, clock));
      if (await(run, cancellation) && writer != null) {
        writer.offer(run.prompt(), run.stable());
      }
    } finally {
      aheadPlaces.release();
    }
  }

  /**
   * What it has done so far.
   *
   * @param device memory of the device it computes on, or null
   */
  public RuntimeStatistics statistics(RuntimeStatistics.@Nullable Memory device) {
    return workload.told(device);
  }

  private void checkOpen() throws LanguageModelException {
    if (closed.get()) {
      throw new LanguageModelException(Kind.CANCELLED, "the model has been closed");
    }
  }

  private boolean await(ReadAhead run, Cancellation cancellation) throws LanguageModelException {
    scheduler.submit(run);
    boolean interrupted = false;
    try {
      while (!cancellation.isCancelled() && !interrupted) {
        checkOpen();
        try {
          return run.result().get(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (TimeoutException e) {
          // It goes on behind the requests.
        } catch (ExecutionException e) {
          if (cancellation.isCancelled()) {
            return false;
          }
          throw InferenceThread.explain(e.getCause() == null ? e : e.getCause());
        }
      }
      return false;
    } finally {
      scheduler.takeBack(run);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void checkLength(int[] prompt) throws LanguageModelException {
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
  }

  /**
   * Waits for a request's turn and its end. A request that waits is taken back when it should end;
   * one that runs sees for itself, within a token.
   */
  private Generation await(RequestRun run, AnswerListener listener) throws LanguageModelException {
    boolean interrupted = false;
    Tell tell = new Tell(listener);
    scheduler.submit(run);
    try {
      while (true) {
        Generation generation = run.outcome().result();
        tell.more(run.outcome().takeText());
        if (generation != null) {
          tell.rest(generation.best().text());
          return generation;
        }
        run.limits().check();
        try {
          run.outcome().await(POLL_MILLIS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      scheduler.takeBack(run);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Tells a listener what it has not heard yet. */
  private static final class Tell {
    private final AnswerListener listener;
    private int told;

    Tell(AnswerListener listener) {
      this.listener = listener;
    }

    void more(String text) {
      if (!text.isEmpty()) {
        told += text.length();
        listener.grew(text);
      }
    }

    void rest(String whole) {
      more(whole.substring(told));
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
}
