package org.nljdbc.runtime.grammar;

import org.nljdbc.runtime.grammar.ProgramBuilder.Part;

/**
 * How often something occurs.
 *
 * @param least least number of times
 * @param most greatest number of times, or {@link #UNBOUNDED}
 */
record Repetition(int least, int most) {

  /** The greatest number that a grammar may name. */
  static final int MOST_TIMES = 2_000;

  /** No greatest number of times. */
  static final int UNBOUNDED = -1;

  /**
   * Takes what repeats an item: one of * + ? {m} {m,} {m,n}.
   *
   * @throws GrammarException if it is not well-formed
   */
  static Repetition take(GrammarText text) throws GrammarException {
    return switch (text.take()) {
      case '*' -> new Repetition(0, UNBOUNDED);
      case '+' -> new Repetition(1, UNBOUNDED);
      case '?' -> new Repetition(0, 1);
      default -> takeNumbers(text);
    };
  }

  private static Repetition takeNumbers(GrammarText text) throws GrammarException {
    text.skipBlanks();
    int least = text.takeNumber(MOST_TIMES, "a number of repetitions");
    text.skipBlanks();
    int most = least;
    if (text.takeIf(",")) {
      text.skipBlanks();
      Place place = text.place();
      most =
          text.peek() == '}'
              ? UNBOUNDED
              : text.takeNumber(MOST_TIMES, "a number of repetitions or \"}\"");
      if (most != UNBOUNDED && most < least) {
        throw place.error(
            "found " + most + ", expected " + least + " or more: the least is first.");
      }
      text.skipBlanks();
    }
    if (!text.takeIf("}")) {
      throw text.unexpected("\"}\"");
    }
    return new Repetition(least, most);
  }

  /**
   * Lets a part occur that often. Copies are made of single steps only: anything else becomes a
   * rule first, so that repetitions of repetitions do not multiply.
   *
   * @throws GrammarException if there is too much
   */
  Part apply(Place place, Part part, ProgramBuilder builder, RuleTable rules)
      throws GrammarException {
    Part item = part;
    if ((least > 1 || most > 1) && !builder.isSingle(part)) {
      builder.end(part.end());
      item = builder.call(place, rules.define(place, part.start()));
    }
    int start = builder.jump(place);
    int end = builder.jump(place);
    int tail = start;
    Part last = item;
    for (int i = 0; i < least; i++) {
      last = i == 0 ? item : builder.copy(place, item);
      builder.lead(tail, last.start());
      tail = last.end();
    }
    if (most == UNBOUNDED) {
      int fork = builder.fork(place, last.start(), end);
      builder.lead(tail, fork);
      builder.lead(last.end(), fork);
      return new Part(start, end);
    }
    for (int i = least; i < most; i++) {
      last = i == 0 ? item : builder.copy(place, item);
      builder.lead(tail, builder.fork(place, last.start(), end));
      tail = last.end();
    }
    builder.lead(tail, end);
    return new Part(start, end);
  }
}
