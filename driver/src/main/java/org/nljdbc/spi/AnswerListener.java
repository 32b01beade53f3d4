package org.nljdbc.spi;

/** Hears the first answer of a request while it grows. */
@FunctionalInterface
public interface AnswerListener {

  /** Hears nothing. */
  AnswerListener NONE = text -> {};

  /**
   * The answer has grown. What has been told is never taken back: text that could still become a
   * stop string is held back, and an answer under a constraint, which may go back and try another
   * way, comes as a whole. Called on a thread of the runtime, which waits for it; an exception ends
   * the request.
   *
   * @param text what has come since the last call, one character or more
   */
  void grew(String text);
}
