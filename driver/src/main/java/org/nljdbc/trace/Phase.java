package org.nljdbc.trace;

/** What a question's time goes to. */
public enum Phase {
  /** Reading the schema, or finding it unchanged. */
  SCHEMA("schema"),
  /** Waiting for the model to be loaded. */
  LOAD("load"),
  /** Finding the stored values that the question names. */
  VALUES("values"),
  /** Putting the prompt together. */
  PROMPT("prompt"),
  /** One call of the model. */
  MODEL("model"),
  /** Judging answers. */
  CHECK("check"),
  /** Looking for the values that an answer filters by. */
  LOOKUP("lookup"),
  /** Executing or preparing the SQL at the database. */
  RUN("run");

  private final String label;

  Phase(String label) {
    this.label = label;
  }

  /** Its name in recordings and spans. */
  public String label() {
    return label;
  }
}
