package org.nljdbc.trace;

import org.jspecify.annotations.Nullable;

/** Questions in flight recordings. */
final class JfrTraces implements TraceSource {

  /**
   * Makes it.
   *
   * @throws LinkageError in a runtime without the module {@code jdk.jfr}
   */
  JfrTraces() {
    new QuestionEvent();
  }

  @Override
  public @Nullable Trace begin(Subject subject) {
    QuestionEvent event = new QuestionEvent();
    return event.isEnabled() ? new JfrTrace(event, subject) : null;
  }
}
