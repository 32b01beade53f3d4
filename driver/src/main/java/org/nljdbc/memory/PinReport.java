package org.nljdbc.memory;

/**
 * What is told of a pin.
 *
 * @param pin the pin
 * @param status what has become of it, in a word or a sentence
 */
public record PinReport(Pin pin, String status) {

  /** It was not there before. */
  public static final String PINNED = "pinned";

  /** Another was there before. */
  public static final String REPLACED = "replaced";

  /** It is gone. */
  public static final String UNPINNED = "unpinned";

  /** It is the answer to a question that a person says is wrong; the question is not pinned. */
  public static final String REJECTED = "rejected";

  /** The tables and columns that it uses are as they were, and its SQL passes the checks. */
  public static final String HOLDS = "holds";
}
