package org.nljdbc.runtime.grammar;

/**
 * Where something stands in a grammar's text.
 *
 * @param line from 1
 * @param column from 1, in code points
 */
record Place(int line, int column) {

  /**
   * Something is wrong here.
   *
   * @param what what, and what to do
   * @return the exception to throw
   */
  GrammarException error(String what) {
    return new GrammarException(line, column, what);
  }

  @Override
  public String toString() {
    return "line " + line + ", column " + column;
  }
}
