package org.nljdbc.translate;

import java.util.OptionalDouble;

/**
 * Tokens of all prompts that models were given in this process, wherever the models run.
 *
 * @param read those that a model had to read
 * @param reused those that it knew from earlier prompts
 * @param untold those of models that do not tell which they knew
 */
public record PromptTokens(long read, long reused, long untold) {

  /** The share that was known, from 0 to 1; empty as long as no model has told. */
  public OptionalDouble hitRate() {
    long told = read + reused;
    return told == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) reused / told);
  }
}
