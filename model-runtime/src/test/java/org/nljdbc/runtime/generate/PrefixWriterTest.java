package org.nljdbc.runtime.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

class PrefixWriterTest {

  private static final int VALUE_BYTES = 100;
  private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");

  @TempDir Path folder;
  private final int[] prompt = new Random(1).ints(300, 0, 50_000).toArray();
  private final AtomicInteger asked = new AtomicInteger();

  private PrefixWriter writer(Path place, long maxBytes, PrefixWriter.Source source, Instant now) {
    return new PrefixWriter(
        new PrefixStore(new PrefixPlace(place, "model"), VALUE_BYTES),
        new PrefixTrim(place, maxBytes, Duration.ofDays(30)),
        source,
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private byte[] values() {
    asked.incrementAndGet();
    return new byte[VALUE_BYTES];
  }

  private void save(int[] ids, int stable, long maxBytes, Instant now) {
    try (PrefixWriter writer = writer(folder, maxBytes, (all, block) -> values(), now)) {
      writer.offer(ids, stable);
    }
  }

  private int count() throws IOException {
    return PrefixStoreTest.files(folder).size();
  }

  @Test
  void writesWhatIsMissing() throws IOException {
    save(prompt, 200, 1 << 20, NOW);
    assertEquals(3, count());
    assertEquals(3, asked.get());
    Files.delete(PrefixStoreTest.files(folder).get(1));
    save(prompt, 299, 1 << 20, NOW.plusSeconds(1));
    assertEquals(4, count());
    assertEquals(5, asked.get());
    for (Path file : PrefixStoreTest.files(folder)) {
      assertEquals(FileTime.from(NOW.plusSeconds(1)), Files.getLastModifiedTime(file));
    }
    save(prompt, 59, 1 << 20, NOW);
    assertEquals(5, asked.get());
  }

  @Test
  void notesUseAtMostEveryTenMinutes() throws IOException {
    save(prompt, 120, 1 << 20, NOW);
    Path last = PrefixStoreTest.files(folder).get(1);
    save(prompt, 120, 1 << 20, NOW.plusSeconds(500));
    assertEquals(FileTime.from(NOW), Files.getLastModifiedTime(last));
    save(prompt, 120, 1 << 20, NOW.plusSeconds(700));
    assertEquals(FileTime.from(NOW.plusSeconds(700)), Files.getLastModifiedTime(last));
    assertEquals(2, asked.get());
  }

  @Test
  void keepsToTheBytes() throws IOException {
    int[] other = new Random(2).ints(300, 0, 50_000).toArray();
    save(prompt, 240, 1 << 20, NOW);
    long bytes = 0;
    for (Path file : PrefixStoreTest.files(folder)) {
      bytes += Files.size(file);
    }
    save(other, 240, bytes, NOW.plusSeconds(60));
    assertEquals(4, count());
    for (Path file : PrefixStoreTest.files(folder)) {
      assertEquals(FileTime.from(NOW.plusSeconds(60)), Files.getLastModifiedTime(file));
    }
  }

  @Test
  void stopsWhereMemoryHoldsNoMore() throws IOException {
    try (PrefixWriter writer =
        writer(folder, 1 << 20, (ids, block) -> block < 2 ? values() : null, NOW)) {
      writer.offer(prompt, 300);
    }
    assertEquals(2, count());
    try (PrefixWriter writer =
        writer(
            folder,
            1 << 20,
            (ids, block) -> {
              throw new LanguageModelException(Kind.CANCELLED, "closed");
            },
            NOW)) {
      writer.offer(prompt, 300);
    }
    assertEquals(2, count());
  }

  @Test
  void givesUpAfterTheFirstFailure() throws IOException {
    Path file = folder.resolve("file");
    Files.writeString(file, "");
    try (PrefixWriter writer = writer(file, 1 << 20, (ids, block) -> values(), NOW)) {
      for (int i = 0; i < 3; i++) {
        writer.offer(prompt, 300);
      }
    }
    assertEquals(1, asked.get());
  }

  private static final class MovedClock extends Clock {
    volatile Instant now = NOW;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @Test
  void triesAgainAfterAWhile() throws IOException {
    Path place = folder.resolve("prefixes");
    Files.writeString(place, "in the way");
    MovedClock clock = new MovedClock();
    try (PrefixWriter writer =
        new PrefixWriter(
            new PrefixStore(new PrefixPlace(place, "model"), VALUE_BYTES),
            new PrefixTrim(place, 1 << 20, Duration.ofDays(30)),
            (ids, block) -> values(),
            clock)) {
      writer.offer(prompt, 120);
      await(() -> writer.isPaused(NOW));
      Files.delete(place);
      clock.now = NOW.plusSeconds(599);
      writer.offer(prompt, 120);
      clock.now = NOW.plusSeconds(601);
      writer.offer(prompt, 120);
    }
    assertEquals(3, asked.get());
    assertEquals(2, PrefixStoreTest.files(place).size());
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whatAKilledProcessLeftGoesThoughNothingIsWritten() throws IOException {
    save(prompt, 120, 1 << 20, NOW);
    Path left = PrefixStoreTest.files(folder).get(0).resolveSibling("00000-a.kv.x.tmp");
    Files.writeString(left, "half");
    Files.setLastModifiedTime(left, FileTime.from(NOW));
    save(prompt, 120, 1 << 20, NOW.plusSeconds(3500));
    assertTrue(Files.exists(left), "its process may live");
    save(prompt, 120, 1 << 20, NOW.plusSeconds(3700));
    assertEquals(2, count());
    assertEquals(2, asked.get());
  }

  @Test
  void dropsWhatIsTooMuch() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (PrefixWriter writer =
        writer(
            folder,
            1 << 20,
            (ids, block) -> {
              running.countDown();
              try {
                goOn.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return values();
            },
            NOW)) {
      writer.offer(prompt, 60);
      running.await();
      for (int i = 1; i <= 20; i++) {
        int[] other = prompt.clone();
        other[0] = i;
        writer.offer(other, 60);
      }
      goOn.countDown();
    }
    assertEquals(5, count());
    PrefixWriter closed = writer(folder, 1 << 20, (ids, block) -> values(), NOW);
    closed.close();
    closed.offer(new int[60], 60);
    assertTrue(count() == 5);
  }
}
