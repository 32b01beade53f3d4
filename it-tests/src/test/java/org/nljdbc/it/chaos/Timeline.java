package org.nljdbc.it.chaos;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was injected when, so that a request can tell whether it may have been hit. */
final class Timeline {

  /**
   * A time between two changes.
   *
   * @param name what it is called
   * @param hit the parts that may fail in it
   */
  record Phase(String name, Set<Part> hit) {}

  private static final Phase CALM = new Phase("calm", Set.of());

  private final List<Phase> phases = new CopyOnWriteArrayList<>(List.of(CALM));

  /** The number of the phase that lasts. */
  int now() {
    return phases.size() - 1;
  }

  /** Begins a time in which parts may fail. */
  void begin(String name, Set<Part> hit) {
    phases.add(new Phase(name, hit));
  }

  /** Begins a time in which nothing may fail. */
  void calm() {
    phases.add(CALM);
  }

  /** The names of the phases from one to another, for messages. */
  String names(int from, int to) {
    return String.join(", ", phases.subList(from, to + 1).stream().map(Phase::name).toList());
  }

  /** Whether a part could fail at some time from one phase to another. */
  boolean isHit(int from, int to, Set<Part> parts) {
    for (Phase phase : phases.subList(from, to + 1)) {
      if (parts.stream().anyMatch(phase.hit::contains)) {
        return true;
      }
    }
    return false;
  }
}
