package org.nljdbc.runtime.process;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many ask at once whether one file is locked. */
class LockProbeTest {

  private static final int THREADS = 8;
  private static final int TIMES = 300;

  @TempDir Path folder;

  @Test
  void whatIsNotThereIsNotHeld() throws Exception {
    assertFalse(LockProbe.isHeld(folder.resolve("none")));
  }

  @Test
  @Timeout(60)
  void threadsThatAskAtOnceDoNotTakeEachOtherForTheHolder() throws Exception {
    Path file = Files.createFile(folder.resolve("a.run"));
    CountDownLatch go = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        all.add(
            threads.submit(
                () -> {
                  go.await();
                  boolean held = false;
                  for (int j = 0; j < TIMES; j++) {
                    held |= LockProbe.isHeld(file);
                  }
                  return held;
                }));
      }
      go.countDown();
      for (Future<Boolean> each : all) {
        assertFalse(each.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
