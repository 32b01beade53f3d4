package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nljdbc.spi.AnswerListener;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.LanguageModelProvider;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;
import org.nljdbc.spi.Prompt;

/** A model whose place nobody has named, with runtimes that have it, refuse it, or lose it. */
class ChosenModelTest {

  private static final ModelOptions AUTO =
      ModelOptions.embedded().in(new ModelOptions.Shared("", 300, true));

  private final List<String> opened = new CopyOnWriteArrayList<>();
  private final FaultyModel shared = new FaultyModel("shared");
  private final FaultyModel here = new FaultyModel("here");
  private final CountDownLatch loading = new CountDownLatch(1);
  private volatile CountDownLatch slow = new CountDownLatch(0);
  private String objection = "";
  private final Models models =
      new Models(() -> List.of(new Sharing(), new Here()), Duration.ofHours(1));
  private final Models.Lease lease = models.lease(AUTO);

  private final class Sharing implements LanguageModelProvider {
    @Override
    public boolean accepts(ModelOptions options) {
      return options.shared() != null;
    }

    @Override
    public String objection(ModelOptions options) {
      return objection;
    }

    @Override
    public LanguageModel open(ModelOptions options, Progress progress)
        throws LanguageModelException {
      opened.add("shared");
      return shared.open();
    }
  }

  private final class Here implements LanguageModelProvider {
    @Override
    public boolean accepts(ModelOptions options) {
      return options.isHere();
    }

    @Override
    public LanguageModel open(ModelOptions options, Progress progress)
        throws LanguageModelException {
      opened.add("here");
      if (slow.getCount() > 0) {
        loading.countDown();
        try {
          slow.await();
        } catch (InterruptedException e) {
          throw new LanguageModelException(Kind.CANCELLED, "interrupted", e);
        }
      }
      return here.open();
    }
  }

  @AfterEach
  void close() {
    lease.close();
    models.close();
  }

  private LanguageModel model() throws LanguageModelException {
    return lease.model(Progress.NONE, Cancellation.NEVER);
  }

  private static String ask(LanguageModel model) throws LanguageModelException {
    return ask(model, AnswerListener.NONE);
  }

  private static String ask(LanguageModel model, AnswerListener listener)
      throws LanguageModelException {
    GenerationRequest request =
        GenerationRequest.greedy(
            new Prompt(List.of(new Prompt.Message(Prompt.Role.USER, "x")), ""), 5, List.of());
    return model.generate(request, Cancellation.NEVER, listener).best().text();
  }

  @Test
  void itIsSharedWhereNothingSpeaksAgainstIt() throws Exception {
    shared.model.then("one");
    assertEquals("process, which your programs share", lease.whereabouts());
    try (LanguageModel model = model()) {
      assertEquals("one", ask(model));
      assertEquals(List.of("news of shared"), model.takeNews());
    }
    assertEquals("process, which your programs share", lease.whereabouts());
    assertEquals(List.of("shared"), opened);
  }

  @Test
  void whatSpeaksAgainstItIsQuiet() throws Exception {
    objection = "it rains";
    here.model.then("one");
    assertEquals("embedded, since it rains", lease.whereabouts());
    assertEquals(List.of(), opened);
    try (LanguageModel model = model()) {
      assertEquals("one", ask(model));
      assertEquals(List.of("news of here"), model.takeNews());
    }
    assertEquals(List.of("here"), opened);
    assertEquals("embedded, since it rains", lease.whereabouts());
  }

  @ParameterizedTest
  @EnumSource(names = {"UNREACHABLE", "OVERLOADED", "FAILED", "OUT_OF_MEMORY"})
  void aFailedStartIsToldOnce(Kind kind) throws Exception {
    shared.opening = kind;
    here.model.then("one").then("two");
    try (LanguageModel model = model()) {
      assertEquals("one", ask(model));
      List<String> news = model.takeNews();
      assertTrue(news.get(1).contains("shared cannot be reached"), news::toString);
      assertEquals("two", ask(model));
      assertEquals(List.of("news of here"), model.takeNews());
    }
    assertEquals(List.of("shared", "here"), opened);
    assertEquals("embedded, since shared cannot be reached", lease.whereabouts());
  }

  @ParameterizedTest
  @EnumSource(names = {"NOT_FOUND", "CORRUPT", "UNSUPPORTED", "CANCELLED"})
  void whatTheModelIsAtFaultForIsTold(Kind kind) {
    shared.opening = kind;
    LanguageModelException e = assertThrows(LanguageModelException.class, this::model);
    assertEquals(kind, e.kind());
    assertEquals(List.of("shared"), opened);
  }

