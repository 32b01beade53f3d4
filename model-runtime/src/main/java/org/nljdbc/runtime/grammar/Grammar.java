package org.nljdbc.runtime.grammar;

import java.util.List;

/**
 * A grammar over characters, made by {@link Gbnf#parse}. Some finite text matches each of its
 * rules. It is immutable.
 */
public final class Grammar {

  private final Program program;
  private final Endings endings;
  private final List<String> names;

  Grammar(Program program, Endings endings, List<String> names) {
    this.program = program;
    this.endings = endings;
    this.names = names;
  }

  /** The names of its rules, in the order in which they occur in the text. */
  public List<String> names() {
    return names;
  }

  /** Its rules as steps. */
  Program program() {
    return program;
  }

  /** Which rules the empty text matches. */
  Endings endings() {
    return endings;
  }

  @Override
  public String toString() {
    return "Grammar" + names;
  }
}
