package org.nljdbc.spi;

/**
 * What an answer may look like, asked while it is being generated. A runtime that can do so takes,
 * of the tokens that could come next, the likeliest that is allowed; others ignore it, and every
 * answer is checked afterwards all the same.
 *
 * <p>Implementations are pure functions of the text, so that a runtime may go back and try another
 * token, and are safe for use by many threads.
 */
public interface AnswerConstraint {

  /**
   * Whether an answer may begin so.
   *
   * @param answer the answer so far, the prompt's answer prefix included; it may end within a word
   * @return false only if no continuation can become an acceptable answer
   */
  boolean allows(String answer);

  /**
   * Whether an answer may end so.
   *
   * @param answer the whole answer, the prompt's answer prefix included
   * @return false if it is not acceptable as it stands
   */
  boolean allowsEnd(String answer);
}
