package org.nljdbc.runtime.grammar;

/** A grammar's text is no grammar, or one that is not supported. */
public final class GrammarException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  GrammarException(int line, int column, String what) {
    super("Grammar, line " + line + ", column " + column + ": " + what);
    this.line = line;
    this.column = column;
  }

  /** The line where it is wrong, from 1. */
  public int line() {
    return line;
  }

  /** The column where it is wrong, from 1, in code points. */
  public int column() {
    return column;
  }
}
