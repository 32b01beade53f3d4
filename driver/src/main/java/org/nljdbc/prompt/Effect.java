package org.nljdbc.prompt;

/** What the SQL of a question is to do. */
public enum Effect {
  /** Give rows. */
  READ(""),
  /** Add rows. */
  INSERT("INSERT INTO"),
  /** Change rows. */
  UPDATE("UPDATE"),
  /** Remove rows. */
  DELETE("DELETE FROM");

  private final String beginning;

  Effect(String beginning) {
    this.beginning = beginning;
  }

  /** Whether rows are changed. */
  public boolean writes() {
    return this != READ;
  }

  /** What such SQL begins with, or an empty text. */
  String beginning() {
    return beginning;
  }
}
