package org.nljdbc.trace;

import org.jspecify.annotations.Nullable;

/** One question that is being recorded. A phase's time is its own, without that of phases in it. */
final class JfrTrace implements Trace {

  private final QuestionEvent event;
  private final long[] nanos = new long[Phase.values().length];
  private @Nullable Phase running;
  private long since;

  JfrTrace(QuestionEvent event, Subject subject) {
    this.event = event;
    event.verb = subject.verb();
    event.prepared = subject.prepared();
    event.database = subject.database().get();
    event.begin();
  }

  @Override
  public Timing begin(Phase phase) {
    Phase outer = running;
    goOnWith(phase);
    if (phase == Phase.MODEL) {
      event.modelCalls++;
    }
    return () -> goOnWith(outer);
  }

  private void goOnWith(@Nullable Phase next) {
    long now = System.nanoTime();
    if (running != null) {
      nanos[running.ordinal()] += now - since;
    }
    running = next;
    since = now;
  }

  @Override
  public void generated(String model, TokenCounts tokens) {
    event.model = model;
    event.promptTokens += tokens.prompt();
    event.reusedTokens += Math.max(0, tokens.reused());
    event.generatedTokens += tokens.generated();
  }

  @Override
  public void found(String source, String model) {
    event.source = source;
    event.model = model;
  }

  @Override
  public void end(@Nullable Throwable failure) {
    event.end();
    if (!event.shouldCommit()) {
      return;
    }
    event.fromMemory = event.source != null && event.modelCalls == 0;
    event.outcome = failure == null ? "answered" : "failed";
    event.sqlState = failure == null ? null : Failures.code(failure);
    event.schemaTime = nanos[Phase.SCHEMA.ordinal()];
    event.loadTime = nanos[Phase.LOAD.ordinal()];
    event.valuesTime = nanos[Phase.VALUES.ordinal()];
    event.promptTime = nanos[Phase.PROMPT.ordinal()];
    event.modelTime = nanos[Phase.MODEL.ordinal()];
    event.checkTime = nanos[Phase.CHECK.ordinal()];
    event.lookupTime = nanos[Phase.LOOKUP.ordinal()];
    event.runTime = nanos[Phase.RUN.ordinal()];
    event.commit();
  }
}
