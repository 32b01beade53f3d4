package org.nljdbc.runtime.generate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.engine.Decoder;
import org.nljdbc.runtime.engine.InferenceThread;
import org.nljdbc.runtime.engine.TopTokens;
import org.nljdbc.spi.LanguageModelException;

/**
 * Runs the requests of many callers together on the inference thread: continuous batching (Yu and
 * others, Orca, 2022). In each turn one chunk of one prompt is read, then every answer in the
 * making takes its next token in one step. Requests are let in by the order in which they came, as
 * long as the cache has rows for them, and their prompts are read in turns, so nobody waits for a
 * long one.
 *
 * <p>Where no request is left, one block of what is read ahead is read: so a request that comes
 * meanwhile waits for a block at most.
 *
 * <p>A turn is a task of its own, so that whoever else needs the thread gets it in between.
 */
final class Scheduler {

  /** Tokens of one step up to which guesses are read along: beyond, they no longer come cheap. */
  private static final int CHEAP = 4;

  /** The same for likely guesses: the int8 kernel works on so many rows at a time. */
  private static final int LIKELY = 12;

  /** The same for answers that are known, where nobody else waits: as many as of a prompt. */
  private static final int KNOWN = Decoder.BLOCK;

  private final InferenceThread thread;
  private final Decoder decoder;
  private final PrefixCache prefixes;
  private final Rows rows;
  private final int top;
  private final boolean guesses;
  private final Workload workload;
  private final Deque<RequestRun> waiting = new ConcurrentLinkedDeque<>();
  private final AtomicBoolean turnPlanned = new AtomicBoolean();
  private final Deque<RequestRun> reading = new ArrayDeque<>();
  private final List<RequestRun> generating = new ArrayList<>();
  private final Deque<ReadAhead> ahead = new ConcurrentLinkedDeque<>();

  /**
   * Makes a scheduler.
   *
   * @param thread where the decoder lives
   * @param decoder the decoder
   * @param prefixes what it has read before
   * @param rows lends the rows of its cache
   * @param top how many likeliest tokens a step returns
   * @param guesses whether guessed tokens are read along
   * @param workload hears what was done
   */
  Scheduler(
      InferenceThread thread,
      Decoder decoder,
      PrefixCache prefixes,
      Rows rows,
      int top,
      boolean guesses,
      Workload workload) {
    this.thread = thread;
    this.decoder = decoder;
    this.prefixes = prefixes;
    this.rows = rows;
    this.top = top;
    this.guesses = guesses;
    this.workload = workload;
  }

  /**
   * Hands a request over; from any thread.
   *
   * @param run the request
   * @throws LanguageModelException CANCELLED if the thread is closed
   */
  void submit(RequestRun run) throws LanguageModelException {
    waiting.add(run);
    try {
      planTurn();
    } catch (LanguageModelException e) {
      waiting.remove(run);
      throw e;
    }
  }

  /** Takes a request back that nobody waits for any longer; from any thread. */
  void takeBack(RequestRun run) {
    run.abandon();
    waiting.remove(run);
  }

  /**
   * Hands over what can wait; from any thread.
   *
   * @param beginning what to read when nobody asks
   * @throws LanguageModelException CANCELLED if the thread is closed
   */
  void submit(ReadAhead beginning) throws LanguageModelException {
    ahead.add(beginning);
    try {
      planTurn();
    } catch (LanguageModelException e) {
      ahead.remove(beginning);
      throw e;
    }
  }

  /** Takes back what nobody wants to be read any longer; from any thread. */
  void takeBack(ReadAhead beginning) {
    ahead.remove(beginning);
  }

  private void planTurn() throws LanguageModelException {
    if (turnPlanned.compareAndSet(false, true)) {
      try {
        thread.submit(
            () -> {
              turn();
              return true;
            });
      } catch (LanguageModelException e) {
        turnPlanned.set(false);
        throw e;
      }
    }
  }

  private void turn() {
    turnPlanned.set(false);
    try {
      endWhatShouldEnd();
      letIn();
      readOne();
      step();
      if (!isAsked()) {
        readAhead();
      }
      workload.memory(decoder, prefixes);
    } catch (RuntimeException | Error e) {
      failAll(e);
      throw e;
    }
    if (isAsked() || !ahead.isEmpty()) {
      try {
        planTurn();
      } catch (LanguageModelException e) {
        failAll(e);
      }
    }
  }

  private boolean isAsked() {
    return !waiting.isEmpty() || !reading.isEmpty() || !generating.isEmpty();
  }

  private void readAhead() {
    ReadAhead next = ahead.peek();
    if (next == null) {
      return;
    }
    boolean more = false;
    try {
      next.limits().check();
      int[] lent = rows.lend(1, next.room(), next.prompt());
      if (lent == null) {
        throw new IllegalStateException("no row is free though nobody asks");
      }
      more = readAhead(next, lent);
    } catch (LanguageModelException | RuntimeException e) {
      next.result().completeExceptionally(e);
    }
    if (!more) {
      ahead.remove(next);
    }
  }

  private boolean readAhead(ReadAhead next, int[] lent) throws LanguageModelException {
    boolean read = false;
    try {
      thread.chooseThreads();
      boolean more = next.readOn(lent[0], decoder, prefixes);
      read = true;
      return more;
    } finally {
      if (!read) {
        prefixes.forgetRow(lent[0]);
      }
      rows.giveBack(lent);
    }
  }

