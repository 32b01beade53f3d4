package org.nljdbc.runtime.grammar;

/** What a step of a {@link Program} does. */
enum Op {
  /** Takes a character of a set, and goes on at the first operand. */
  MATCH,
  /** Reads what a rule describes, and goes on at the first operand. */
  CALL,
  /** Goes on at either operand. */
  FORK,
  /** Goes on at the first operand; only while a program is built. */
  JUMP,
  /** The rule ends. */
  END
}
