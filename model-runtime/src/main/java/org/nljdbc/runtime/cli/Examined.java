package org.nljdbc.runtime.cli;

import org.jspecify.annotations.Nullable;

/**
 * How a question was answered.
 *
 * @param question the question with the SQL that is right
 * @param verdict whether the answer is
 * @param sql the answer's SQL, or null if there was none
 * @param error what was said where something did not run, or null
 */
record Examined(
    OwnQuestion question, Verdict verdict, @Nullable String sql, @Nullable String error) {

  /** How an answer did. */
  enum Verdict {
    /** The rows that were expected. */
    RIGHT("right"),
    /** Other rows. */
    WRONG("other rows"),
    /** No SQL that passed the checks and ran. */
    NOT_ANSWERED("not answered"),
    /** The expected SQL itself fails: the question does not count. */
    EXPECTED_FAILED("the expected SQL fails");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    /** For people. */
    String words() {
      return words;
    }
  }
}
