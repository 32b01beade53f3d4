package org.nljdbc.translate;

import java.util.concurrent.atomic.LongAdder;

/** Counts the questions of this process. */
final class Tally {

  /** Questions that came to be translated. */
  final LongAdder asked = new LongAdder();

  /** Those of them that the model need not be asked. */
  final LongAdder recalled = new LongAdder();

  /** Answers of the model that did not hold. */
  final LongAdder refused = new LongAdder();

  /** Questions for which no SQL was found. */
  final LongAdder failed = new LongAdder();

  /** How long the model's answers took, from the question to the SQL that was found. */
  final Times times = new Times(1000);
}
