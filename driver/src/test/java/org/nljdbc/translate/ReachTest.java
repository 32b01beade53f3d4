package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

class ReachTest {

  private int calls;

  private LanguageModelException fail(Reach reach, Kind kind) {
    return assertThrows(
        LanguageModelException.class,
        () ->
            reach.call(
                () -> {
                  calls++;
                  throw new LanguageModelException(kind, "host x said no.");
                }));
  }

  @Test
  void threeFailuresInARowGiveRest() throws LanguageModelException {
    Reach reach = new Reach(Duration.ofHours(1));
    fail(reach, Kind.UNREACHABLE);
    fail(reach, Kind.UNREACHABLE);
    assertEquals("ok", reach.call(() -> "ok"));
    fail(reach, Kind.UNREACHABLE);
    fail(reach, Kind.UNREACHABLE);
    fail(reach, Kind.UNREACHABLE);
    assertEquals(5, calls);
    LanguageModelException e = fail(reach, Kind.UNREACHABLE);
    assertEquals(5, calls, "not asked");
    assertEquals(Kind.UNREACHABLE, e.kind());
    assertTrue(String.valueOf(e.getMessage()).contains("host x said no"), e::getMessage);
  }

  @Test
  void otherFailuresShowThatItIsThere() throws LanguageModelException {
    Reach reach = new Reach(Duration.ofHours(1));
    for (Kind kind : Kind.values()) {
      if (kind != Kind.UNREACHABLE) {
        for (int i = 0; i < 4; i++) {
          fail(reach, kind);
        }
      }
    }
    assertEquals("ok", reach.call(() -> "ok"));
  }

  @Test
  void afterTheRestOneRequestTries() throws LanguageModelException {
    Reach reach = new Reach(Duration.ofMillis(1));
    for (int i = 0; i < 3; i++) {
      fail(reach, Kind.UNREACHABLE);
    }
    LanguageModelException last = fail(reach, Kind.CANCELLED);
    while (last.kind() != Kind.CANCELLED) {
      last = fail(reach, Kind.CANCELLED);
    }
    assertThrows(
        StackOverflowError.class,
        () ->
            reach.call(
                () -> {
                  throw new StackOverflowError();
                }));
    assertEquals("ok", reach.call(() -> "ok"));
    assertEquals("ok", reach.call(() -> "ok"));
  }
}
