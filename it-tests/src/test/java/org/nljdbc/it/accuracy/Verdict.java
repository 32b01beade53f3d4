package org.nljdbc.it.accuracy;

/** How an answer did. */
enum Verdict {
  /** The gold's rows. */
  CORRECT,
  /** Other rows. */
  WRONG_ROWS,
  /** The driver gave no SQL that passed its checks and ran. */
  NO_VALID_SQL,
  /** The gold SQL itself fails here: the question does not count. */
  GOLD_FAILED;

  /** Whether the SQL ran. */
  boolean ran() {
    return this == CORRECT || this == WRONG_ROWS;
  }

  /** Whether the question counts. */
  boolean counts() {
    return this != GOLD_FAILED;
  }
}
