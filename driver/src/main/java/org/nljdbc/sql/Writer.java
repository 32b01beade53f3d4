package org.nljdbc.sql;

/**
 * Who wrote a statement, which says how much of its meaning may be put right.
 *
 * @param isModel whether a model did; a person means what it says
 * @param alternatives what the question names as alternatives
 * @param years what the question says of years
 */
record Writer(boolean isModel, Alternatives alternatives, NamedYears years) {

  /** A person. */
  static final Writer PERSON = new Writer(false, Alternatives.UNKNOWN, NamedYears.UNKNOWN);

  /** A model, to a question. */
  static Writer model(Alternatives alternatives, NamedYears years) {
    return new Writer(true, alternatives, years);
  }
}
