package org.nljdbc.runtime.grammar;

import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.grammar.ProgramBuilder.Part;

/**
 * What stands in one pair of parentheses, or behind ::=, as it is read: alternatives, each a
 * sequence of items. The last item waits for what may repeat it.
 */
final class Group {

  private final ProgramBuilder builder;
  private final Place place;
  private final int start;
  private final int end;
  private int head;
  private int tail;
  private int beforeLast;
  private @Nullable Part last;

  /**
   * Opens a group.
   *
   * @param builder where it goes
   * @param place where it begins
   * @throws GrammarException if there is too much
   */
  Group(ProgramBuilder builder, Place place) throws GrammarException {
    this.builder = builder;
    this.place = place;
    this.start = builder.jump(place);
    this.end = builder.jump(place);
    this.head = builder.jump(place);
    this.tail = head;
    this.beforeLast = head;
  }

  Place place() {
    return place;
  }

  /** Takes the next item of the sequence. */
  void append(Part item) {
    builder.lead(tail, item.start());
    beforeLast = tail;
    tail = item.end();
    last = item;
  }

  /** The last item, which may still be repeated, or null if the sequence has none. */
  @Nullable Part last() {
    return last;
  }

  /** Takes something else for the last item. */
  void replaceLast(Part item) {
    tail = beforeLast;
    append(item);
  }

  /** Ends the sequence and begins another. */
  void alternative(Place where) throws GrammarException {
    builder.lead(tail, end);
    tail = builder.jump(where);
    beforeLast = tail;
    last = null;
    head = builder.fork(where, head, tail);
  }

  /** Closes it. */
  Part close() {
    builder.lead(tail, end);
    builder.lead(start, head);
    return new Part(start, end);
  }
}
