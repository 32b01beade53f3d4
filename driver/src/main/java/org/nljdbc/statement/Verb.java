package org.nljdbc.statement;

/** What is wanted of a question. */
public enum Verb {
  /** Run the SQL and return its rows. */
  RUN,
  /** Change rows, whatever its words say. */
  WRITE,
  /** Return the SQL as a row instead of running it. */
  SHOW,
  /** Keep the SQL for this question, so that it stays the same. */
  PIN,
  /** The answer is right: keep its SQL, as PIN does. */
  FEEDBACK_UP,
  /** The answer is wrong: give another, or the SQL that stands with it. */
  FEEDBACK_DOWN,
  /** Keep it no longer. */
  UNPIN,
  /** List what is kept; takes no question. */
  PINS,
  /** Return the SQL and the database's plan for it as rows instead of running it. */
  EXPLAIN,
  /** Return the same as a page for a browser. */
  EXPLAIN_HTML,
  /** Return what the model would be asked, a row for each message, without asking it. */
  PROMPT,
  /** Return what is known of the model and of earlier questions; takes no question. */
  STATUS,
  /** Run the SQL and return its rows in a sentence. */
  NARRATE,
  /** Run the SQL that was shown and not run; its id stands in place of a question. */
  CONFIRM,
  /** Forget what was asked before, so that the next question stands alone; takes no question. */
  NEW;

  /** Whether a question follows it. */
  boolean takesQuestion() {
    return this != STATUS && this != PINS && this != NEW;
  }

  /** Whether SQL of the user's own may stand behind the question. */
  boolean takesSql() {
    return this == PIN || this == FEEDBACK_DOWN;
  }

  /** As it is written. */
  @Override
  public String toString() {
    return name().replace('_', ' ');
  }

  /** Whether it runs SQL that may be the database's to execute, rather than telling of it. */
  public boolean runs() {
    return this == RUN || this == WRITE || this == CONFIRM;
  }
}
