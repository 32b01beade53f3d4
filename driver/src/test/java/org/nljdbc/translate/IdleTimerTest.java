package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What waits, and which threads are left. */
class IdleTimerTest {

  private final IdleTimer timer = new IdleTimer();

  @Test
  void whatWasDecidedBeforeAStopMakesNoThreadAfterIt() {
    Set<Thread> before = timers();
    long decided = timer.round();
    timer.stop();
    assertFalse(timer.after(decided, Duration.ofHours(1), () -> {}));
    Set<Thread> made = timers();
    made.removeAll(before);
    assertEquals(Set.of(), made);
  }

  @Test
  void runsAgainAfterAStop() throws InterruptedException {
    timer.stop();
    CountDownLatch ran = new CountDownLatch(1);
    assertTrue(timer.after(timer.round(), Duration.ofMillis(1), ran::countDown));
    assertTrue(ran.await(30, TimeUnit.SECONDS));
    timer.stop();
  }

  private static Set<Thread> timers() {
    Set<Thread> timers = new HashSet<>(Thread.getAllStackTraces().keySet());
    timers.removeIf(thread -> !thread.getName().equals("nl-jdbc-idle"));
    return timers;
  }
}
