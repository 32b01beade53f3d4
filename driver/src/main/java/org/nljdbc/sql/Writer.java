package org.nljdbc.sql;

/** Who wrote a statement, which says how much of its meaning may be put right. */
enum Writer {
  /** A person, who means what it says. */
  PERSON,
  /** A model. */
  MODEL,
  /** A model, to a question of cases that have conditions of their own: either this, or that. */
  MODEL_OF_CASES;

  boolean isModel() {
    return this != PERSON;
  }
}
