package org.nljdbc.runtime.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

/** Checks how opening a model fails. */
public final class Failures {

  private Failures() {}

  /** Asserts the kind of failure, and that its message holds each of some words; returns it. */
  public static LanguageModelException fails(Kind kind, Executable action, String... words) {
    LanguageModelException e = assertThrows(LanguageModelException.class, action);
    String message = String.valueOf(e.getMessage());
    assertEquals(kind, e.kind(), message);
    for (String word : words) {
      assertTrue(message.contains(word), () -> "<" + word + "> in: " + message);
    }
    return e;
  }
}
