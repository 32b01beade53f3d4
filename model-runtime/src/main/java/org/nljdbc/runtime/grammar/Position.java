package org.nljdbc.runtime.grammar;

import org.jspecify.annotations.Nullable;

/**
 * Where the beginning of a text stands in a grammar: all places within rules that it can lead to,
 * each with the stacks of calls behind it. It knows the positions before it, so that another text
 * can go on from any of them; it is never changed.
 *
 * <p>The algorithm is Earley's (1970), run over a transition network as in generalised LL parsing
 * (Scott and Johnstone 2010): stacks with a common top are one graph, whose node is a rule and the
 * position where it was called. Rules that match the empty text are passed when they are called, as
 * Aycock and Horspool (2002) do, so a position is complete after one pass. A call at the end of a
 * rule returns to that rule's callers at once (compare Leo 1991): lists that are written with
 * recursion at their end do not grow stacks.
 */
final class Position {

  private final Grammar grammar;
  private final @Nullable Position previous;
  private final int end;
  private final Items matches;
  private final boolean whole;
  private final int nextSerial;
  private final int work;

  private Position(
      Grammar grammar, @Nullable Position previous, int end, Closure closure, boolean alive) {
    this.grammar = grammar;
    this.previous = previous;
    this.end = end;
    this.matches = alive ? closure.matches() : new Items(0);
    this.whole = alive && closure.whole();
    this.nextSerial = closure.nextSerial();
    this.work = closure.work();
  }

  /** The beginning of any text. */
  static Position start(Grammar grammar) {
    Program program = grammar.program();
    Closure closure = new Closure(grammar, 1, 0);
    closure.add(program.entry(program.start()), new Frame(0, true));
    closure.complete();
    return new Position(grammar, null, 0, closure, !closure.exhausted());
  }

  /**
   * The position behind another character.
   *
   * @param codePoint the character
   */
  Position next(int codePoint) {
    Program program = grammar.program();
    Closure closure = new Closure(grammar, nextSerial, work + matches.size());
    for (int i = 0; i < matches.size(); i++) {
      int step = matches.step(i);
      if (program.set(step).contains(codePoint)) {
        closure.add(program.next(step), matches.frame(i));
      }
    }
    closure.complete();
    int behind = end + Character.charCount(codePoint);
    return new Position(grammar, this, behind, closure, !closure.exhausted());
  }

  /** The last position on the way here that is not behind {@code length} UTF-16 units. */
  Position back(int length) {
    Position position = this;
    while (position.end > length && position.previous != null) {
      position = position.previous;
    }
    return position;
  }

  /** How many UTF-16 units are before it. */
  int end() {
    return end;
  }

  /** Whether some text begins so. */
  boolean alive() {
    return whole || matches.size() > 0;
  }

  /** Whether the text may end here. */
  boolean whole() {
    return whole;
  }

  /** Whether any character from one to another may follow. */
  boolean canTake(int first, int last) {
    for (int i = 0; i < matches.size(); i++) {
      if (grammar.program().set(matches.step(i)).overlaps(first, last)) {
        return true;
      }
    }
    return false;
  }

  /** What the text has cost so far: see {@link Closure#MOST_WORK}. */
  int work() {
    return work;
  }
}