  @Test
  void whereBothFailBothAreTold() {
    shared.opening = Kind.FAILED;
    here.opening = Kind.OUT_OF_MEMORY;
    LanguageModelException e = assertThrows(LanguageModelException.class, this::model);
    assertEquals(Kind.OUT_OF_MEMORY, e.kind());
    assertEquals(List.of("shared", "here"), opened);
  }

  @Test
  void aLostRuntimeLosesNoQuestion() throws Exception {
    shared.model.then("one");
    here.model.then("two").then("three");
    try (LanguageModel model = model()) {
      assertEquals("one", ask(model));
      shared.generating = Kind.UNREACHABLE;
      assertEquals("two", ask(model, text -> {}));
      assertEquals("shared", model.info().id(), "one model for life");
      assertTrue(model.takeNews().get(1).contains("shared is lost"));
      assertEquals("three", ask(model));
      assertEquals(List.of("news of here"), model.takeNews());
      assertTrue(shared.retired && !shared.model.closed, "questions at work there go on");
      assertFalse(here.retired);
    }
    assertEquals("embedded, since shared is lost", lease.whereabouts());
    models.close();
    assertTrue(shared.model.closed && here.model.closed);
  }

  @Test
  void whatWasToldCannotBeTakenBack() throws Exception {
    shared.tells = true;
    shared.generating = Kind.UNREACHABLE;
    try (LanguageModel model = model()) {
      LanguageModelException e =
          assertThrows(LanguageModelException.class, () -> ask(model, text -> {}));
      assertEquals(Kind.UNREACHABLE, e.kind());
    }
    assertEquals(List.of("shared"), opened);
  }

  @Test
  void aModelThatFailsIsNotLost() throws Exception {
    shared.generating = Kind.FAILED;
    try (LanguageModel model = model()) {
      assertThrows(LanguageModelException.class, () -> ask(model));
    }
    assertEquals(List.of("shared"), opened);
  }

  @Test
  void withoutARuntimeToShareItIsHere() {
    Models alone = new Models(() -> List.of(new Here()), Duration.ofHours(1));
    try (alone;
        Models.Lease one = alone.lease(AUTO)) {
      assertTrue(one.whereabouts().startsWith("embedded, since no runtime"));
    }
  }

  @Test
  void namedPlacesAreToldAsTheyAre() {
    try (Models.Lease one = models.lease(ModelOptions.embedded());
        Models.Lease other =
            models.lease(ModelOptions.embedded().in(new ModelOptions.Shared("", 5)))) {
      assertEquals("embedded", one.whereabouts());
      assertEquals("process", other.whereabouts());
    }
  }

  @Test
  void anotherModelTakesItsPlace() throws Exception {
    shared.model.then("one");
    here.model.then("two");
    try (LanguageModel model = model()) {
      assertEquals("one", ask(model));
    }
    models.switchTo(AUTO, ModelOptions.embedded().withModel("other"), Progress.NONE);
    try (LanguageModel model = model()) {
      assertEquals("two", ask(model));
    }
    assertTrue(shared.model.closed);
  }

  private static GenerationRequest request() {
    return GenerationRequest.greedy(
        new Prompt(List.of(new Prompt.Message(Prompt.Role.USER, "x")), ""), 5, List.of());
  }

  /** The question that waits for the move ends when it is cancelled, whatever the load does. */
  @Test
  @Timeout(30)
  void aMoveThatTakesLongIsCancelled() throws Exception {
    slow = new CountDownLatch(1);
    here.model.then("two");
    AtomicBoolean cancelled = new AtomicBoolean();
    try (LanguageModel model = model()) {
      shared.generating = Kind.UNREACHABLE;
      CompletableFuture<LanguageModelException> ended =
          CompletableFuture.supplyAsync(
              () ->
                  assertThrows(
                      LanguageModelException.class,
                      () -> model.generate(request(), cancelled::get)));
      loading.await();
      assertFalse(ended.isDone());
      cancelled.set(true);
      assertEquals(Kind.CANCELLED, ended.get(10, TimeUnit.SECONDS).kind());
      slow.countDown();
      assertEquals("two", ask(model));
    }
    assertEquals(List.of("shared", "here"), opened);
  }

  @Test
  @Timeout(30)
  void aMoveKeepsNobodyFromClosing() throws Exception {
    slow = new CountDownLatch(1);
    try (LanguageModel model = model()) {
      shared.generating = Kind.UNREACHABLE;
      CompletableFuture<LanguageModelException> ended =
          CompletableFuture.supplyAsync(
              () -> assertThrows(LanguageModelException.class, () -> ask(model)));
      loading.await();
      models.close();
      assertTrue(shared.model.closed);
      assertEquals(Kind.CANCELLED, ended.get(10, TimeUnit.SECONDS).kind());
    } finally {
      slow.countDown();
    }
  }
}
