package org.nljdbc.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a runtime ends, by a clock that goes on a second at each look. */
class IdleTimeTest {

  private static final int IDLE = 300;

  private long now = -1; // as System.nanoTime, which may be below 0
  private int looks;

  /** The second at which it is over; programs have the model open in those from begin to end. */
  private int end(int idle, int begin, int end, int lastQuestion) {
    long first = now;
    IdleTime time =
        new IdleTime(
            Duration.ofSeconds(idle),
            () -> now,
            () -> {
              looks++;
              long second = Duration.ofNanos(now - first).toSeconds();
              return second >= begin && second < end;
            });
    for (int second = 0; second < 10_000; second++) {
      now = first + Duration.ofSeconds(second).toNanos();
      if (time.isOver(Duration.ofSeconds(Math.max(0, second - lastQuestion)))) {
        return second;
      }
    }
    return -1;
  }

  /** There is a look each five seconds. */
  private static void assertNearly(int latest, int second) {
    assertTrue(second <= latest && second >= latest - 5, () -> second + " is not " + latest);
  }

  @Test
  void withoutProgramsTheLastQuestionCounts() {
    assertEquals(IDLE, end(IDLE, 0, 0, 0));
    assertEquals(IDLE + 100, end(IDLE, 0, 0, 100));
  }

  /** It would have ended at once where programs are looked for at the end of the time only. */
  @Test
  void aProgramThatHasJustClosedLeavesTheWholeTime() {
    int closed = IDLE - 1;
    assertNearly(IDLE + closed, end(IDLE, 0, closed, 0));
    assertNearly(2 * IDLE + 50, end(IDLE, IDLE, IDLE + 50, 0)); // opened at the last moment
  }

  @Test
  void oneThatKeepsItOpenKeepsItForEver() {
    assertEquals(-1, end(1, 0, 20_000, 0));
  }

  @Test
  void itLooksSeldom() {
    end(IDLE, 0, 0, 0);
    assertEquals(IDLE / 5, looks);
  }
}