  private void endWhatShouldEnd() {
    endWhatShouldEnd(reading.iterator());
    endWhatShouldEnd(generating.iterator());
  }

  private void endWhatShouldEnd(Iterator<RequestRun> runs) {
    while (runs.hasNext()) {
      RequestRun run = runs.next();
      Throwable end = end(run);
      if (end != null) {
        runs.remove();
        fail(run, end);
      }
    }
  }

  /** Why a request should end now, or null if it should go on. */
  private static @Nullable Throwable end(RequestRun run) {
    try {
      run.limits().check();
      return run.isAbandoned() ? new IllegalStateException("nobody waits for it") : null;
    } catch (LanguageModelException | RuntimeException e) {
      return e;
    }
  }

  private void letIn() {
    for (RequestRun next = waiting.peek(); next != null; next = waiting.peek()) {
      RequestRun run = next;
      Throwable end = end(run);
      try {
        int[] lent =
            end == null ? rows.lend(run.rowsWanted(), run.room(), run.prompt()) : new int[0];
        if (lent == null) {
          return;
        }
        waiting.remove(run);
        if (end != null) {
          run.outcome().failed(end);
          continue;
        }
        begin(run, lent);
      } catch (LanguageModelException | RuntimeException e) {
        waiting.remove(run);
        run.outcome().failed(e);
      }
    }
  }

  private void begin(RequestRun run, int[] lent) {
    try {
      run.begin(lent, prefixes);
      reading.add(run);
    } catch (LanguageModelException | RuntimeException e) {
      fail(run, e);
    }
  }

  private void readOne() {
    RequestRun run = reading.poll();
    if (run == null) {
      return;
    }
    try {
      thread.chooseThreads();
      int chunk = generating.isEmpty() ? decoder.chunk() : Decoder.BLOCK;
      run.read(chunk, decoder, prefixes, top);
      if (run.isReading()) {
        reading.add(run);
      } else {
        sortIn(run);
      }
    } catch (LanguageModelException | RuntimeException e) {
      fail(run, e);
    }
  }

  private void sortIn(RequestRun run) {
    if (run.isOver()) {
      rows.giveBack(run.rows());
    } else {
      generating.add(run);
    }
  }

  private void step() {
    if (generating.isEmpty()) {
      return;
    }
    List<RequestRun> runs = List.copyOf(generating);
    List<Lane> lanes = runs.stream().flatMap(run -> run.openLanes().stream()).toList();
    TopTokens next;
    try {
      next = step(lanes, runs.size());
    } catch (LanguageModelException | RuntimeException e) {
      generating.clear();
      runs.forEach(run -> fail(run, e));
      return;
    }
    generating.clear();
    workload.step(lanes.size());
    int from = 0;
    for (RequestRun run : runs) {
      from = take(run, next, from);
    }
  }

  private TopTokens step(List<Lane> lanes, int requests) throws LanguageModelException {
    int most = decoder.readsDrafts() ? KNOWN : CHEAP;
    // A long step saves time for one request and takes it from the others.
    int known = Math.min(most, requests > 1 ? LIKELY : KNOWN);
    // Many answers fill a step by themselves: a guess costs as much as what it may save.
    int likely = lanes.size() > CHEAP ? 0 : Math.min(most, LIKELY);
    int count = lanes.size();
    for (Lane lane : lanes) {
      if (guesses) {
        lane.plan(known - count, likely - count, CHEAP - count);
      }
      count += lane.planned() - 1;
    }
    int[] ids = new int[count];
    int[] itsRows = new int[count];
    int[] positions = new int[count];
    int at = 0;
    for (Lane lane : lanes) {
      lane.write(at, ids, itsRows, positions);
      at += lane.planned();
    }
    thread.chooseThreads();
    return decoder.step(ids, itsRows, positions, top);
  }

  /** Hands a request its part of a step; returns where the next one's begins. */
  private int take(RequestRun run, TopTokens next, int from) {
    List<Lane> lanes = run.openLanes();
    int at = from;
    int end = from + lanes.stream().mapToInt(Lane::planned).sum();
    try {
      run.countStep();
      for (Lane lane : lanes) {
        int planned = lane.planned();
        lane.take(next, at);
        at += planned;
      }
      run.goOn(decoder);
      sortIn(run);
    } catch (LanguageModelException | RuntimeException e) {
      fail(run, e);
    }
    return end;
  }

  private void fail(RequestRun run, Throwable cause) {
    for (int row : run.rows()) {
      prefixes.forgetRow(row);
    }
    rows.giveBack(run.rows());
    run.outcome().failed(cause);
  }

  private void failAll(Throwable cause) {
    List<RequestRun> all = new ArrayList<>(reading);
    all.addAll(generating);
    reading.clear();
    generating.clear();
    all.forEach(run -> fail(run, cause));
    for (RequestRun run = waiting.poll(); run != null; run = waiting.poll()) {
      run.outcome().failed(cause);
    }
    for (ReadAhead next = ahead.poll(); next != null; next = ahead.poll()) {
      next.result().completeExceptionally(cause);
    }
  }
}
