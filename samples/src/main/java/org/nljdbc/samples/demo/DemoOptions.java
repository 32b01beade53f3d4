package org.nljdbc.samples.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * What the demo was asked to do.
 *
 * @param settings settings of the driver, each as {@code nl.name=value}
 * @param questions what to ask instead of the usual questions; empty for the usual ones
 * @param shell whether to stay open as a shell where there is a terminal
 */
record DemoOptions(List<String> settings, List<String> questions, boolean shell) {

  private static final String NO_SHELL = "--no-shell";

  /** Keeps its own copies. */
  DemoOptions {
    settings = List.copyOf(settings);
    questions = List.copyOf(questions);
  }

  /**
   * Reads the arguments of the program: {@code --no-shell}, {@code nl.name=value}, and questions.
   *
   * @param arguments the arguments
   * @return what they say
   * @throws IllegalArgumentException if one of them is an unknown option
   */
  static DemoOptions parse(String... arguments) {
    List<String> settings = new ArrayList<>();
    List<String> questions = new ArrayList<>();
    boolean shell = true;
    for (String argument : arguments) {
      if (argument.equals(NO_SHELL)) {
        shell = false;
      } else if (argument.startsWith("-")) {
        throw new IllegalArgumentException(
            "unknown option "
                + argument
                + "; known are "
                + NO_SHELL
                + ", nl.name=value for a setting of the driver, and questions in quotation marks");
      } else if (argument.matches("nl\\.\\w+=.*")) {
        settings.add(argument);
      } else {
        questions.add(argument);
      }
    }
    return new DemoOptions(settings, questions, shell);
  }
}
