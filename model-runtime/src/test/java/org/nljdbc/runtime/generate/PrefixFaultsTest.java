package org.nljdbc.runtime.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.runtime.ModelFiles;
import org.nljdbc.runtime.TinyFiles;
import org.nljdbc.runtime.TinyModels;
import org.nljdbc.runtime.engine.Decoder;
import org.nljdbc.runtime.engine.InferenceThread;
import org.nljdbc.runtime.engine.Numerics;
import org.nljdbc.spi.AnswerListener;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.Prompt;

/** Prefixes on disk where processes are killed, disks are full, and folders refuse. */
class PrefixFaultsTest {

  private static final String MODEL = "untied-bf16";
  private static final int LARGE = 2 << 20;
  private static final int PROMPTS = 8;
  private static final Duration LONG = Duration.ofDays(30);
  private static final GenerationRequest REQUEST =
      GenerationRequest.greedy(
          new Prompt(List.of(new Prompt.Message(Prompt.Role.USER, "see the tokens")), ""),
          4,
          List.of());

  @TempDir Path folder;

  private static int[] prompt(int seed) {
    return new Random(seed).ints(200, 0, 430).toArray();
  }

  private static byte[] values(int seed, int bytes) {
    byte[] values = new byte[bytes];
    new Random(seed).nextBytes(values);
    return values;
  }

  private static PrefixStore store(Path folder, int bytes) {
    return new PrefixStore(new PrefixPlace(folder, "model"), bytes);
  }

  /** A model that keeps prefixes, with the files that it needs open. */
  private record Asked(ModelFiles files, Generator generator) implements AutoCloseable {

    static Asked open(Path folder) throws Exception {
      ModelFiles files = ModelFiles.open(TinyFiles.path(MODEL));
      InferenceThread thread = new InferenceThread("faults", 1);
      Decoder decoder = TinyModels.decoder(thread, TinyFiles.path(MODEL), Numerics.INT8);
      return new Asked(
          files,
          new Generator(
              thread,
              decoder,
              files.tokenizer().tokenizer(),
              new GeneratorOptions(400, 4, 64L << 20, 64L << 20, true),
              new PrefixPlace(folder, MODEL + "-" + decoder.fingerprint())));
    }

    Generation ask(int seed) throws Exception {
      return generator.generate(
          prompt(seed), 180, REQUEST, Cancellation.NEVER, AnswerListener.NONE);
    }

    @Override
    public void close() {
      generator.close();
      files.close();
    }
  }

