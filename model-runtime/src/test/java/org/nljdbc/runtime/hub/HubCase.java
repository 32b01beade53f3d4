package org.nljdbc.runtime.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.nljdbc.runtime.weights.Failures.fails;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.runtime.TinyFiles;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.Progress;

/** A test of a hub with one small model, with an empty cache. */
abstract class HubCase {

  static final String WEIGHTS = "model.safetensors";

  @TempDir Path cache;
  FakeHub hub;
  byte[] weights;
  final List<Duration> pauses = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws Exception {
    hub = new FakeHub().with(TinyFiles.path("tied-fp32"));
    weights = Files.readAllBytes(TinyFiles.path("tied-fp32").resolve(WEIGHTS));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  final Path model(Disk disk, Duration patience) throws LanguageModelException {
    return new HubModels(
            new HubEnvironment(cache.toString(), hub.address(), "hf_secret", false),
            disk,
            pauses::add,
            patience)
        .model(HubModelsTest.TINY, Progress.NONE);
  }

  final Path model() throws LanguageModelException {
    return model(Disk.REAL, Duration.ofSeconds(30));
  }

  final LanguageModelException refused(Kind kind, String... words) {
    LanguageModelException failure = fails(kind, this::model, words);
    for (Throwable one = failure; one != null; one = one.getCause()) {
      String message = String.valueOf(one.getMessage());
      assertFalse(message.contains("hf_secret") || message.contains("signature"), message);
    }
    return failure;
  }

  final Path partial() {
    return BlobDownload.incomplete(
        new HubCache(cache, HubModelsTest.TINY).blob(FakeHub.sha256(weights)));
  }

  final void inherit(byte[] content) throws IOException {
    Files.createDirectories(partial().resolveSibling(""));
    Files.write(partial(), content);
  }

  /** The ranges with which the weights' content was asked for. */
  final List<String> ranges() {
    return hub.seen.stream()
        .filter(one -> one.store() && one.method().equals("GET"))
        .map(one -> String.valueOf(one.range()))
        .toList();
  }

  final void complete(Path model) throws IOException {
    assertArrayEquals(weights, Files.readAllBytes(model.resolve(WEIGHTS)));
    assertFalse(Files.exists(partial()));
  }
}
