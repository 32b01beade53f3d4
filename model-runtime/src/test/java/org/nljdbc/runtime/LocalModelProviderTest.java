package org.nljdbc.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.runtime.hub.FakeHub;
import org.nljdbc.runtime.hub.HubEnvironment;
import org.nljdbc.runtime.weights.AdapterFiles;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.LanguageModelProvider;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;
import org.nljdbc.spi.Prompt;

class LocalModelProviderTest {

  private static final Prompt QUESTION =
      new Prompt(List.of(new Prompt.Message(Prompt.Role.USER, "How many orders?")), "SELECT");

  @TempDir Path folder;
  private LocalModelProvider provider;

  @BeforeEach
  void ownCache() {
    provider = new LocalModelProvider(folder.resolve("cache"), HubEnvironment::ofProcess);
  }

  private static ModelOptions options(String model) {
    return new ModelOptions(model, "", "auto", 0, 0);
  }

  private LanguageModelException refused(ModelOptions options) {
    return assertThrows(
        LanguageModelException.class, () -> provider.open(options, Progress.NONE).close());
  }

  @Test
  void isFoundByServiceLoader() {
    assertTrue(
        ServiceLoader.load(LanguageModelProvider.class).stream()
            .anyMatch(found -> found.type() == LocalModelProvider.class));
  }

