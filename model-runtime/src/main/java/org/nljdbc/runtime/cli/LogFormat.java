package org.nljdbc.runtime.cli;

/** How {@code nl} writes its log. */
enum LogFormat {
  /** Lines for people. */
  TEXT,
  /** One JSON object a line. */
  JSON
}
