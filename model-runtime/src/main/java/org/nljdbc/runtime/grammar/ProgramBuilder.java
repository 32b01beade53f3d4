package org.nljdbc.runtime.grammar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds a {@link Program}, step by step. */
final class ProgramBuilder {

  /** Most steps: some 100 bytes each. */
  static final int MOST_STEPS = 100_000;

  private final Map<CharacterSet, Integer> setIds = new HashMap<>();
  private final List<CharacterSet> sets = new ArrayList<>();
  private Op[] ops = new Op[64];
  private int[] first = new int[64];
  private int[] second = new int[64];
  private int size;

  /**
   * A part of the program.
   *
   * @param start its first step
   * @param end its last, a JUMP that leads nowhere yet
   */
  record Part(int start, int end) {}

  /** Adds what takes a character. */
  Part match(Place place, CharacterSet set) throws GrammarException {
    Integer known = setIds.get(set);
    int id = known != null ? known : sets.size();
    if (known == null) {
      setIds.put(set, id);
      sets.add(set);
    }
    int end = jump(place);
    return new Part(add(place, Op.MATCH, end, id), end);
  }

  /** Adds what reads a rule. */
  Part call(Place place, int rule) throws GrammarException {
    int end = jump(place);
    return new Part(add(place, Op.CALL, end, rule), end);
  }

  /** Adds another part that does the same as one that has a single step. */
  Part copy(Place place, Part part) throws GrammarException {
    int end = jump(place);
    return new Part(add(place, ops[part.start], end, second[part.start]), end);
  }

  /** Whether a part has a single step, and can be copied. */
  boolean isSingle(Part part) {
    return (ops[part.start] == Op.MATCH || ops[part.start] == Op.CALL)
        && first[part.start] == part.end;
  }

  /** Adds a choice. */
  int fork(Place place, int one, int other) throws GrammarException {
    return add(place, Op.FORK, one, other);
  }

  /** Adds a JUMP that leads nowhere yet. */
  int jump(Place place) throws GrammarException {
    return add(place, Op.JUMP, -1, -1);
  }

  /** Lets a JUMP lead somewhere. */
  void lead(int jump, int target) {
    first[jump] = target;
  }

  /** Makes a JUMP the end of a rule. */
  void end(int jump) {
    ops[jump] = Op.END;
  }

  private int add(Place place, Op op, int one, int other) throws GrammarException {
    if (size == MOST_STEPS) {
      throw place.error(
          "found more than "
              + MOST_STEPS
              + " steps, repetitions written out. Use fewer rules or smaller repetitions.");
    }
    if (size == ops.length) {
      ops = Arrays.copyOf(ops, 2 * size);
      first = Arrays.copyOf(first, 2 * size);
      second = Arrays.copyOf(second, 2 * size);
    }
    ops[size] = op;
    first[size] = one;
    second[size] = other;
    return size++;
  }

  /**
   * The program. No JUMP can be reached in it.
   *
   * @param entries where each rule begins
   * @param start the rule that a whole text must match
   */
  Program build(int[] entries, int start) {
    for (int step = 0; step < size; step++) {
      if (ops[step] != Op.END && ops[step] != Op.JUMP) {
        first[step] = target(first[step]);
      }
      if (ops[step] == Op.FORK) {
        second[step] = target(second[step]);
      }
    }
    int[] begin = Arrays.stream(entries).map(this::target).toArray();
    return new Program(
        Arrays.copyOf(ops, size),
        Arrays.copyOf(first, size),
        Arrays.copyOf(second, size),
        sets,
        begin,
        start);
  }

  /**
   * Where JUMPs lead in the end; shortens their way, as each may be walked many times. Parts that
   * are used nowhere, since something is to occur no times, lead nowhere.
   */
  private int target(int step) {
    int last = step;
    while (ops[last] == Op.JUMP && first[last] >= 0) {
      last = first[last];
    }
    for (int each = step; each != last; ) {
      int next = first[each];
      first[each] = last;
      each = next;
    }
    return last;
  }
}