  @Test
  void acceptsNamesOfFiles() {
    assertTrue(provider.accepts(ModelOptions.embedded()));
    assertTrue(provider.accepts(options("/models/arctic")));
    assertTrue(provider.accepts(options("models\\arctic")));
    assertTrue(provider.accepts(options("model.GGUF")));
    assertTrue(provider.accepts(options("org/model@v1")));
    assertTrue(provider.accepts(options("arctic-text2sql-r1-7b")));
    assertFalse(provider.accepts(options("http://localhost:8000/v1")));
    assertFalse(provider.accepts(options("scripted")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tied-fp32", "untied-bf16", "tied-bf16.gguf", "untied-q8_0-00001-of-00003.gguf"})
  void answersWithAnySortOfFile(String name) throws Exception {
    String path = TinyFiles.path(name).toString();
    try (LanguageModel model = provider.open(options(path), Progress.NONE)) {
      assertEquals(name, model.info().id());
      assertEquals("embedded (cpu, int8)", model.info().placement());
      assertEquals("direct", model.info().promptProfile());
      assertEquals(512, model.info().contextTokens());
      GenerationRequest request = GenerationRequest.greedy(QUESTION, 8, List.of());
      Generation first = model.generate(request, Cancellation.NEVER);
      assertEquals(model.countTokens(QUESTION), first.promptTokens());
      assertTrue(first.best().tokens() <= 8);
      assertEquals(first.best(), model.generate(request, Cancellation.NEVER).best());
    }
  }

  /** The system message has some three hundred tokens of the tiny model's vocabulary. */
  @Test
  void whatIsPreparedNeedNotBeReadAgain() throws Exception {
    String schema = "CREATE TABLE orders (id int, customer int, paid date);\n".repeat(5);
    Prompt.Message system = new Prompt.Message(Prompt.Role.SYSTEM, schema);
    Prompt opening = new Prompt(List.of(system), "");
    Prompt asked = new Prompt(List.of(system, QUESTION.messages().get(0)), "SELECT");
    GenerationRequest request =
        GenerationRequest.builder(asked, 8).keepPrefix(true).deadline(null).build();
    ModelOptions options = options(TinyFiles.path("untied-bf16").toString());
    Generation cold;
    try (LanguageModel model =
        new LocalModelProvider(folder.resolve("other"), HubEnvironment::ofProcess)
            .open(options, Progress.NONE)) {
      cold = model.generate(request, Cancellation.NEVER);
      assertEquals(0, cold.reusedTokens());
    }
    int whole;
    try (LanguageModel model = provider.open(options, Progress.NONE)) {
      model.prepare(opening, true, Cancellation.NEVER);
      Generation warm = model.generate(request, Cancellation.NEVER);
      whole = warm.reusedTokens();
      assertTrue(whole >= 120 && whole % 60 == 0, whole + " tokens");
      assertTrue(cold.promptTokens() - whole < 120, cold.promptTokens() + " and " + whole);
      assertEquals(cold.best(), warm.best());
    }
    // It stays on disk, from where a later process takes it, ahead or not.
    try (LanguageModel model = provider.open(options, Progress.NONE)) {
      model.prepare(opening, true, Cancellation.NEVER);
      assertEquals(whole, model.generate(request, Cancellation.NEVER).reusedTokens());
    }
    LanguageModel closed = provider.open(options, Progress.NONE);
    closed.close();
    LanguageModelException refused =
        assertThrows(
            LanguageModelException.class, () -> closed.prepare(opening, true, Cancellation.NEVER));
    assertEquals(Kind.CANCELLED, refused.kind());
  }

  @Test
  void opensAHubsModelByItsName() throws Exception {
    try (FakeHub hub = new FakeHub().with(TinyFiles.path("untied-bf16"))) {
      LocalModelProvider online = withHub(hub.address(), false);
      try (LanguageModel model = online.open(options("org/Tiny-1B"), Progress.NONE);
          LanguageModel arctic = online.open(options("arctic-text2sql-r1-7b"), Progress.NONE);
          LanguageModel same =
              provider.open(options(TinyFiles.path("untied-bf16").toString()), Progress.NONE)) {
        assertEquals("Tiny-1B", model.info().id());
        assertEquals("direct", model.info().promptProfile());
        assertEquals(same.info().fingerprint(), model.info().fingerprint());
        assertEquals("Arctic-Text2SQL-R1-7B", arctic.info().id());
        assertEquals("arctic-r1", arctic.info().promptProfile());
        GenerationRequest request = GenerationRequest.greedy(QUESTION, 8, List.of());
        assertEquals(
            same.generate(request, Cancellation.NEVER).best().text(),
            model.generate(request, Cancellation.NEVER).best().text());
      }
    }
    LocalModelProvider offline = withHub("http://127.0.0.1:9", true);
    offline.open(options("org/Tiny-1B@main"), Progress.NONE).close();
    LanguageModelException none =
        assertThrows(
            LanguageModelException.class,
            () -> offline.open(options("org/Tiny-1B@v2"), Progress.NONE).close());
    assertEquals(Kind.NOT_FOUND, none.kind());
  }

  @Test
  void opensAHubsGgufByItsName() throws Exception {
    byte[] gguf = Files.readAllBytes(TinyFiles.path("untied-q8_0.gguf"));
    try (FakeHub hub = new FakeHub().with("tiny-Q8_0.gguf", gguf);
        LanguageModel model =
            withHub(hub.address(), false).open(options("org/Tiny-GGUF"), Progress.NONE)) {
      assertEquals("Tiny-GGUF", model.info().id());
    }
  }

  private LocalModelProvider withHub(String address, boolean offline) {
    HubEnvironment hub =
        new HubEnvironment(folder.resolve("hub").toString(), address, null, offline);
    return new LocalModelProvider(folder.resolve("cache"), () -> hub);
  }

  @Test
  void fingerprintsTellModelsApart() throws Exception {
    String one;
    try (LanguageModel model =
        provider.open(options(TinyFiles.path("tied-fp32").toString()), Progress.NONE)) {
      one = model.info().fingerprint();
    }
    try (LanguageModel same =
            provider.open(options(TinyFiles.path("tied-fp32").toString()), Progress.NONE);
        LanguageModel other =
            provider.open(options(TinyFiles.path("tied-fp16").toString()), Progress.NONE)) {
      assertEquals(one, same.info().fingerprint());
      assertNotEquals(one, other.info().fingerprint());
    }
  }

  @Test
  void anAdapterMakesAnotherModel() throws Exception {
    String tiny = TinyFiles.path("tied-fp32").toString();
    Path adapter;
    try (ModelFiles files = ModelFiles.open(Path.of(tiny))) {
      adapter = AdapterFiles.write(folder.resolve("taught"), files.weights(), 5);
    }
    try (LanguageModel plain =
            provider.open(new ModelOptions(tiny, "none", "cpu", 1, 0), Progress.NONE);
        LanguageModel taught =
            provider.open(new ModelOptions(tiny, adapter.toString(), "cpu", 1, 0), Progress.NONE)) {
      assertEquals("tied-fp32", plain.info().id());
      assertEquals("tied-fp32+taught", taught.info().id());
      assertNotEquals(plain.info().fingerprint(), taught.info().fingerprint());
      GenerationRequest request = GenerationRequest.greedy(QUESTION, 8, List.of());
      assertNotEquals(
          plain.generate(request, Cancellation.NEVER).best().logProbability(),
          taught.generate(request, Cancellation.NEVER).best().logProbability());
    }
    LanguageModelException none =
        refused(new ModelOptions(tiny, folder.resolve("nowhere").toString(), "cpu", 1, 0));
    assertEquals(Kind.NOT_FOUND, none.kind());
    assertTrue(String.valueOf(none.getMessage()).contains("nl.adapter"), none.getMessage());
  }

  @Test
  void keepsTheSystemMessageOnDiskIfAskedTo() throws Exception {
    // One thread: the last bits of a log-probability depend on how many there are.
    ModelOptions options =
        new ModelOptions(TinyFiles.path("tied-fp32").toString(), "", "cpu", 1, 0);
    Prompt prompt =
        new Prompt(
            List.of(
                new Prompt.Message(
                    Prompt.Role.SYSTEM, "CREATE TABLE orders (id, total); ".repeat(9)),
                new Prompt.Message(Prompt.Role.USER, "How many orders?")),
            "SELECT");
    Path prefixes = folder.resolve("cache").resolve("prefixes");
    Generation first = ask(options, prompt, false);
    assertFalse(Files.exists(prefixes));
    assertEquals(first.candidates(), ask(options, prompt, true).candidates());
    assertTrue(Files.exists(prefixes));
    Generation again = ask(options, prompt, true);
    assertTrue(again.reusedTokens() >= 60, again.toString());
    assertEquals(first.candidates(), again.candidates());
    assertEquals(0, ask(options, prompt, false).reusedTokens());
  }

  private Generation ask(ModelOptions options, Prompt prompt, boolean keepPrefix)
      throws LanguageModelException {
    try (LanguageModel model = provider.open(options, Progress.NONE)) {
      return model.generate(
          GenerationRequest.builder(prompt, 8).keepPrefix(keepPrefix).build(), Cancellation.NEVER);
    }
  }

  @Test
  void aClosedModelSaysSo() throws Exception {
    LanguageModel model =
        provider.open(options(TinyFiles.path("tied-fp32").toString()), Progress.NONE);
    model.close();
    model.close();
    LanguageModelException closed =
        assertThrows(LanguageModelException.class, () -> model.countTokens(QUESTION));
    assertEquals(Kind.CANCELLED, closed.kind());
    assertThrows(
        LanguageModelException.class,
        () -> model.generate(GenerationRequest.greedy(QUESTION, 8, List.of()), Cancellation.NEVER));
  }

  @Test
  void theContextIsWhatTheOptionsSay() throws Exception {
    String path = TinyFiles.path("tied-fp32").toString();
    try (LanguageModel model =
        provider.open(new ModelOptions(path, "", "cpu", 1, 16), Progress.NONE)) {
      assertEquals(16, model.info().contextTokens());
      LanguageModelException tooLong =
          assertThrows(
              LanguageModelException.class,
              () ->
                  model.generate(
                      GenerationRequest.greedy(QUESTION, 8, List.of()), Cancellation.NEVER));
      assertEquals(Kind.TOO_LONG, tooLong.kind());
    }
    assertEquals(Kind.UNSUPPORTED, refused(new ModelOptions(path, "", "cpu", 1, 513)).kind());
  }

  @Test
  void whatCannotBeOpenedIsTold() throws Exception {
    assertEquals(Kind.NOT_FOUND, refused(options("/no/such/model")).kind());
    assertEquals(Kind.NOT_FOUND, refused(options("a\0b/c")).kind());
    String tiny = TinyFiles.path("tied-fp32").toString();
    assertEquals(Kind.UNSUPPORTED, refused(new ModelOptions(tiny, "", "abacus", 0, 0)).kind());
    assertEquals(
        Kind.UNSUPPORTED, refused(options(TinyFiles.path("other-gpt2").toString())).kind());
    assertEquals(
        Kind.UNSUPPORTED, refused(options(TinyFiles.path("other-gpt2.gguf").toString())).kind());
    LanguageModelException noGpu = refused(new ModelOptions(tiny, "", "cuda:0", 0, 0));
    assertEquals(Kind.FAILED, noGpu.kind());
  }

  @Test
  void aTruncatedFileIsAnErrorNotACrash() throws Exception {
    byte[] whole = Files.readAllBytes(TinyFiles.path("untied-q8_0.gguf"));
    Path cut = folder.resolve("cut.gguf");
    for (int length : new int[] {0, 3, 100, whole.length / 2, whole.length - 1}) {
      Files.write(cut, Arrays.copyOf(whole, length));
      assertEquals(Kind.CORRUPT, refused(options(cut.toString())).kind(), length + " bytes");
    }
  }
}
