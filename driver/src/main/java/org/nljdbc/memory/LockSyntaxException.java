package org.nljdbc.memory;

/** A lock file that is not written as one. */
final class LockSyntaxException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong and where.
   *
   * @param line the line, from 1
   * @param column the column in characters, from 1
   * @param problem what is wrong there
   */
  LockSyntaxException(int line, int column, String problem) {
    super("line " + line + ", column " + column + ": " + problem);
  }
}
