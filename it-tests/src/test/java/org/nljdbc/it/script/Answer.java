package org.nljdbc.it.script;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.nljdbc.spi.LanguageModelException;

/** What a scripted model does when asked. */
public sealed interface Answer {

  /** Says a text: SQL, or whatever else a model might say. */
  record Text(String text) implements Answer {}

  /** Says a text after a while, as a model on a slow machine does. */
  record Slow(Duration time, String text) implements Answer {}

  /** Fails. */
  record Failure(LanguageModelException.Kind kind, String message) implements Answer {}

  /** Throws an unchecked exception or an error, as broken native code might. */
  record Crash(Throwable thrown) implements Answer {}

  /**
   * Works until cancelled, or until the deadline passes.
   *
   * @param started counted down as soon as the work has begun
   */
  record Endless(CountDownLatch started) implements Answer {}
}
