package org.nljdbc.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.Progress;

class UnpackedModelTest {

  @TempDir Path cache;
  private final Map<String, byte[]> packed = new LinkedHashMap<>();
  private final Map<String, String> digests = new LinkedHashMap<>();
  private final AtomicInteger opened = new AtomicInteger();

  @BeforeEach
  void pack() throws Exception {
    for (int i = 1; i <= 3; i++) {
      byte[] bytes =
          ("shard " + i).repeat(20_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      packed.put(i + ".gguf", bytes);
      digests.put(
          i + ".gguf",
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    }
  }

  private UnpackedModel model() {
    return new UnpackedModel(
        "m",
        digests,
        name -> {
          opened.incrementAndGet();
          byte[] bytes = packed.get(name);
          if (bytes == null) {
            throw new IOException("no " + name);
          }
          return new ByteArrayInputStream(bytes);
        },
        cache);
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(cache.resolve("models"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void unpacksOnce() throws Exception {
    List<Double> told = new ArrayList<>();
    Path folder = model().folder((task, fraction) -> told.add(fraction));
    for (Map.Entry<String, byte[]> file : packed.entrySet()) {
      assertArrayEquals(file.getValue(), Files.readAllBytes(folder.resolve(file.getKey())));
    }
    assertEquals(1.0, told.get(told.size() - 1));
    assertEquals(folder, model().folder(Progress.NONE));
    assertEquals(3, opened.get());
    assertEquals(List.of("m-" + folder.getFileName().toString().substring(2), "m.lock"), left());
  }

  @Test
  void aDamagedFileLeavesNothingBehind() throws Exception {
    packed.put("2.gguf", new byte[] {1, 2, 3});
    LanguageModelException damaged =
        assertThrows(LanguageModelException.class, () -> model().folder(Progress.NONE));
    assertEquals(Kind.CORRUPT, damaged.kind());
    assertTrue(String.valueOf(damaged.getMessage()).contains("2.gguf"));
    assertEquals(List.of("m.lock"), left());
    packed.remove("2.gguf");
    LanguageModelException missing =
        assertThrows(LanguageModelException.class, () -> model().folder(Progress.NONE));
    assertEquals(Kind.FAILED, missing.kind());
    assertEquals(List.of("m.lock"), left());
  }

  @Test
  void manyAtOnceUnpackOnce() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(6);
    try {
      List<Future<Path>> folders = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        folders.add(pool.submit(() -> model().folder(Progress.NONE)));
      }
      for (Future<Path> folder : folders) {
        assertTrue(Files.isRegularFile(folder.get().resolve("3.gguf")));
      }
    } finally {
      pool.shutdown();
    }
    assertEquals(3, opened.get());
  }

  @Test
  void anotherVersionUnpacksBesideIt() throws Exception {
    Path first = model().folder(Progress.NONE);
    digests.remove("3.gguf");
    Path second = model().folder(Progress.NONE);
    assertTrue(Files.isDirectory(first) && Files.isDirectory(second) && !first.equals(second));
  }

  @Test
  void aFolderThatCannotBeWrittenIsAnError() throws Exception {
    Files.writeString(cache.resolve("models"), "a file in its place");
    LanguageModelException failure =
        assertThrows(LanguageModelException.class, () -> model().folder(Progress.NONE));
    assertEquals(Kind.FAILED, failure.kind());
    assertTrue(String.valueOf(failure.getMessage()).contains("XDG_CACHE_HOME"));
  }
}
