package org.nljdbc.memory;

/**
 * A value of a pinned question that another question of the same shape may replace.
 *
 * @param name its place in the shape: {@code $1}, {@code $2}, in the question's order
 * @param kind its kind
 * @param literal the value in the pinned question, and in its SQL
 */
public record PinParameter(String name, LiteralKind kind, String literal) {

  /** For people: {@code $1 = 5}. */
  @Override
  public String toString() {
    return name + " = " + literal;
  }
}
