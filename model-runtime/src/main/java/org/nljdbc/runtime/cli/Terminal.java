package org.nljdbc.runtime.cli;

import java.io.Console;

/** Whether a person sits before this program. */
final class Terminal {

  private Terminal() {}

  /** From JDK 22 on there is a Console without a terminal too, and a method that tells. */
  static boolean isThere() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (ReflectiveOperationException olderJdk) {
      return true;
    }
  }
}
