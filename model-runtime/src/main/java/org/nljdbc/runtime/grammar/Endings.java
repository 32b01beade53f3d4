package org.nljdbc.runtime.grammar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Which rules some finite text can match, and which the empty text: least fixed points, found from
 * the ends backwards, in time linear in the size of the program.
 */
final class Endings {

  private final boolean[] finite;
  private final boolean[] empty;

  /**
   * Finds them.
   *
   * @param program the rules
   */
  Endings(Program program) {
    List<List<Integer>> before = lists(program.size());
    List<List<Integer>> calls = lists(program.rules());
    List<List<Integer>> begins = lists(program.size());
    for (int step = 0; step < program.size(); step++) {
      switch (program.op(step)) {
        case MATCH -> before.get(program.next(step)).add(step);
        case CALL -> {
          before.get(program.next(step)).add(step);
          calls.get(program.rule(step)).add(step);
        }
        case FORK -> {
          before.get(program.next(step)).add(step);
          before.get(program.other(step)).add(step);
        }
        case JUMP, END -> {}
      }
    }
    for (int rule = 0; rule < program.rules(); rule++) {
      begins.get(program.entry(rule)).add(rule);
    }
    this.finite = find(program, before, calls, begins, true);
    this.empty = find(program, before, calls, begins, false);
  }

  private static List<List<Integer>> lists(int count) {
    List<List<Integer>> lists = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      lists.add(new ArrayList<>(2));
    }
    return lists;
  }

  private static boolean[] find(
      Program program,
      List<List<Integer>> before,
      List<List<Integer>> calls,
      List<List<Integer>> begins,
      boolean characters) {
    boolean[] ends = new boolean[program.size()];
    boolean[] rules = new boolean[program.rules()];
    Deque<Integer> found = new ArrayDeque<>();
    for (int step = 0; step < program.size(); step++) {
      if (program.op(step) == Op.END) {
        found.add(step);
      }
    }
    while (!found.isEmpty()) {
      int step = found.remove();
      if (ends[step]) {
        continue;
      }
      ends[step] = true;
      for (int previous : before.get(step)) {
        switch (program.op(previous)) {
          case MATCH -> {
            if (characters) {
              found.add(previous);
            }
          }
          case CALL -> {
            if (rules[program.rule(previous)]) {
              found.add(previous);
            }
          }
          default -> found.add(previous);
        }
      }
      for (int rule : begins.get(step)) {
        rules[rule] = true;
        for (int call : calls.get(rule)) {
          if (ends[program.next(call)]) {
            found.add(call);
          }
        }
      }
    }
    return rules;
  }

  /** Whether some text matches a rule. */
  boolean finite(int rule) {
    return finite[rule];
  }

  /** Whether the empty text matches a rule. */
  boolean empty(int rule) {
    return empty[rule];
  }
}
