package org.nljdbc.runtime.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrefixStoreTest {

  private static final int VALUE_BYTES = 1000;
  private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");

  @TempDir Path folder;
  private final int[] prompt = new Random(1).ints(200, 0, 50_000).toArray();
  private PrefixStore store;

  @BeforeEach
  void open() {
    store = store("model");
  }

  private PrefixStore store(String model) {
    return new PrefixStore(new PrefixPlace(folder, model), VALUE_BYTES);
  }

  private static byte[] values(int seed) {
    byte[] values = new byte[VALUE_BYTES];
    new Random(seed).nextBytes(values);
    return values;
  }

  private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private Path onlyFile() throws IOException {
    List<Path> files = files(folder);
    assertEquals(1, files.size(), files.toString());
    return files.get(0);
  }

  @Test
  void givesBackWhatWasWritten() throws IOException {
    assertNull(store.read(prompt, 0));
    store.write(prompt, 0, values(1), NOW);
    store.write(prompt, 2, values(2), NOW);
    assertTrue(store.has(prompt, 0));
    assertFalse(store.has(prompt, 1));
    PrefixStore later = store("model");
    assertArrayEquals(values(2), bytes(later.read(prompt, 2)));
    assertArrayEquals(values(1), bytes(later.read(prompt, 0)));
    assertNull(later.read(prompt, 1));
    ByteBuffer read = later.read(prompt, 0);
    assertTrue(read != null && read.isDirect() && read.order() == ByteOrder.nativeOrder());
  }

  @Test
  void otherModelsAndOtherBeginningsAreNotFound() throws IOException {
    store.write(prompt, 1, values(1), NOW);
    assertNull(store("other").read(prompt, 1));
    int[] other = prompt.clone();
    other[3]++;
    assertNull(store.read(other, 1));
    int[] laterTokens = prompt.clone();
    laterTokens[120]++;
    assertNotNull(store.read(laterTokens, 1));
    assertEquals(1, files(folder).size());
  }

  @Test
  void theFileHoldsNoTokenBehindTheBlock() throws IOException {
    int[] marked = prompt.clone();
    Arrays.fill(marked, 120, 200, 0x5A5A5A5A);
    store.write(marked, 1, new byte[VALUE_BYTES], NOW);
    byte[] content = Files.readAllBytes(onlyFile());
    for (int i = 0; i + 4 <= content.length; i++) {
      assertNotEquals(0x5A5A5A5A, ByteBuffer.wrap(content).getInt(i), "offset " + i);
    }
  }

  @Test
  void aFileCutAnywhereIsRemovedAndCanBeWrittenAgain() throws IOException {
    store.write(prompt, 1, values(1), NOW);
    Path file = onlyFile();
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += 1 + length / 9) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertNull(store.read(prompt, 1), length + " bytes");
      assertFalse(Files.exists(file));
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertNull(store.read(prompt, 1), "one byte more");
    store.write(prompt, 1, values(1), NOW);
    assertArrayEquals(values(1), bytes(store.read(prompt, 1)));
  }

  @Test
  void aFlippedBitAnywhereIsSeen() throws IOException {
    store.write(prompt, 1, values(1), NOW);
    Path file = onlyFile();
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) (1 << at % 8);
      Files.write(file, damaged);
      assertNull(store.read(prompt, 1), "offset " + at);
      assertFalse(Files.exists(file));
    }
  }

  @Test
  void anotherVersionOrModelUnderTheNameIsRemovedThoughItsSumIsRight() throws IOException {
    store.write(prompt, 1, values(1), NOW);
    Path file = onlyFile();
    byte[] whole = Files.readAllBytes(file);
    for (int at : new int[] {0, 8, 12, 16, 20, 52}) {
      byte[] foreign = whole.clone();
      foreign[at]++;
      CRC32C sum = new CRC32C();
      sum.update(foreign, 0, foreign.length - 4);
      ByteBuffer.wrap(foreign)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(foreign.length - 4, (int) sum.getValue());
      Files.write(file, foreign);
      assertNull(store.read(prompt, 1), "offset " + at);
      assertFalse(Files.exists(file));
    }
  }

  @Test
  void onlyItsOwnerMayReadIt() throws IOException {
    Assumptions.assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    store = new PrefixStore(new PrefixPlace(folder.resolve("prefixes"), "model"), VALUE_BYTES);
    store.write(prompt, 0, values(1), NOW);
    Path file = onlyFile();
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    Path model = Objects.requireNonNull(file.getParent());
    for (Path each : List.of(model, folder.resolve("prefixes"))) {
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
    }
  }

  @Test
  void useIsNotedNowAndThen() throws IOException {
    store.write(prompt, 0, values(1), NOW);
    Path file = onlyFile();
    assertEquals(FileTime.from(NOW), Files.getLastModifiedTime(file));
    store.touch(prompt, 0, NOW.plusSeconds(599), Duration.ofMinutes(10));
    assertEquals(FileTime.from(NOW), Files.getLastModifiedTime(file));
    store.touch(prompt, 0, NOW.plusSeconds(601), Duration.ofMinutes(10));
    assertEquals(FileTime.from(NOW.plusSeconds(601)), Files.getLastModifiedTime(file));
    store.touch(prompt, 1, NOW, Duration.ZERO);
  }

  @Test
  void aFailedWriteLeavesNothing() throws IOException {
    assertThrows(IllegalArgumentException.class, () -> store.write(prompt, 0, new byte[1], NOW));
    assertEquals(List.of(), files(folder));
    Path file = folder.resolve("file");
    Files.writeString(file, "in the way");
    PrefixStore blocked = new PrefixStore(new PrefixPlace(file, "model"), VALUE_BYTES);
    assertThrows(IOException.class, () -> blocked.write(prompt, 0, values(1), NOW));
    assertNull(blocked.read(prompt, 0));
    assertFalse(blocked.has(prompt, 0));
  }

  @Test
  void manyMayUseOneFolder() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> found =
          Stream.generate(() -> pool.submit(() -> writeAndRead(folder, 100))).limit(4).toList();
      for (Future<Integer> each : found) {
        assertEquals(300, each.get());
      }
    } finally {
      pool.shutdown();
    }
    assertEquals(3, files(folder).size());
  }

  @Test
  void manyProcessesMayUseOneFolder() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PrefixStoreTest.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    try {
      int found = 0;
      int rounds = 0;
      while (other.isAlive() || rounds == 0) {
        found += writeAndRead(folder, 20);
        rounds += 20;
      }
      String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, other.waitFor(), said);
      assertEquals(3 * rounds, found);
    } finally {
      other.destroyForcibly();
    }
    assertEquals(3, files(folder).size());
  }

  /** The other process. */
  public static void main(String[] args) throws IOException {
    int found = writeAndRead(Path.of(args[0]), 300);
    System.exit(found == 900 ? 0 : 1);
  }

  /** Writes the same three blocks again and again; returns how many were found whole. */
  private static int writeAndRead(Path folder, int rounds) throws IOException {
    PrefixStore store = new PrefixStore(new PrefixPlace(folder, "shared"), VALUE_BYTES);
    int[] prompt = new Random(2).ints(200, 0, 50_000).toArray();
    int found = 0;
    for (int i = 0; i < rounds; i++) {
      for (int block = 0; block < 3; block++) {
        store.write(prompt, block, values(block), NOW);
        if (Arrays.equals(values(block), bytes(store.read(prompt, block)))) {
          found++;
        }
      }
    }
    return found;
  }
}
