package org.nljdbc.statement;

/** What is wanted of a question. */
public enum Verb {
  /** Run the SQL and return its rows. */
  RUN,
  /** Return the SQL as a row instead of running it. */
  SHOW
}
