package org.nljdbc.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.runtime.hub.HubEnvironment;
import org.nljdbc.runtime.weights.AdapterFiles;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Candidate;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;
import org.nljdbc.spi.Prompt;
import org.nljdbc.translate.Models;

/** Real models take each other's place while they are asked. */
class SwitchModelTest {

  private static final int SWITCHES = 20;
  private static final int ASKING = 8;
  private static final String THREAD = "nl-jdbc-inference";
  private static final GenerationRequest REQUEST =
      GenerationRequest.builder(
              new Prompt(
                  List.of(
                      new Prompt.Message(Prompt.Role.SYSTEM, "CREATE TABLE orders; ".repeat(6)),
                      new Prompt.Message(Prompt.Role.USER, "How many orders?")),
                  "SELECT"),
              12)
          .candidates(2)
          .build();

  @TempDir Path folder;
  private Models models;
  private int decodersBefore;

  @BeforeEach
  void open() {
    LocalModelProvider provider =
        new LocalModelProvider(folder.resolve("cache"), HubEnvironment::ofProcess);
    models = new Models(() -> List.of(provider), Duration.ofHours(1));
    decodersBefore = decoders();
  }

  @AfterEach
  void close() {
    models.close();
    decodersBecome(0);
  }

  /** One thread: with several, the last bits of so small a model depend on more than the tokens. */
  private static ModelOptions options(String name) {
    return new ModelOptions(TinyFiles.path(name).toString(), "none", "cpu", 1, 0);
  }

  /** Decoders that live: each has a thread of its own. */
  private static int decoders() {
    return (int)
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals(THREAD))
            .count();
  }

  /** Waits for threads that have ended their work to be gone. */
  private void decodersBecome(int count) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (decoders() != decodersBefore + count && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertEquals(count, decoders() - decodersBefore);
  }

  private record Answered(String fingerprint, List<Candidate> candidates) {}

  private static Answered ask(Models.Lease lease) throws LanguageModelException {
    try (LanguageModel model = lease.model(Progress.NONE, Cancellation.NEVER)) {
      return new Answered(
          model.info().fingerprint(), model.generate(REQUEST, Cancellation.NEVER).candidates());
    }
  }

  /** What each model answers when nothing else happens, by its fingerprint. */
  private Map<String, Answered> alone(List<ModelOptions> all) throws LanguageModelException {
    Map<String, Answered> answers = new HashMap<>();
    for (ModelOptions options : all) {
      LocalModelProvider provider =
          new LocalModelProvider(folder.resolve("cache"), HubEnvironment::ofProcess);
      try (LanguageModel model = provider.open(options, Progress.NONE)) {
        String fingerprint = model.info().fingerprint();
        answers.put(
            fingerprint,
            new Answered(fingerprint, model.generate(REQUEST, Cancellation.NEVER).candidates()));
      }
    }
    return answers;
  }

  @Test
  void everyAnswerIsWhollyFromOneModelWhileTheySwitch() throws Exception {
    List<ModelOptions> all =
        List.of(options("tied-fp32"), options("untied-bf16"), options("untied-q8_0.gguf"));
    Map<String, Answered> alone = alone(all);
    assertEquals(all.size(), alone.size());
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger answers = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(ASKING);
    try (Models.Lease lease = models.lease(all.get(0))) {
      List<Future<Integer>> asking = new ArrayList<>();
      for (int i = 0; i < ASKING; i++) {
        asking.add(
            threads.submit(
                () -> {
                  int asked = 0;
                  while (!over.get()) {
                    Answered answer = ask(lease);
                    assertEquals(alone.get(answer.fingerprint()), answer);
                    answers.incrementAndGet();
                    asked++;
                  }
                  return asked;
                }));
      }
      for (int i = 1; i <= SWITCHES; i++) {
        models.switchTo(all.get(0), all.get(i % all.size()), Progress.NONE);
        decodersBecome(1);
        int before = answers.get();
        while (answers.get() < before + 2 && asking.stream().noneMatch(Future::isDone)) {
          Thread.sleep(1);
        }
      }
      over.set(true);
      for (Future<Integer> each : asking) {
        assertTrue(each.get(60, TimeUnit.SECONDS) > 0);
      }
    } finally {
      over.set(true);
      threads.shutdown();
      assertTrue(threads.awaitTermination(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void aFailingLoadKeepsTheOld() throws Exception {
    ModelOptions from = options("tied-fp32");
    Path broken = folder.resolve("broken.gguf");
    byte[] whole = Files.readAllBytes(TinyFiles.path("untied-q8_0.gguf"));
    Files.write(broken, Arrays.copyOf(whole, whole.length / 2));
    try (Models.Lease lease = models.lease(from)) {
      Answered before = ask(lease);
      for (String wrong : new String[] {broken.toString(), "/no/such/model"}) {
        ModelOptions to = new ModelOptions(wrong, "none", "cpu", 1, 0);
        LanguageModelException e =
            assertThrows(
                LanguageModelException.class, () -> models.switchTo(from, to, Progress.NONE));
        assertTrue(e.kind() == Kind.CORRUPT || e.kind() == Kind.NOT_FOUND, e.kind().toString());
        assertEquals(before, ask(lease));
        decodersBecome(1);
      }
    }
  }

  @Test
  void adaptersSwitchLikeModels() throws Exception {
    ModelOptions plain = options("tied-fp32");
    Path adapter;
    try (ModelFiles files = ModelFiles.open(TinyFiles.path("tied-fp32"))) {
      adapter = AdapterFiles.write(folder.resolve("taught"), files.weights(), 5);
    }
    ModelOptions taught = new ModelOptions(plain.model(), adapter.toString(), "cpu", 1, 0);
    try (Models.Lease lease = models.lease(plain)) {
      Answered before = ask(lease);
      models.switchTo(plain, taught, Progress.NONE);
      Answered after = ask(lease);
      assertNotEquals(before.fingerprint(), after.fingerprint());
      assertNotEquals(before.candidates(), after.candidates());
      models.switchTo(plain, plain, Progress.NONE);
      assertEquals(before, ask(lease));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void memoryComesBack() throws Exception {
    // Twenty of these models take some 115 MiB together; the rest is what a JVM does by itself.
    List<ModelOptions> all = List.of(options("tied-fp32"), options("untied-bf16"));
    try (Models.Lease lease = models.lease(all.get(0))) {
      ask(lease);
      for (int i = 1; i <= 6; i++) {
        models.switchTo(all.get(0), all.get(i % 2), Progress.NONE);
        ask(lease);
      }
      long settled = resident();
      for (int i = 1; i <= SWITCHES; i++) {
        models.switchTo(all.get(0), all.get(i % 2), Progress.NONE);
        ask(lease);
      }
      long grown = resident() - settled;
      assertTrue(grown < 80L << 20, "resident memory grew by " + (grown >> 20) + " MiB");
    }
  }

  /**
   * Resident memory of this process in bytes, without what the JVM manages: its heap grows and
   * shrinks by what other tests have left.
   */
  private static long resident() throws IOException {
    System.gc();
    MemoryMXBean jvm = ManagementFactory.getMemoryMXBean();
    long managed =
        jvm.getHeapMemoryUsage().getCommitted() + jvm.getNonHeapMemoryUsage().getCommitted();
    String line =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(each -> each.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow();
    return (Long.parseLong(line.replaceAll("\\D", "")) << 10) - managed;
  }
}
