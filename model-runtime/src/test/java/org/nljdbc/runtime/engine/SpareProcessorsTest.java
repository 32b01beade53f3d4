package org.nljdbc.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpareProcessorsTest {

  @TempDir Path proc;
  private final AtomicLong now = new AtomicLong();

  @BeforeEach
  void folder() throws IOException {
    Files.createDirectory(proc.resolve("self"));
  }

  /** Ticks that all programs and our own have run so far, on four processors. */
  private void ran(long all, long own) throws IOException {
    Files.writeString(
        proc.resolve("stat"),
        "cpu  "
            + (all - 20)
            + " 5 15 99999 7 0 0 0 0 0\n"
            + "cpu0 1 1 1\ncpu1 1 1 1\ncpu2 1 1 1\ncpu3 1 1 1\nintr 4 5 6\n");
    Files.writeString(
        proc.resolve("self/stat"),
        "77 (a (java) b) S 1 2 3 4 5 6 7 8 9 10 " + (own - 3) + " 3 0 0 20 0\n");
  }

  private void elapse(double seconds) {
    now.addAndGet((long) (seconds * 1e9));
  }

  @Test
  void leavesProcessorsToOtherPrograms() throws IOException {
    ran(1000, 100);
    SpareProcessors spare = new SpareProcessors(4, proc, now::get);
    assertEquals(4, spare.count());
    elapse(1);
    ran(1400, 500);
    assertEquals(4, spare.count(), "all four were ours");
    elapse(1);
    ran(1800, 800);
    assertEquals(3, spare.count(), "one was another's");
    elapse(0.1);
    ran(9999, 800);
    assertEquals(3, spare.count(), "too soon to look again");
    elapse(0.9);
    ran(2200, 800);
    assertEquals(1, spare.count(), "all four were others'");
    elapse(2);
    ran(2200, 800);
    assertEquals(4, spare.count(), "idle again");
  }

  @Test
  void neverUsesMoreThanAllowed() throws IOException {
    ran(1000, 100);
    SpareProcessors spare = new SpareProcessors(2, proc, now::get);
    elapse(1);
    ran(1100, 100);
    assertEquals(2, spare.count(), "three are idle, two are allowed");
  }

  @Test
  void assumesAnIdleMachineWhereItCannotLook() throws IOException {
    assertEquals(3, new SpareProcessors(3, proc.resolve("none"), now::get).count());
    Files.writeString(proc.resolve("stat"), "nothing\n");
    assertEquals(3, new SpareProcessors(3, proc, now::get).count());
    int most = Runtime.getRuntime().availableProcessors();
    int count = new SpareProcessors(0).count();
    assertTrue(count >= 1 && count <= most);
  }
}
