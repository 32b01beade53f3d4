package org.nljdbc.runtime.grammar;

/**
 * Finds all places within rules where one position of a text can be: the work behind one {@link
 * Position}. For one thread.
 */
final class Closure {

  /**
   * Most work for one text: places looked at, of which each costs some 20 to 250 ns and 20 bytes.
   * What costs more is refused. Texts of JSON need 18 a character, of SQL 28.
   */
  static final int MOST_WORK = 2_000_000;

  /** Bits of a step's number; {@link ProgramBuilder#MOST_STEPS} has 17. */
  private static final int STEP_BITS = 17;

  /** Bits of a frame's number: there are fewer than {@link #MOST_WORK}. */
  private static final int SERIAL_BITS = 21;

  private final Program program;
  private final Endings endings;
  private final int firstSerial;
  private final LongIndex seen = new LongIndex();
  private final LongIndex called = new LongIndex();
  private final LongIndex linked = new LongIndex();
  private final Items all = new Items(16);
  private final Items calls = new Items(8);
  private int matching;
  private boolean whole;
  private int work;

  /**
   * Begins.
   *
   * @param grammar the rules
   * @param firstSerial the number of its first new frame
   * @param work what the text has cost before
   */
  Closure(Grammar grammar, int firstSerial, int work) {
    this.program = grammar.program();
    this.endings = grammar.endings();
    this.firstSerial = firstSerial;
    this.work = work;
  }

  /** The position can be at this place. */
  void add(int step, Frame frame) {
    work++;
    int known = seen.size();
    if (seen.number((long) frame.serial() << STEP_BITS | step) == known) {
      all.add(step, frame);
    }
  }

  /** Finds what follows from the places that have been added. */
  void complete() {
    for (int i = 0; i < all.size() && !exhausted(); i++) {
      int step = all.step(i);
      Frame frame = all.frame(i);
      switch (program.op(step)) {
        case MATCH -> matching++;
        case CALL -> call(step, frame);
        case FORK -> {
          add(program.next(step), frame);
          add(program.other(step), frame);
        }
        case END -> end(frame);
        case JUMP -> throw new IllegalStateException("a jump was left in the program");
      }
    }
  }

  private void call(int step, Frame caller) {
    int rule = program.rule(step);
    int next = program.next(step);
    if (endings.empty(rule)) {
      add(next, caller);
    }
    int known = called.size();
    int number = called.number(rule);
    if (number == known) {
      Frame frame = new Frame(firstSerial + known, false);
      calls.add(rule, frame);
      add(program.entry(rule), frame);
    }
    if (isTail(next, caller)) {
      linkTail(number, next, caller);
    } else {
      link(number, next, caller);
    }
  }

  /** Whether nothing is left to do there but to end, too, and it is known who called. */
  private boolean isTail(int next, Frame caller) {
    return program.op(next) == Op.END && isOld(caller) && !caller.outermost();
  }

  /** Lets a called rule return to its caller's callers, or to theirs. */
  private void linkTail(int number, int next, Frame caller) {
    Items open = new Items(8);
    open.add(next, caller);
    for (int i = 0; i < open.size() && !exhausted(); i++) {
      Frame frame = open.frame(i);
      if (!isTail(open.step(i), frame)) {
        link(number, open.step(i), frame);
      } else if (isNew(number, open.step(i), frame)) {
        Items returns = frame.returns();
        for (int k = 0; k < returns.size(); k++) {
          open.add(returns.step(k), returns.frame(k));
        }
      }
    }
  }

  private void link(int number, int next, Frame caller) {
    if (isNew(number, next, caller)) {
      calls.frame(number).returns().add(next, caller);
    }
  }

  private boolean isNew(int number, int next, Frame caller) {
    work++;
    int known = linked.size();
    return linked.number(((long) number << SERIAL_BITS | caller.serial()) << STEP_BITS | next)
        == known;
  }

  private void end(Frame frame) {
    if (frame.outermost()) {
      whole = true;
    } else if (isOld(frame)) {
      Items returns = frame.returns();
      for (int i = 0; i < returns.size() && !exhausted(); i++) {
        add(returns.step(i), returns.frame(i));
      }
    }
    // A rule that ends where it begins is empty, and its callers have gone on when they called it.
  }

  /** Whether a frame is of an earlier position, so that all its callers are known. */
  private boolean isOld(Frame frame) {
    return frame.serial() < firstSerial;
  }

  /** Whether the text has cost too much. */
  boolean exhausted() {
    return work > MOST_WORK;
  }

  /** Whether the text can be whole here. */
  boolean whole() {
    return whole;
  }

  /** The places where a character can follow. */
  Items matches() {
    Items matches = new Items(matching);
    for (int i = 0; i < all.size(); i++) {
      if (program.op(all.step(i)) == Op.MATCH) {
        matches.add(all.step(i), all.frame(i));
      }
    }
    return matches;
  }

  /** The number of the next new frame. */
  int nextSerial() {
    return firstSerial + calls.size();
  }

  /** What the text has cost. */
  int work() {
    return work;
  }
}
