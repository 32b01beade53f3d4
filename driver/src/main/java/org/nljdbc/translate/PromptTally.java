package org.nljdbc.translate;

import java.util.concurrent.atomic.LongAdder;
import org.nljdbc.spi.Generation;

/** Counts the tokens of all prompts that models were given in this process. */
final class PromptTally {

  private final LongAdder read = new LongAdder();
  private final LongAdder reused = new LongAdder();
  private final LongAdder untold = new LongAdder();

  /** Counts the prompt of what a model generated. */
  void add(Generation made) {
    int known = made.reusedTokens();
    if (known < 0) {
      untold.add(made.promptTokens());
    } else {
      reused.add(known);
      read.add(Math.max(0, made.promptTokens() - known));
    }
  }

  /** What was counted so far. */
  PromptTokens counted() {
    return new PromptTokens(read.sum(), reused.sum(), untold.sum());
  }
}
