package org.nljdbc.samples.demo;

import java.io.Console;

/** Tells whether a person sits at the other end. */
final class Terminal {

  private Terminal() {}

  /** Whether both standard input and standard output are a terminal. */
  static boolean isInteractive() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // From JDK 22 on there is a console without a terminal too, and this method to tell.
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException before22) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
