package org.nljdbc.runtime.grammar;

/**
 * All calls of one rule at one position of a text: a node of the stacks. It is not changed any more
 * once the position's {@link Closure} is complete.
 */
final class Frame {

  private final int serial;
  private final boolean outermost;
  private final Items returns = new Items(1);

  /**
   * Makes a frame without callers.
   *
   * @param serial its number, different within one text; later frames have greater ones
   * @param outermost whether it is that of the whole text
   */
  Frame(int serial, boolean outermost) {
    this.serial = serial;
    this.outermost = outermost;
  }

  int serial() {
    return serial;
  }

  boolean outermost() {
    return outermost;
  }

  /** Where it goes on when the rule ends. */
  Items returns() {
    return returns;
  }
}
