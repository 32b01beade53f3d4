package org.nljdbc.runtime.cli;

/**
 * One thing that {@code nl doctor} looked at.
 *
 * @param level how it is
 * @param what what was found, for people
 * @param advice what to do, or empty
 */
record Finding(Level level, String what, String advice) {

  /** How something is. */
  enum Level {
    /** As it should be. */
    OK("ok  "),
    /** It works, but not as well as it could. */
    WARN("warn"),
    /** It does not work. */
    FAIL("FAIL");

    private final String word;

    Level(String word) {
      this.word = word;
    }
  }

  static Finding ok(String what) {
    return new Finding(Level.OK, what, "");
  }

  static Finding warn(String what, String advice) {
    return new Finding(Level.WARN, what, advice);
  }

  static Finding fail(String what, String advice) {
    return new Finding(Level.FAIL, what, advice);
  }

  /** As lines for people. */
  String text() {
    String lines = level.word + "  " + what;
    return advice.isEmpty() ? lines : lines + System.lineSeparator() + "      -> " + advice;
  }
}
