package org.nljdbc.runtime.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nljdbc.runtime.weights.Failures.fails;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.runtime.TinyFiles;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.Progress;

class HubFaultsTest {

  private static final String WEIGHTS = "model.safetensors";

  @TempDir Path cache;
  private FakeHub hub;
  private byte[] weights;
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws Exception {
    hub = new FakeHub().with(TinyFiles.path("tied-fp32"));
    weights = Files.readAllBytes(TinyFiles.path("tied-fp32").resolve(WEIGHTS));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private Path model(Disk disk, Duration patience) throws LanguageModelException {
    return new HubModels(
            new HubEnvironment(cache.toString(), hub.address(), "hf_secret", false),
            disk,
            pauses::add,
            patience)
        .model(HubModelsTest.TINY, Progress.NONE);
  }

  private Path model() throws LanguageModelException {
    return model(Disk.REAL, Duration.ofSeconds(30));
  }

  private LanguageModelException refused(Kind kind, String... words) {
    LanguageModelException failure = fails(kind, this::model, words);
    for (Throwable one = failure; one != null; one = one.getCause()) {
      String message = String.valueOf(one.getMessage());
      assertFalse(message.contains("hf_secret") || message.contains("signature"), message);
    }
    return failure;
  }

  private Path partial() {
    return BlobDownload.incomplete(
        new HubCache(cache, HubModelsTest.TINY).blob(FakeHub.sha256(weights)));
  }

  private void inherit(byte[] content) throws IOException {
    Files.createDirectories(partial().resolveSibling(""));
    Files.write(partial(), content);
  }

  /** The ranges with which the weights' content was asked for. */
  private List<String> ranges() {
    return hub.seen.stream()
        .filter(one -> one.store() && one.method().equals("GET"))
        .map(one -> String.valueOf(one.range()))
        .toList();
  }

  private void complete(Path model) throws IOException {
    assertArrayEquals(weights, Files.readAllBytes(model.resolve(WEIGHTS)));
    assertFalse(Files.exists(partial()));
  }

  @Test
  void aCutConnectionIsResumed() throws Exception {
    hub.fault("GET " + WEIGHTS, FakeHub.cut());
    complete(model());
    assertEquals(2, ranges().size());
    assertEquals("null", ranges().get(0));
    assertTrue(ranges().get(1).matches("bytes=[1-9]\\d*-"), ranges().toString());
    assertEquals(List.of(Duration.ofMillis(500)), pauses);
  }

  @Test
  void aPartOfAnEarlierProcessIsResumed() throws Exception {
    inherit(Arrays.copyOf(weights, 1000));
    complete(model());
    assertEquals(List.of("bytes=1000-"), ranges());
  }

  @Test
  void aWholePartIsOnlyChecked() throws Exception {
    inherit(weights);
    complete(model());
    assertEquals(List.of(), ranges());
  }

  @Test
  void aWrongPartIsDownloadedAnew() throws Exception {
    inherit(new byte[1000]);
    complete(model());
    assertEquals(List.of("bytes=1000-", "null"), ranges());
  }

  @Test
  void aPartThatIsTooLongIsDownloadedAnew() throws Exception {
    inherit(new byte[weights.length + 1]);
    complete(model());
    assertEquals(List.of("null"), ranges());
  }

  @Test
  void aServerThatIgnoresRangesStartsAnew() throws Exception {
    inherit(Arrays.copyOf(weights, 1000));
    hub.fault("GET " + WEIGHTS, FakeHub.whole());
    complete(model());
    assertEquals(List.of("bytes=1000-"), ranges());
  }

  @Test
  void aServerThatContinuesElsewhereStartsAnew() throws Exception {
    inherit(Arrays.copyOf(weights, 1000));
    String range = "bytes 999-" + (weights.length - 1) + "/" + weights.length;
    hub.fault("GET " + WEIGHTS, FakeHub.status(206, "Content-Range", range));
    complete(model());
    assertEquals(List.of("bytes=1000-", "null"), ranges());
  }

  @Test
  void aRangeThatIsRefusedStartsAnew() throws Exception {
    inherit(Arrays.copyOf(weights, 1000));
    hub.fault("GET " + WEIGHTS, FakeHub.status(416));
    complete(model());
    assertEquals(List.of("bytes=1000-", "null"), ranges());
  }

  @Test
  void aServerThatFallsSilentIsLeft() throws Exception {
    hub.fault("GET " + WEIGHTS, hub.silent());
    complete(model(Disk.REAL, Duration.ofSeconds(2)));
    assertEquals(2, ranges().size());
  }

  @Test
  void aServerThatDoesNotAnswerIsLeft() throws Exception {
    hub.fault("HEAD config.json", hub.mute());
    complete(model(Disk.REAL, Duration.ofSeconds(2)));
    assertEquals(1, pauses.size());
  }

  @Test
  void aSlowServerIsNot() throws Exception {
    hub.fault("GET " + WEIGHTS, FakeHub.slow(8, 400));
    complete(model(Disk.REAL, Duration.ofSeconds(2)));
    assertEquals(List.of("null"), ranges());
  }

  @Test
  void anEmptyFileIsAFileToo() throws Exception {
    hub.with("tokenizer_none.json", new byte[0]);
    assertEquals(0, Files.size(model().resolve("tokenizer_none.json")));
    assertEquals(0, hub.gets("tokenizer_none.json"));
  }

  @Test
  void aWrongChecksumIsRefused() throws Exception {
    byte[] other = weights.clone();
    other[500]++;
    hub.fault("GET " + WEIGHTS, (exchange, content) -> FakeHub.send(exchange, other));
    refused(Kind.CORRUPT, "checksum", FakeHub.sha256(weights), FakeHub.sha256(other));
    assertFalse(Files.exists(partial()));
    complete(model());
  }

  @Test
  void aSmallFilesChecksumIsComparedToo() throws Exception {
    hub.etags.put("config.json", "0".repeat(40));
    refused(Kind.CORRUPT, "checksum", "0".repeat(40), "config.json");
  }

  @Test
  void anEtagOfAnotherFormIsANameOnly() throws Exception {
    hub.etags.put("config.json", "5f3-abc");
    Path model = model();
    assertEquals(
        Path.of("..", "..", "blobs", "5f3-abc"),
        Files.readSymbolicLink(model.resolve("config.json")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../x", "a/b", "", ".hidden", "a:b"})
  void anEtagThatIsNoFileNameIsRefused(String etag) {
    hub.etags.put("config.json", etag);
    refused(Kind.CORRUPT, "ETag");
  }

  @Test
  void moreThanWasAnnouncedIsRefused() {
    hub.fault(
        "GET " + WEIGHTS,
        (exchange, content) -> FakeHub.send(exchange, Arrays.copyOf(content, content.length + 9)));
    refused(Kind.CORRUPT, "more than the " + weights.length + " bytes");
    assertFalse(Files.exists(partial()));
  }

  @Test
  void aSizeIsNeededAndBounded() {
    hub.fault("HEAD config.json", FakeHub.status(200, "ETag", "x"));
    hub.fault("HEAD config.json", FakeHub.status(200, "ETag", "x", "Content-Length", "99999999"));
    refused(Kind.CORRUPT, "size is unknown");
    refused(Kind.CORRUPT, "size is 99999999");
  }

  @Test
  void refusalsSayWhatToDo() {
    hub.fault("listing", FakeHub.status(401, "X-Error-Code", "RepoNotFound"));
    refused(Kind.NOT_FOUND, "no model or revision org/tiny", "401", "spelling", "HF_TOKEN");
    hub.fault("listing", FakeHub.status(401));
    refused(Kind.NOT_FOUND, "does not give out", "401", "HF_TOKEN");
    hub.fault("listing", FakeHub.status(404));
    refused(Kind.NOT_FOUND, "no model or revision org/tiny", "404");
    hub.fault("HEAD " + WEIGHTS, FakeHub.status(403, "X-Error-Code", "GatedRepo"));
    refused(Kind.NOT_FOUND, "GatedRepo", "terms", "HF_TOKEN");
    hub.fault("HEAD config.json", FakeHub.status(404, "X-Error-Code", "EntryNotFound"));
    refused(Kind.NOT_FOUND, "not there any more", "config.json");
    hub.fault("listing", FakeHub.status(400));
    refused(Kind.FAILED, "HTTP 400", "HF_ENDPOINT");
    assertEquals(List.of(), pauses);
  }

  @Test
  void aBusyHubIsAskedAgainWhenItSays() throws Exception {
    hub.fault("listing", FakeHub.status(429, "Retry-After", "7"));
    hub.fault("listing", FakeHub.status(503, "Retry-After", "100000"));
    hub.fault("listing", FakeHub.status(500));
    complete(model());
    assertEquals(
        List.of(Duration.ofSeconds(7), Duration.ofSeconds(60), Duration.ofSeconds(2)), pauses);
  }

  @Test
  void aHubThatStaysBusyIsAnError() {
    for (int i = 0; i < 5; i++) {
      hub.fault("listing", FakeHub.status(429));
    }
    refused(Kind.OVERLOADED, "HTTP 429", "try again");
    for (int i = 0; i < 5; i++) {
      hub.fault("GET " + WEIGHTS, FakeHub.status(502));
    }
    refused(Kind.FAILED, "HTTP 502");
  }

  @Test
  void readsDatesOfRetryAfter() {
    Instant now = Instant.parse("2024-01-01T00:00:00Z");
    assertEquals(Duration.ofSeconds(9), HubApi.pause("Mon, 01 Jan 2024 00:00:09 GMT", now));
    assertEquals(Duration.ZERO, HubApi.pause("Sun, 31 Dec 2023 00:00:00 GMT", now));
    assertEquals(Duration.ZERO, HubApi.pause("soon", now));
    assertEquals(Duration.ZERO, HubApi.pause("", now));
  }

  @Test
  void noNetworkIsTold() {
    hub.close();
    refused(Kind.FAILED, "127.0.0.1", "ConnectException", "proxy", "nl.model");
    assertEquals(4, pauses.size());
  }

  @Test
  void noWeightsIsTold() throws Exception {
    hub.close();
    hub = new FakeHub().with("config.json", new byte[2]).with("pytorch_model.bin", new byte[2]);
    refused(Kind.UNSUPPORTED, "no weights", "GGUF");
    hub.with(WEIGHTS, weights);
    refused(Kind.UNSUPPORTED, "tokenizer.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../config.json",
        "a/../../x",
        "/etc/passwd",
        "..",
        "a\\\\..\\\\b",
        "C:/x",
        "a//b",
        "./a",
        "x/.",
        "a\\u0000b",
        ""
      })
  void aPathThatLeadsOutIsRefused(String path) {
    hub.listing =
        "{\"sha\":\"" + FakeHub.COMMIT + "\",\"siblings\":[{\"rfilename\":\"" + path + "\"}]}";
    LanguageModelException failure = refused(Kind.CORRUPT, "listing", "HF_ENDPOINT");
    String why = String.valueOf(Objects.requireNonNull(failure.getCause()).getMessage());
    assertTrue(why.contains("path"), why);
    assertFalse(Files.exists(cache.resolve("models--org--tiny")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "[]",
        "{}",
        "{\"sha\":\"main\",\"siblings\":[]}",
        "{\"sha\":\"../../../../../../../../../../../../../etc\",\"siblings\":[]}",
        "{\"sha\":5,\"siblings\":[]}",
        "{\"siblings\":[5]}",
        "{\"siblings\":{}}"
      })
  void aListingThatIsNoneIsRefused(String listing) {
    hub.listing = listing;
    refused(Kind.CORRUPT, "listing");
  }

  @Test
  void anEndlessListingIsRefused() {
    hub.fault("listing", (exchange, content) -> FakeHub.send(exchange, new byte[17 << 20]));
    refused(Kind.CORRUPT, "listing has more than");
  }

  @Test
  void aDamagedIndexIsRefused() {
    hub.listing =
        "{\"sha\":\""
            + FakeHub.COMMIT
            + "\",\"siblings\":[{\"rfilename\":\"model.safetensors.index.json\"}]}";
    byte[] index =
        "{\"weight_map\":{\"t\":\"../x.safetensors\"}}"
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    hub.with("model.safetensors.index.json", index);
    refused(Kind.CORRUPT, "../x.safetensors");
  }

  @Test
  void redirectsHaveAnEnd() {
    for (int i = 0; i < 100; i++) {
      hub.fault("listing", FakeHub.status(302, "Location", "/api/again"));
    }
    refused(Kind.FAILED, "redirects");
  }

  @Test
  void aRedirectToSomethingElseIsNotFollowed() {
    for (int i = 0; i < 5; i++) {
      hub.fault("listing", FakeHub.status(302, "Location", i < 3 ? "file:///etc/passwd" : "a b"));
    }
    refused(Kind.FAILED, "redirect");
  }

  @Test
  void aDiskWithTooLittleRoomIsToldBefore() {
    Disk small = new TestDisk(1000, Long.MAX_VALUE);
    fails(
        Kind.FAILED,
        () -> model(small, Duration.ofSeconds(30)),
        "too full",
        "HF_HUB_CACHE",
        "0 MB");
    assertEquals(List.of(), ranges());
  }

  @Test
  void aDiskThatFillsUpIsToldAndWhatHasComeIsKept() throws Exception {
    Disk filling = new TestDisk(Long.MAX_VALUE, 100_000);
    LanguageModelException full =
        fails(
            Kind.FAILED,
            () -> model(filling, Duration.ofSeconds(30)),
            "the disk is full",
            "kept",
            "HF_HUB_CACHE");
    assertTrue(full.getCause() instanceof IOException);
    assertEquals(List.of(), pauses);
    assertEquals(100_000, Files.size(partial()));
    complete(model());
    assertEquals(List.of("null", "bytes=100000-"), ranges());
  }

  @Test
  void aCacheThatCannotBeWrittenIsTold() throws Exception {
    Files.writeString(cache.resolve("models--org--tiny"), "a file in its place");
    refused(Kind.FAILED, "could not be written", "HF_HUB_CACHE");
    Path file = Files.writeString(cache.resolve("file"), "");
    HubModels models =
        new HubModels(new HubEnvironment(file.toString(), hub.address(), null, false));
    fails(Kind.FAILED, () -> models.model(HubModelsTest.TINY, Progress.NONE), "could not be");
  }

  /** A disk with so much room by its own account, on which a file may become so large. */
  private record TestDisk(long usable, long most) implements Disk {

    @Override
    public long usableBytes(Path folder) {
      return usable;
    }

    @Override
    public Appender append(Path file) throws IOException {
      Appender real = Disk.REAL.append(file);
      return new Appender(new Channel(real, file, most), real::sync);
    }
  }

  private record Channel(Appender real, Path file, long most) implements WritableByteChannel {

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      int length = (int) Math.min(bytes.remaining(), most - Files.size(file));
      if (length == 0) {
        throw new IOException("No space left on device");
      }
      real.write(bytes.slice(bytes.position(), length));
      bytes.position(bytes.position() + length);
      return length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() throws IOException {
      real.close();
    }
  }
}
