package org.nljdbc.runtime.config;

/** A value that a person or a program wrote is not what it must be. */
public final class InvalidFieldException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * Makes an exception.
   *
   * @param field the path to the value, such as {@code databases[0].url}; empty for the whole
   * @param problem what is wrong with it and what would be right
   */
  public InvalidFieldException(String field, String problem) {
    super((field.isEmpty() ? "the content " : "'" + field + "' ") + problem);
    this.field = field;
  }

  /** The path to the value; empty for the whole. */
  public String field() {
    return field;
  }
}
