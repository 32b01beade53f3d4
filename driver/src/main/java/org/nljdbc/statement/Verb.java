package org.nljdbc.statement;

/** What is wanted of a question. */
public enum Verb {
  /** Run the SQL and return its rows. */
  RUN,
  /** Return the SQL as a row instead of running it. */
  SHOW,
  /** Keep the SQL for this question, so that it stays the same. */
  PIN,
  /** Keep it no longer. */
  UNPIN,
  /** List what is kept; takes no question. */
  PINS;

  /** Whether the verb stands alone, without a question. */
  public boolean standsAlone() {
    return this == PINS;
  }
}
