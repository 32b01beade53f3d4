package org.nljdbc.runtime.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.runtime.http.RetryAfter;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

class HubRefusalTest extends HubCase {

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
    assertEquals(Duration.ofSeconds(9), RetryAfter.of("Mon, 01 Jan 2024 00:00:09 GMT", now));
    assertEquals(Duration.ZERO, RetryAfter.of("Sun, 31 Dec 2023 00:00:00 GMT", now));
    assertEquals(Duration.ZERO, RetryAfter.of("soon", now));
    assertEquals(Duration.ZERO, RetryAfter.of("", now));
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
}
