package org.nljdbc.runtime.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How {@code nl} writes its log. */
enum LogFormat {
  /** Lines for people. */
  TEXT,
  /** One JSON object a line. */
  JSON;

  /** The option that names it. */
  static final String OPTION = "--log-format";

  /**
   * Finds the format in a command line before the commands are made, since some of them have
   * loggers, and the log's settings are read with the first.
   *
   * @param args the command line
   * @return the format; null if there is none or it is not known, which the command itself tells
   */
  static @Nullable LogFormat in(String[] args) {
    String given = "";
    for (int i = 0; i < args.length; i++) {
      if (args[i].startsWith(OPTION + "=")) {
        given = args[i].substring(OPTION.length() + 1);
      } else if (args[i].equals(OPTION) && i + 1 < args.length) {
        given = args[i + 1];
      }
    }
    return switch (given.toLowerCase(Locale.ROOT)) {
      case "text" -> TEXT;
      case "json" -> JSON;
      default -> null;
    };
  }
}
