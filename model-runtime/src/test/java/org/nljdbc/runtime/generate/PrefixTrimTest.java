package org.nljdbc.runtime.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrefixTrimTest {

  private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");

  @TempDir Path folder;

  private void file(String name, int bytes, Duration age) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[bytes]);
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
  }

  private void trim(long maxBytes) throws IOException {
    new PrefixTrim(folder, maxBytes, Duration.ofDays(30)).run(NOW);
  }

  private List<String> left() throws IOException {
    return PrefixStoreTest.files(folder).stream()
        .map(file -> folder.relativize(file).toString().replace('\\', '/'))
        .toList();
  }

  @Test
  void whatWasNotUsedForLongGoes() throws IOException {
    file("a/00000-a.kv", 10, Duration.ofDays(31));
    file("a/00001-b.kv", 10, Duration.ofDays(29));
    file("b/00000-c.kv", 10, Duration.ofDays(400));
    file("b/00001-d.kv", 10, Duration.ofDays(-1));
    trim(1000);
    assertEquals(List.of("a/00001-b.kv", "b/00001-d.kv"), left());
  }

  @Test
  void theOldestGoFirstAndOfEqualOnesTheLastBlocks() throws IOException {
    file("a/00000-a.kv", 10, Duration.ofDays(2));
    file("a/00001-b.kv", 10, Duration.ofDays(2));
    file("a/00002-c.kv", 10, Duration.ofDays(2));
    file("b/00000-d.kv", 10, Duration.ofDays(3));
    file("b/00001-e.kv", 10, Duration.ofDays(1));
    trim(50);
    assertEquals(5, left().size());
    trim(30);
    assertEquals(List.of("a/00000-a.kv", "a/00001-b.kv", "b/00001-e.kv"), left());
    trim(19);
    assertEquals(List.of("b/00001-e.kv"), left());
    trim(0);
    assertEquals(List.of(), left());
  }

  @Test
  void whatAKilledProcessLeftGoesAfterAnHour() throws IOException {
    file("a/00000-a.kv.1.tmp", 10, Duration.ofMinutes(59));
    file("a/00000-a.kv.2.tmp", 10, Duration.ofMinutes(61));
    trim(0);
    assertEquals(List.of("a/00000-a.kv.1.tmp"), left());
  }

  @Test
  void nothingElseIsTouched() throws IOException {
    file("notes.txt", 10, Duration.ofDays(99));
    file("a/notes.txt", 10, Duration.ofDays(99));
    file("a/b/00000-a.kv", 10, Duration.ofDays(99));
    trim(0);
    assertEquals(3, left().size());
    new PrefixTrim(folder.resolve("none"), 0, Duration.ZERO).run(NOW);
  }

  @Test
  void severalMayTrimAtOnce() throws Exception {
    for (int i = 0; i < 200; i++) {
      file("a/%05d-a.kv".formatted(i), 1, Duration.ofDays(i % 60));
    }
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<Boolean>> all =
          Stream.generate(
                  () ->
                      pool.submit(
                          () -> {
                            trim(5);
                            return true;
                          }))
              .limit(8)
              .toList();
      for (Future<Boolean> each : all) {
        each.get();
      }
    } finally {
      pool.shutdown();
    }
    assertEquals(true, left().size() <= 5);
  }
}