  /** Another JVM; says a line when it has begun. */
  private static Process child(List<String> before, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // That file of the JVM itself would be cut short where files may only be small.
    command.add("-XX:-UsePerfData");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(PrefixFaultsTest.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Waits until the other process says something; what its libraries log does not count. */
  private static void await(Process process, String said) throws IOException {
    StringBuilder line = new StringBuilder();
    while (!line.toString().equals(said)) {
      line.setLength(0);
      int c = process.getInputStream().read();
      while (c > '\n') {
        line.append((char) c);
        c = process.getInputStream().read();
      }
      assertTrue(c >= 0, "the process ended without saying: " + said);
    }
  }

  /** The end of a process that can do nothing about it: SIGKILL. */
  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
  }

  private static long count(Path folder, String suffix) throws IOException {
    return PrefixStoreTest.files(folder).stream()
        .filter(file -> file.toString().endsWith(suffix))
        .count();
  }

  /** The other process. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    switch (args[0]) {
      case "write" -> writeForEver(folder, Integer.parseInt(args[2]));
      case "answer" -> answerForEver(folder, Integer.parseInt(args[2]));
      case "limited" -> limited(folder);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void writeForEver(Path folder, int first) throws IOException {
    PrefixStore store = store(folder, LARGE);
    for (int i = first; ; i++) {
      int seed = i % PROMPTS;
      store.write(prompt(seed), 1, values(seed, LARGE), Instant.now());
      if (i == first) {
        System.out.println("writing");
      }
    }
  }

  private static void answerForEver(Path folder, int first) throws Exception {
    try (Asked model = Asked.open(folder)) {
      for (int i = first; ; i++) {
        model.ask(i);
        if (i == first) {
          System.out.println("answering");
        }
      }
    }
  }

  /** Where no file may be large: small blocks go to disk, large ones cannot. */
  private static void limited(Path folder) {
    int asked = 0;
    for (int bytes : new int[] {1_000, LARGE}) {
      int[] begun = {0};
      try (PrefixWriter writer =
          new PrefixWriter(
              store(folder, bytes),
              new PrefixTrim(folder, 1L << 30, LONG),
              (ids, block) -> values(begun[0]++, bytes),
              Clock.systemUTC())) {
        for (int seed = 0; seed < 3; seed++) {
          writer.offer(prompt(seed), 180);
        }
      }
      asked = asked * 100 + begun[0];
    }
    System.out.println(asked);
  }

  @Test
  void aProcessKilledWhileItWritesLeavesNothingThatIsWrong() throws Exception {
    Random random = new Random(20);
    long unfinished = 0;
    for (int round = 0; round < 20; round++) {
      Process process = child(List.of(), "write", folder.toString(), Integer.toString(round));
      try {
        await(process, "writing");
        Thread.sleep(random.nextInt(60));
      } finally {
        kill(process);
      }
      long whole = count(folder, PrefixFile.SUFFIX);
      assertTrue(whole > 0);
      PrefixStore store = store(folder, LARGE);
      long good = 0;
      for (int seed = 0; seed < PROMPTS; seed++) {
        ByteBuffer read = store.read(prompt(seed), 1);
        if (read != null) {
          byte[] bytes = new byte[read.remaining()];
          read.get(bytes);
          assertArrayEquals(values(seed, LARGE), bytes);
          good++;
        }
      }
      assertEquals(whole, good, "every file under its own name is whole");
      unfinished = count(folder, PrefixStore.UNFINISHED);
    }
    if (unfinished == 0) { // no kill came in the middle of a file: what it would have left
      Files.write(folder.resolve("killed" + PrefixStore.UNFINISHED), new byte[100]);
    }
    // A later process, which has no more than one question about what is known.
    Clock later = Clock.fixed(Instant.now().plusSeconds(3_700), ZoneOffset.UTC);
    try (PrefixWriter writer =
        new PrefixWriter(
            store(folder, LARGE),
            new PrefixTrim(folder, 1L << 30, LONG),
            (ids, block) -> null,
            later)) {
      writer.offer(prompt(0), 180);
    }
    assertEquals(0, count(folder, PrefixStore.UNFINISHED));
    assertTrue(count(folder, PrefixFile.SUFFIX) > 0);
  }

  /** Two at once, so that both write the same files, and one is killed before the other. */
  @Test
  void whatKilledProcessesLeftGivesTheSameAnswers() throws Exception {
    Random random = new Random(21);
    for (int round = 0; round < 3; round++) {
      String first = Integer.toString(100 * round);
      Process one = child(List.of(), "answer", folder.toString(), first);
      Process two = child(List.of(), "answer", folder.toString(), first);
      try {
        await(one, "answering");
        Thread.sleep(random.nextInt(100));
        kill(one);
        await(two, "answering");
        Thread.sleep(random.nextInt(100));
      } finally {
        kill(one);
        kill(two);
      }
    }
    int reused = 0;
    try (Asked with = Asked.open(folder);
        Asked without = Asked.open(folder.resolve("none"))) {
      for (int seed = 0; seed < 300; seed += seed % 100 == 9 ? 91 : 1) {
        Generation answer = with.ask(seed);
        reused += answer.reusedTokens();
        assertEquals(without.ask(seed).candidates(), answer.candidates(), "prompt " + seed);
      }
    }
    assertTrue(reused > 0, "nothing was left to be reused");
  }

  /** A limit on the size of files stops a write in its middle, as a full disk does. */
  @Test
  void whereTheDiskIsFullNothingHalfIsLeftAndAnswersGoOn() throws Exception {
    Path sh = Path.of("/bin/sh");
    Assumptions.assumeTrue(Files.isExecutable(sh));
    List<String> limit = List.of(sh.toString(), "-c", "ulimit -f 128; exec \"$@\"", "sh");
    Process process = child(limit, "limited", folder.toString());
    await(process, "901"); // nine small blocks were written, one large one was tried
    assertEquals(0, process.waitFor());
    assertEquals(9, PrefixStoreTest.files(folder).size());
    assertNotNull(store(folder, 1_000).read(prompt(2), 2));
    // Where there is room again, the same folder serves.
    PrefixStore store = store(folder, LARGE);
    store.write(prompt(0), 0, values(0, LARGE), Instant.now());
    assertNotNull(store.read(prompt(0), 0));
  }

  /** Not even the superuser can make a folder there. */
  @Test
  void aFolderThatCannotBeMadeIsDoneWithout() throws Exception {
    Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self")));
    try (Asked model = Asked.open(Path.of("/proc/nl-jdbc-test/prefixes"))) {
      assertEquals(0, model.ask(1).reusedTokens());
      assertEquals(180, model.ask(1).reusedTokens());
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsStillRead() throws Exception {
    Generation first;
    try (Asked model = Asked.open(folder)) {
      first = model.ask(1);
    }
    List<Path> written = PrefixStoreTest.files(folder);
    assertEquals(3, written.size());
    Path own = written.get(0).getParent();
    assertNotNull(own);
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("r-x------"));
    try (Asked model = Asked.open(folder)) {
      Assumptions.assumeFalse(Files.isWritable(own), "the superuser may write anywhere");
      Generation again = model.ask(1);
      assertEquals(180, again.reusedTokens());
      assertEquals(first.candidates(), again.candidates());
      assertEquals(0, model.ask(2).reusedTokens());
    } finally {
      Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
    }
    assertEquals(written, PrefixStoreTest.files(folder));
  }
}
