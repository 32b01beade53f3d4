package org.nljdbc.sql;

/** A statement is not one plain INSERT, UPDATE or DELETE of one table. */
final class WriteRefused extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * Says why.
   *
   * @param what the part that is at fault, as it goes on after "this has"
   */
  WriteRefused(String what) {
    super(what);
  }

  SqlProblem problem() {
    return new SqlProblem.NotOneWrite(String.valueOf(getMessage()));
  }
}
