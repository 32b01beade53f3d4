package org.nljdbc.runtime.grammar;

import java.util.List;

/**
 * Rules as a recursive transition network (Woods 1970): steps that match a character, call a rule,
 * fork, or end a rule. Repetitions are loops, not rules that call themselves. Not to be changed.
 */
final class Program {

  private final Op[] ops;
  private final int[] first;
  private final int[] second;
  private final CharacterSet[] sets;
  private final int[] entries;
  private final int start;

  /**
   * Makes a program.
   *
   * @param ops what each step does
   * @param first first operand of each
   * @param second second operand of each: a step, a set or a rule
   * @param sets the sets
   * @param entries where each rule begins
   * @param start the rule that a whole text must match; no rule calls it
   */
  Program(Op[] ops, int[] first, int[] second, List<CharacterSet> sets, int[] entries, int start) {
    this.ops = ops;
    this.first = first;
    this.second = second;
    this.sets = sets.toArray(new CharacterSet[0]);
    this.entries = entries;
    this.start = start;
  }

  int size() {
    return ops.length;
  }

  Op op(int step) {
    return ops[step];
  }

  /** Where it goes on. */
  int next(int step) {
    return first[step];
  }

  /** Where else a FORK goes on. */
  int other(int step) {
    return second[step];
  }

  /** The rule that a CALL reads. */
  int rule(int step) {
    return second[step];
  }

  /** The characters of a MATCH. */
  CharacterSet set(int step) {
    return sets[second[step]];
  }

  int rules() {
    return entries.length;
  }

  /** Where a rule begins. */
  int entry(int rule) {
    return entries[rule];
  }

  /** The rule that a whole text must match. */
  int start() {
    return start;
  }
}
