package org.nljdbc.runtime.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nljdbc.runtime.weights.Failures.fails;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.spi.LanguageModelException.Kind;

class ReadableFileTest {

  @TempDir Path folder;

  @Test
  void anInterruptEndsOneReaderAndNotTheOthers() throws Exception {
    Path path = Files.write(folder.resolve("f"), new byte[] {1, 2, 3});
    try (ReadableFile file = ReadableFile.open(path)) {
      byte[] bytes = new byte[3];
      Thread.currentThread().interrupt();
      fails(Kind.CANCELLED, () -> file.read(0, bytes, 3), "interrupted");
      assertTrue(Thread.interrupted());
      file.read(0, bytes, 3);
      assertArrayEquals(new byte[] {1, 2, 3}, bytes);
    }
  }

  @Test
  void aFileThatIsCutShortWhileInUseGivesAnError() throws Exception {
    Path path = Files.write(folder.resolve("f"), new byte[10]);
    try (ReadableFile file = ReadableFile.open(path)) {
      try (FileChannel writer = FileChannel.open(path, StandardOpenOption.WRITE)) {
        writer.truncate(4);
      }
      fails(Kind.CORRUPT, () -> file.read(0, new byte[10], 10), "cut short to 4 bytes");
    }
  }

  @Test
  void readsBeyondTheEndAreRefused() throws Exception {
    Path path = Files.write(folder.resolve("f"), new byte[10]);
    try (ReadableFile file = ReadableFile.open(path)) {
      fails(Kind.CORRUPT, () -> file.read(8, new byte[4], 4), "beyond its end at 10");
      fails(Kind.CORRUPT, () -> file.read(-1, new byte[4], 4), "beyond its end");
      fails(Kind.CORRUPT, () -> file.read(Long.MAX_VALUE, new byte[4], 4), "beyond its end");
    }
  }
}
