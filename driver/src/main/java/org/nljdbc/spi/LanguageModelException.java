package org.nljdbc.spi;

import org.jspecify.annotations.Nullable;

/** A model could not be loaded, or could not answer. The driver turns it into an SQLException. */
public class LanguageModelException extends Exception {

  private static final long serialVersionUID = 1L;

  /** The kind of failure. */
  public enum Kind {
    /** There is no such model: SQLState 58000. */
    NOT_FOUND,
    /** The model's files are damaged or incomplete: SQLState 58000. */
    CORRUPT,
    /** The model is of a kind that this runtime cannot run: SQLState 0A000. */
    UNSUPPORTED,
    /** The prompt does not fit into the model's context: SQLState 54000. */
    TOO_LONG,
    /**
     * The model's server cannot be reached: SQLState HV00N. Class 08 would tell pools that the
     * database's connection is broken.
     */
    UNREACHABLE,
    /** Too many requests are waiting: SQLState 53000. */
    OVERLOADED,
    /** The request was cancelled: SQLState 57014. */
    CANCELLED,
    /** The request's deadline passed: SQLState 57014, as SQLTimeoutException. */
    DEADLINE,
    /** There is not enough memory: SQLState 53200. */
    OUT_OF_MEMORY,
    /** Anything else went wrong inside the runtime: SQLState 58000. */
    FAILED
  }

  private final Kind kind;

  /**
   * Makes an exception.
   *
   * @param kind the kind of failure
   * @param message what went wrong, where, and what to do
   * @param cause what lies behind it, if anything
   */
  public LanguageModelException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /**
   * Makes an exception without a cause.
   *
   * @param kind the kind of failure
   * @param message what went wrong, where, and what to do
   */
  public LanguageModelException(Kind kind, String message) {
    this(kind, message, null);
  }

  /** The kind of failure. */
  public Kind kind() {
    return kind;
  }
}
