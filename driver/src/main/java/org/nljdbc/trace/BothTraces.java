package org.nljdbc.trace;

import org.jspecify.annotations.Nullable;

/**
 * Two that listen to one question.
 *
 * @param outer hears of beginnings first, and of ends last
 * @param inner hears of ends first
 */
record BothTraces(Trace outer, Trace inner) implements Trace {

  @Override
  public Timing begin(Phase phase) {
    Timing first = outer.begin(phase);
    Timing second = inner.begin(phase);
    return () -> {
      second.close();
      first.close();
    };
  }

  @Override
  public void generated(String model, TokenCounts tokens) {
    outer.generated(model, tokens);
    inner.generated(model, tokens);
  }

  @Override
  public void found(String source, String model) {
    outer.found(source, model);
    inner.found(source, model);
  }

  @Override
  public void end(@Nullable Throwable failure) {
    inner.end(failure);
    outer.end(failure);
  }
}
