package org.nljdbc.runtime.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nljdbc.runtime.weights.Failures.fails;

import java.io.BufferedReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.runtime.ModelFiles;
import org.nljdbc.runtime.TinyFiles;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.Progress;

class HubModelsTest {

  static final HubId TINY = new HubId("org", "tiny", "main");

  @TempDir Path cache;
  private FakeHub hub;

  @BeforeEach
  void start() throws Exception {
    hub = new FakeHub();
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private HubModels models(@Nullable String token, boolean offline) {
    return new HubModels(
        new HubEnvironment(cache.toString(), hub.address(), token, offline),
        Disk.REAL,
        time -> {},
        Duration.ofSeconds(30));
  }

  private Path model() throws LanguageModelException {
    return models(null, false).model(TINY, Progress.NONE);
  }

  private Path folder() {
    return cache.resolve("models--org--tiny");
  }

  @Test
  void downloadsASnapshotThatOpens() throws Exception {
    hub.with(TinyFiles.path("untied-bf16")).with("README.md", new byte[10]);
    List<Double> told = new ArrayList<>();
    Path model = models(null, false).model(TINY, (task, fraction) -> told.add(fraction));
    assertEquals(folder().resolve("snapshots").resolve(FakeHub.COMMIT), model);
    assertEquals(FakeHub.COMMIT, Files.readString(folder().resolve("refs").resolve("main")));
    try (ModelFiles files = ModelFiles.open(model);
        ModelFiles same = ModelFiles.open(TinyFiles.path("untied-bf16"))) {
      assertEquals(same.weights().fingerprint(), files.weights().fingerprint());
    }
    Path weights = model.resolve("model-00001-of-00002.safetensors");
    byte[] original =
        Files.readAllBytes(TinyFiles.path("untied-bf16").resolve(weights.getFileName()));
    assertArrayEquals(original, Files.readAllBytes(weights));
    assertEquals(
        Path.of("..", "..", "blobs", FakeHub.sha256(original)), Files.readSymbolicLink(weights));
    assertFalse(Files.exists(model.resolve("README.md")));
    assertEquals(1.0, told.get(told.size() - 1));
    assertEquals(1, told.stream().filter(fraction -> fraction == 1).count());
    try (Stream<Path> all = Files.walk(cache)) {
      assertEquals(List.of(), all.filter(file -> file.toString().endsWith(".incomplete")).toList());
    }
  }

  @Test
  void downloadsGgufWhereThereIsNothingElse() throws Exception {
    for (int i = 1; i <= 3; i++) {
      String name = "untied-q8_0-0000" + i + "-of-00003.gguf";
      hub.with(name, Files.readAllBytes(TinyFiles.path(name)));
    }
    hub.with("untied-q2_k.gguf", new byte[5]);
    Path model = model();
    assertEquals("untied-q8_0-00001-of-00003.gguf", String.valueOf(model.getFileName()));
    ModelFiles.open(model).close();
    assertEquals(0, hub.gets("untied-q2_k.gguf"));
    hub.close();
    assertEquals(model, model());
  }

  @Test
  void asksNothingOnceItIsComplete() throws Exception {
    hub.with(TinyFiles.path("tied-fp32"));
    Path model = model();
    int asked = hub.seen.size();
    assertEquals(model, model());
    assertEquals(model, models(null, true).model(TINY, Progress.NONE));
    HubId pinned = new HubId("org", "tiny", FakeHub.COMMIT);
    assertEquals(model, models(null, true).model(pinned, Progress.NONE));
    assertEquals(asked, hub.seen.size());
  }

  @Test
  void getsOnlyWhatIsMissing() throws Exception {
    hub.with(TinyFiles.path("untied-bf16"));
    Path model = model();
    Files.delete(model.resolve("model-00001-of-00002.safetensors").toRealPath());
    Files.delete(model.resolve("model-00002-of-00002.safetensors"));
    assertEquals(model, model());
    assertEquals(2, hub.gets("model-00001-of-00002.safetensors"));
    assertEquals(1, hub.gets("model-00002-of-00002.safetensors"));
    assertEquals(1, hub.gets("tokenizer.json"));
    ModelFiles.open(model).close();
  }

  @Test
  void equalFilesAreStoredOnce() throws Exception {
    byte[] same = "{}".getBytes(StandardCharsets.UTF_8);
    hub.with(TinyFiles.path("tied-fp32"))
        .with("tokenizer_a.json", same)
        .with("tokenizer_b.json", same);
    Path model = model();
    assertEquals(1, hub.gets("tokenizer_a.json") + hub.gets("tokenizer_b.json"));
    assertArrayEquals(same, Files.readAllBytes(model.resolve("tokenizer_a.json")));
    assertArrayEquals(same, Files.readAllBytes(model.resolve("tokenizer_b.json")));
  }

  @Test
  void offlineSaysSo() throws Exception {
    hub.with(TinyFiles.path("tied-fp32"));
    fails(
        Kind.NOT_FOUND,
        () -> models(null, true).model(TINY, Progress.NONE),
        "org/tiny",
        "HF_HUB_OFFLINE",
        cache.toString());
    assertEquals(List.of(), hub.seen);
  }

  @Test
  void theTokenGoesToTheHubAlone() throws Exception {
    hub.with(TinyFiles.path("tied-fp32"));
    models("hf_secret", false).model(TINY, Progress.NONE);
    assertTrue(hub.seen.stream().anyMatch(FakeHub.Seen::store));
    for (FakeHub.Seen one : hub.seen) {
      assertEquals(one.store() ? null : "Bearer hf_secret", one.token(), one.path());
    }
  }

  @Test
  void followsARedirectWithinTheHub() throws Exception {
    hub.with(TinyFiles.path("tied-fp32"));
    String there = "/api/models/Org/Tiny/revision/main";
    hub.fault("listing", FakeHub.status(307, "Location", there));
    hub.fault("HEAD config.json", FakeHub.status(307, "Location", "/cached/config.json"));
    models("hf_secret", false).model(TINY, Progress.NONE);
    for (String path : List.of(there, "/cached/config.json")) {
      FakeHub.Seen moved =
          hub.seen.stream().filter(one -> one.path().equals(path)).findFirst().orElseThrow();
      assertEquals("Bearer hf_secret", moved.token());
    }
  }

  @Test
  void revisionsAreKeptApart() throws Exception {
    hub.with(TinyFiles.path("tied-fp32"));
    models(null, false).model(new HubId("org", "tiny", "refs/pr/1"), Progress.NONE);
    assertTrue(
        hub.seen.stream()
            .anyMatch(one -> one.path().equals("/api/models/org/tiny/revision/refs/pr/1")));
    assertEquals(FakeHub.COMMIT, Files.readString(folder().resolve("refs").resolve("refs/pr/1")));
    assertNull(new HubCache(cache, TINY).commit());
    Files.writeString(folder().resolve("refs").resolve("main"), "../../elsewhere");
    assertNull(new HubCache(cache, TINY).commit());
  }

  @Test
  void twoAtOnceDownloadOnce() throws Exception {
    hub.with(TinyFiles.path("tied-fp32"));
    CountDownLatch second = new CountDownLatch(1);
    CompletableFuture<@Nullable Void> waiting = new CompletableFuture<>();
    hub.fault(
        "listing",
        (exchange, content) -> {
          second.countDown();
          waiting.orTimeout(30, TimeUnit.SECONDS).join();
          FakeHub.send(exchange, content);
        });
    CompletableFuture<Path> first = downloading(Progress.NONE);
    second.await();
    CompletableFuture<Path> other =
        downloading(
            (task, fraction) -> {
              if (task.startsWith("waiting for another download")) {
                waiting.complete(null);
              }
            });
    assertEquals(first.get(60, TimeUnit.SECONDS), other.get(60, TimeUnit.SECONDS));
    assertEquals(1, hub.gets("model.safetensors"));
    assertEquals(1, hub.gets("config.json"));
  }

  @Test
  void waitsForALockThatAnotherHolds() throws Exception {
    hub.with(TinyFiles.path("tied-fp32"));
    Path lock = new HubCache(cache, TINY).lock();
    Files.createDirectories(lock.resolveSibling(""));
    CompletableFuture<Boolean> waited = new CompletableFuture<>();
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertNotNull(channel.lock());
      CompletableFuture<Path> model = downloading((task, fraction) -> waited.complete(true));
      assertTrue(waited.get(30, TimeUnit.SECONDS));
      assertEquals(List.of(), hub.seen);
      channel.close();
      assertNotNull(model.get(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void waitsForAnotherProcess() throws Exception {
    hub.with(TinyFiles.path("tied-fp32"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                new HubCache(cache, TINY).lock().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader says = process.inputReader(StandardCharsets.UTF_8)) {
      assertTrue(String.valueOf(says.readLine()).startsWith("held"));
      CompletableFuture<Boolean> waited = new CompletableFuture<>();
      CompletableFuture<Path> model = downloading((task, fraction) -> waited.complete(true));
      assertTrue(waited.get(30, TimeUnit.SECONDS));
      assertEquals(List.of(), hub.seen);
      process.getOutputStream().close();
      assertNotNull(model.get(60, TimeUnit.SECONDS));
    } finally {
      process.destroy();
    }
  }

  /**
   * In a thread of its own: one that waits would block the common pool, which may have no other.
   */
  private CompletableFuture<Path> downloading(Progress progress) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return models(null, false).model(TINY, progress);
          } catch (LanguageModelException e) {
            throw new IllegalStateException(e);
          }
        },
        task -> new Thread(task, "downloading").start());
  }

  @Test
  void anInterruptEndsIt() throws Exception {
    hub.with(TinyFiles.path("tied-fp32"));
    CompletableFuture<Boolean> begun = new CompletableFuture<>();
    FakeHub.Fault silent = hub.silent();
    hub.fault(
        "GET model.safetensors",
        (exchange, content) -> {
          begun.complete(true);
          silent.answer(exchange, content);
        });
    CompletableFuture<LanguageModelException> failure = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                model();
              } catch (LanguageModelException e) {
                failure.complete(e);
              }
            });
    thread.start();
    begun.get(30, TimeUnit.SECONDS);
    thread.interrupt();
    assertEquals(Kind.CANCELLED, failure.get(30, TimeUnit.SECONDS).kind());
    thread.join();
    assertNotNull(model());
  }

  @Test
  void anUnusableEnvironmentIsTold() {
    for (String endpoint : List.of("ftp://host", "huggingface.co", "http://u:pass@host", "a b")) {
      HubModels models = new HubModels(new HubEnvironment(cache.toString(), endpoint, null, false));
      LanguageModelException failure =
          fails(Kind.FAILED, () -> models.model(TINY, Progress.NONE), "HF_ENDPOINT");
      assertFalse(String.valueOf(failure.getMessage()).contains("pass@"), endpoint);
    }
    HubModels models = new HubModels(new HubEnvironment("a\0b", "http://h", null, false));
    fails(Kind.FAILED, () -> models.model(TINY, Progress.NONE), "HF_HUB_CACHE");
  }

  @Test
  void aSlashAtTheEndOfTheEndpointDoesNotMatter() throws Exception {
    hub.with(TinyFiles.path("tied-fp32"));
    new HubModels(new HubEnvironment(cache.toString(), hub.address() + "//", null, false))
        .model(TINY, Progress.NONE);
    assertTrue(Objects.requireNonNull(hub.seen.get(0)).path().startsWith("/api/models/org/tiny"));
  }
}
