package org.nljdbc.it.chaos;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What came of the requests. */
final class Tally {

  private static final int MOST_FAULTS = 20;

  private final Timeline timeline;
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> codesWithin = new TreeMap<>();
  private final Map<String, Integer> codesOutside = new TreeMap<>();
  private final Map<Part, Recovery> recoveries = new EnumMap<>(Part.class);
  private long outside;
  private long failedOutside;
  private long within;
  private long slowestNanos;

  /** What is looked for after a fault's end: answers to requests that began behind all errors. */
  private static final class Recovery {
    final long since = System.nanoTime();
    final NavigableMap<Long, Long> successes = new TreeMap<>();
    long lastFailure = since;

    void count(long begun, boolean ok) {
      if (ok && begun > lastFailure) {
        successes.put(begun, System.nanoTime());
      } else if (!ok && begun > lastFailure) {
        lastFailure = begun;
        successes.headMap(begun, true).clear();
      }
    }
  }

  Tally(Timeline timeline) {
    this.timeline = timeline;
  }

  /**
   * Counts an answer.
   *
   * @param phase the phase in which the request began
   * @param begun when it began, by {@link System#nanoTime}
   * @param parts what it depends on
   * @param code the answer's code
   */
  synchronized void count(int phase, long begun, Set<Part> parts, String code) {
    boolean ok = code.equals(Reply.OK);
    int now = timeline.now();
    slowestNanos = Math.max(slowestNanos, System.nanoTime() - begun);
    if (timeline.isHit(phase, now, parts)) {
      within++;
      codesWithin.merge(code, 1, Integer::sum);
    } else {
      outside++;
      if (!ok) {
        failedOutside++;
        codesOutside.merge(code + " in " + timeline.names(phase, now), 1, Integer::sum);
      }
    }
    for (Part part : parts) {
      Recovery recovery = recoveries.get(part);
      if (recovery != null && begun >= recovery.since) {
        recovery.count(begun, ok);
      }
    }
  }

  /** Something that must never happen. */
  void fault(String what) {
    if (faults.size() < MOST_FAULTS) {
      faults.add(what);
    }
  }

  /** From now on answers tell whether a part has come back. */
  synchronized void awaitRecovery(Part part) {
    recoveries.put(part, new Recovery());
  }

  /** Answers that needed the part, of requests that began after the last one that failed. */
  synchronized int successes(Part part) {
    Recovery recovery = recoveries.get(part);
    return recovery == null ? 0 : recovery.successes.size();
  }

  /** How long after the fault's end the first of them came, in milliseconds. */
  synchronized long recoveryMillis(Part part) {
    Recovery recovery = recoveries.get(part);
    if (recovery == null || recovery.successes.isEmpty()) {
      return 0;
    }
    return (Collections.min(recovery.successes.values()) - recovery.since) / 1_000_000;
  }

  List<String> faults() {
    return List.copyOf(faults);
  }

  /** The share of requests that failed though nothing that they need did. */
  synchronized double errorRate() {
    return outside == 0 ? 0 : (double) failedOutside / outside;
  }

  /** How many requests could not be hit. */
  synchronized long outside() {
    return outside;
  }

  /** How many requests were answered with that code while something that they need failed. */
  synchronized int within(String code) {
    return codesWithin.getOrDefault(code, 0);
  }

  /** How long the slowest answer took, in milliseconds. */
  synchronized long slowestMillis() {
    return slowestNanos / 1_000_000;
  }

  @Override
  public synchronized String toString() {
    return outside
        + " requests outside faults, "
        + failedOutside
        + " failed "
        + codesOutside
        + "; "
        + within
        + " within "
        + codesWithin
        + "; slowest "
        + slowestNanos / 1_000_000
        + " ms";
  }
}
