package org.nljdbc.runtime.remote;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Candidate;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.ModelServer;
import org.nljdbc.spi.Progress;

/** Servers that are down, slow, busy, broken or hostile, and people who do not wait for them. */
class FaultTest extends RemoteCase {

  private static final String KEY = "sk-very-secret-0123456789";
  private static final String TOKEN = "{\"choices\":[{\"index\":0,\"text\":\" a\"}]}";

  @SuppressWarnings("NullAway.Init") // set before each test
  private FakeServer server;

  @SuppressWarnings("NullAway.Init") // set before each test
  private RemoteModel model;

  @BeforeEach
  void start() throws Exception {
    server = texts();
    server.answers = body -> List.of(" a", " FROM", " b");
    model = open(server, KEY, ModelOptions.EMBEDDED, 0);
  }

  /** Nothing of the question, the schema or the key is in an error, at any depth. */
  private static void assertDiscreet(Throwable e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      String text = at.toString();
      for (String secret : List.of("Wonderland", "salaries", "secret", "Bearer")) {
        assertFalse(text.contains(secret), text);
      }
    }
  }

  private LanguageModelException fails(Kind kind) {
    LanguageModelException e = refused(kind, model);
    assertDiscreet(e);
    assertTrue(String.valueOf(e.getMessage()).contains("127.0.0.1:"), e::getMessage);
    return e;
  }

  private void holds() throws LanguageModelException {
    assertEquals(" a FROM b", ask(model).best().text());
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void aBusyServerIsAskedAgain(int status) throws Exception {
    server.fault(FakeServer.status(status, "")).fault(FakeServer.status(status, ""));
    holds();
    assertEquals(3, server.asked().size());
  }

  @Test
  void aServerThatStaysBusyIsOverloaded() throws Exception {
    for (int i = 0; i < 3; i++) {
      server.fault(FakeServer.status(429, "{\"error\":{\"message\":\"slow down\"}}"));
    }
    assertTrue(String.valueOf(fails(Kind.OVERLOADED).getMessage()).contains("slow down"));
    assertEquals(3, server.asked().size());
    holds();
  }

  @Test
  void restThatIsAskedForIsGivenOrTheRequestEnds() throws Exception {
    server.fault(FakeServer.status(503, "", "Retry-After", "1"));
    Instant before = Instant.now();
    holds();
    assertTrue(Duration.between(before, Instant.now()).toMillis() >= 1000);
    server.fault(FakeServer.status(503, "", "Retry-After", "3600"));
    assertTrue(String.valueOf(fails(Kind.OVERLOADED).getMessage()).contains("3600 seconds"));
    server.fault(FakeServer.status(503, "", "Retry-After", "10"));
    LanguageModelException e =
        assertThrows(
            LanguageModelException.class,
            () ->
                model.generate(
                    request().deadline(Instant.now().plusSeconds(3)).build(), Cancellation.NEVER));
    assertEquals(Kind.OVERLOADED, e.kind(), "it would be over before");
  }

  @ParameterizedTest
  @CsvSource({
    "400, FAILED",
    "401, NOT_FOUND",
    "403, NOT_FOUND",
    "404, NOT_FOUND",
    "413, TOO_LONG",
    "418, FAILED",
    "500, FAILED",
    "502, UNREACHABLE",
    "504, UNREACHABLE",
    "204, FAILED",
    "302, FAILED"
  })
  void refusalsAreToldByTheirStatus(int status, Kind kind) throws Exception {
    server.fault(FakeServer.status(status, status == 204 ? "" : "{\"detail\":\"no way\"}"));
    fails(kind);
    assertEquals(1, server.asked().size(), "not asked again");
    holds();
  }

  @Test
  void aKeyThatIsNotTakenIsNotShown() {
    server.fault(
        FakeServer.status(401, "{\"error\":{\"message\":\"Incorrect API key: " + KEY + "\"}}"));
    assertTrue(String.valueOf(fails(Kind.NOT_FOUND).getMessage()).contains("nl.runtime.key"));
  }

  @Test
  void whatAServerRepeatsOfThePromptIsNotShown() {
    server.fault(
        FakeServer.status(422, "{\"detail\":[{\"input\":{\"prompt\":\"x " + QUESTION + "\"}}]}"));
    fails(Kind.FAILED);
    server.fault(FakeServer.status(500, "{\"error\":{\"message\":\"CUDA error 700\"}}"));
    assertTrue(String.valueOf(fails(Kind.FAILED).getMessage()).contains("CUDA error 700"));
  }

  @Test
  void aPromptThatIsTooLongIsToldAsSuch() {
    server.fault(
        FakeServer.status(
            400,
            "{\"error\":{\"message\":\"This model's maximum context length is 2048 tokens\","
                + "\"code\":\"context_length_exceeded\"}}"));
    assertTrue(String.valueOf(fails(Kind.TOO_LONG).getMessage()).contains("nl.contextTokens"));
  }

  @Test
  void redirectsAreNotFollowed() throws Exception {
    FakeServer elsewhere = texts();
    server.fault(FakeServer.status(307, "", "Location", elsewhere.url() + "/v1/completions"));
    fails(Kind.FAILED);
    assertEquals(List.of(), elsewhere.seen);
  }

  @Test
  void anAnswerThatBreaksOffIsAskedForAgain() throws Exception {
    server.fault(FakeServer.cut(TOKEN)).fault(FakeServer.events(TOKEN));
    holds();
    assertEquals(3, server.asked().size());
    for (int i = 0; i < 3; i++) {
      server.fault(FakeServer.cut());
    }
    fails(Kind.UNREACHABLE);
  }

  @Test
  void whatWasToldIsNotToldTwice() {
    server.fault(FakeServer.cut(TOKEN, TOKEN));
    List<String> heard = new ArrayList<>();
    LanguageModelException e =
        assertThrows(
            LanguageModelException.class,
            () -> model.generate(request().build(), Cancellation.NEVER, heard::add));
    assertEquals(Kind.UNREACHABLE, e.kind());
    assertEquals(1, server.asked().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {\n\n",
        "data: []\n\n",
        "data: \"text\"\n\n",
        "data: {\"choices\":[7]}\n\n",
        "data: {\"choices\":[{\"index\":99,\"text\":\"a\"}]}\n\n",
        "data: {\"choices\":[{\"index\":0,\"text\":\"a\",\"logprobs\":{\"content\":[3]}}]}\n\n",
        "data: {\"choices\":[{\"logprobs\":{\"tokens\":[{}],\"token_logprobs\":[\"x\"]}}]}\n\n",
        "data: {\"choices\":[]}\n\ndata: [DONE]\n\n"
      })
  void anAnswerThatIsNoneIsRefused(String stream) throws Exception {
    server.fault(FakeServer.raw("text/event-stream", stream));
    fails(Kind.FAILED);
    holds();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>hello</html>", "", "[1]", "{\"choices\":", "{\"a\":1}"})
  void aPageThatIsNoAnswerIsRefused(String page) throws Exception {
    server.fault(FakeServer.raw("application/json", page));
    fails(Kind.FAILED);
    holds();
  }

  @Test
  void anErrorInTheStreamIsTold() throws Exception {
    server.fault(
        FakeServer.events(TOKEN, "{\"error\":{\"message\":\"out of memory\",\"code\":500}}"));
    assertTrue(String.valueOf(fails(Kind.FAILED).getMessage()).contains("out of memory"));
    server.fault(FakeServer.events("{\"error\":{\"message\":\"busy\",\"code\":503}}"));
    holds();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/event-stream", "application/json"})
  void aHugeAnswerIsRefused(String type) {
    server.fault(FakeServer.raw(type, "data: ".repeat(2_000_000)));
    fails(Kind.FAILED);
  }

  @Test
  void probabilitiesThatAreNoneDoNotCount() throws Exception {
    server.fault(
        FakeServer.events(
            "{\"choices\":[{\"text\":\" a\",\"finish_reason\":\"length\",\"logprobs\":{\"tokens\":"
                + "[\" a\",\"b\",\"c\"],\"token_logprobs\":[null,0.3,-1e300]}}]}"));
    var answer = ask(model).best();
    assertEquals(-1e4, answer.logProbability());
    assertEquals(Candidate.Finish.LENGTH, answer.finish());
  }

  @Test
  void aServerThatFallsSilentIsLeft() throws Exception {
    Patience short_ =
        new Patience(
            Duration.ofSeconds(5),
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Duration.ofSeconds(30),
            Duration.ofMillis(2));
    ModelOptions options =
        ModelOptions.at(ModelServer.of(server.url(), "", false), ModelOptions.EMBEDDED, 0);
    try (var impatient = provider(short_).open(options, Progress.NONE)) {
      server.fault(server.mute());
      refused(Kind.UNREACHABLE, impatient);
    }
  }

  @Test
  void cancellingFreesTheServer() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    server.fault(server.endless(begun));
    AtomicBoolean cancelled = new AtomicBoolean();
    FutureTask<LanguageModelException> asking =
        new FutureTask<>(
            () ->
                assertThrows(
                    LanguageModelException.class,
                    () -> model.generate(request().build(), cancelled::get)));
    new Thread(asking).start();
    begun.await();
    cancelled.set(true);
    assertEquals(Kind.CANCELLED, asking.get().kind());
    assertTrue(server.left.await(30, TimeUnit.SECONDS), "the server goes on");
    holds();
  }

  @Test
  void theDeadlineFreesTheServer() throws Exception {
    server.fault(server.endless(new CountDownLatch(1)));
    LanguageModelException e =
        assertThrows(
            LanguageModelException.class,
            () ->
                model.generate(
                    request().deadline(Instant.now().plusMillis(200)).build(), Cancellation.NEVER));
    assertEquals(Kind.DEADLINE, e.kind());
    assertTrue(server.left.await(30, TimeUnit.SECONDS), "the server goes on");
  }

  @Test
  void anAnswerThatGoesOnBehindItsStopFreesTheServer() throws Exception {
    server.fault(
        exchange ->
            FakeServer.stream(
                exchange, Collections.nCopies(100_000, TOKEN.replace(" a", ";")), true));
    assertEquals("", ask(model).best().text());
    holds();
  }

  @Test
  void closingEndsWhatRuns() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    server.fault(server.endless(begun));
    FutureTask<LanguageModelException> asking =
        new FutureTask<>(() -> assertThrows(LanguageModelException.class, () -> ask(model)));
    new Thread(asking).start();
    begun.await();
    model.close();
    assertEquals(Kind.CANCELLED, asking.get().kind());
    assertThrows(LanguageModelException.class, () -> ask(model));
  }

  @Test
  void anInterruptIsACancellation() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    server.fault(server.endless(begun));
    FutureTask<LanguageModelException> asking =
        new FutureTask<>(() -> assertThrows(LanguageModelException.class, () -> ask(model)));
    Thread thread = new Thread(asking);
    thread.start();
    begun.await();
    thread.interrupt();
    assertEquals(Kind.CANCELLED, asking.get().kind());
  }

  @Test
  void furtherAnswersMayFail() throws Exception {
    server.fault(
        exchange -> {
          FakeServer.stream(exchange, List.of(TOKEN), true);
          server.fault(FakeServer.status(500, "{}"));
        });
    var generation = model.generate(request().candidates(4).build(), Cancellation.NEVER);
    assertEquals(" a", generation.best().text());
    assertEquals(1, generation.candidates().size());
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    for (String url : List.of("http://localhost:" + port, "https://no-such-host.invalid")) {
      ModelOptions options = ModelOptions.at(ModelServer.of(url, KEY, false), "m", 0);
      LanguageModelException e =
          assertThrows(
              LanguageModelException.class, () -> provider(patience).open(options, Progress.NONE));
      assertEquals(Kind.UNREACHABLE, e.kind());
      assertDiscreet(e);
      String host = options.server() == null ? "" : options.server().host();
      assertTrue(String.valueOf(e.getMessage()).contains(host), e::getMessage);
      assertTrue(String.valueOf(e.getMessage()).contains("nl.runtime"), e::getMessage);
    }
  }

  @Test
  void aServerWithoutEncryptionIsNoneWithIt() throws IOException {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answering = new Thread(() -> answerPlainly(plain));
      answering.start();
      String url = "https://127.0.0.1:" + plain.getLocalPort();
      ModelOptions options = ModelOptions.at(ModelServer.of(url, KEY, false), "m", 0);
      LanguageModelException e =
          assertThrows(
              LanguageModelException.class, () -> provider(patience).open(options, Progress.NONE));
      assertEquals(Kind.UNREACHABLE, e.kind());
      assertTrue(String.valueOf(e.getMessage()).contains("encrypted"), e::getMessage);
    }
  }

  private static void answerPlainly(ServerSocket plain) {
    try {
      while (true) {
        try (Socket socket = plain.accept()) {
          socket.getOutputStream().write("HTTP/1.1 400 Bad\r\n\r\n".getBytes(US_ASCII));
          socket.shutdownOutput();
          socket.getInputStream().readAllBytes();
        }
      }
    } catch (IOException e) {
      assertTrue(plain.isClosed(), e::toString);
    }
  }

  @Test
  void aServerThatIsSilentAtItsFirstUseIsGivenUp() throws Exception {
    FakeServer silent = server();
    silent.pages.clear();
    Patience short_ =
        new Patience(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofMillis(1),
            Duration.ofMillis(2));
    ModelOptions options = ModelOptions.at(ModelServer.of(silent.url(), "", false), "m", 0);
    LanguageModelException e =
        assertThrows(
            LanguageModelException.class, () -> provider(short_).open(options, Progress.NONE));
    assertEquals(Kind.UNREACHABLE, e.kind());
  }
}
