package org.nljdbc.sql;

/**
 * Who wrote a statement, which says how much of its meaning may be put right.
 *
 * @param isModel whether a model did; a person means what it says
 * @param alternatives what the question names as alternatives
 */
record Writer(boolean isModel, Alternatives alternatives) {

  /** A person. */
  static final Writer PERSON = new Writer(false, Alternatives.UNKNOWN);

  /** A model, to a question. */
  static Writer model(Alternatives alternatives) {
    return new Writer(true, alternatives);
  }
}
