package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.Candidate;
import org.nljdbc.spi.Generation;
import org.nljdbc.spi.GenerationRequest;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.LanguageModelProvider;
import org.nljdbc.spi.ModelInfo;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;
import org.nljdbc.spi.Prompt;

/** Another model takes the place of one that answers. */
class SwitchTest {

  private static final GenerationRequest REQUEST =
      GenerationRequest.greedy(
          new Prompt(List.of(new Prompt.Message(Prompt.Role.USER, "q")), ""), 8, List.of());
  private static final ModelOptions A = options("a");
  private static final ModelOptions B = options("b");

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Opens provider = new Opens();
  private final Models models = models(Duration.ofMinutes(1));

  @AfterEach
  void close() {
    models.close();
    threads.shutdownNow();
  }

  private static ModelOptions options(String name) {
    return new ModelOptions(name, "", "cpu", 1, 0);
  }

  private Models models(Duration drain) {
    return new Models(() -> List.of(provider), Duration.ofHours(1), drain);
  }

  /** Opens models that answer with their name; some cannot be loaded. */
  private static final class Opens implements LanguageModelProvider {
    final List<Named> opened = new CopyOnWriteArrayList<>();
    final AtomicInteger loadingNow = new AtomicInteger();
    final AtomicInteger mostAlive = new AtomicInteger();

    @Override
    public boolean accepts(ModelOptions options) {
      return true;
    }

    @Override
    public LanguageModel open(ModelOptions options, Progress progress)
        throws LanguageModelException {
      assertEquals(1, loadingNow.incrementAndGet(), "one switch at a time");
      try {
        if (options.model().equals("broken")) {
          throw new LanguageModelException(Kind.CORRUPT, "the file is truncated");
        }
        Named model = new Named(options.model());
        opened.add(model);
        mostAlive.accumulateAndGet((int) alive(), Math::max);
        return model;
      } finally {
        loadingNow.decrementAndGet();
      }
    }

    long alive() {
      return opened.stream().filter(model -> !model.closed.get()).count();
    }
  }

  /** Answers with its name, when it may; once closed it fails. */
  private static final class Named implements LanguageModel {
    final String name;
    final AtomicBoolean closed = new AtomicBoolean();
    final CountDownLatch asked = new CountDownLatch(1);
    volatile CountDownLatch may = new CountDownLatch(0);

    Named(String name) {
      this.name = name;
    }

    @Override
    public ModelInfo info() {
      return new ModelInfo(name, "fingerprint of " + name, "direct", 8192, "test");
    }

    @Override
    public int countTokens(Prompt prompt) throws LanguageModelException {
      check(Cancellation.NEVER);
      return 1;
    }

    @Override
    public Generation generate(GenerationRequest request, Cancellation cancellation)
        throws LanguageModelException {
      asked.countDown();
      try {
        do {
          check(cancellation);
        } while (!may.await(1, TimeUnit.MILLISECONDS));
        check(cancellation);
      } catch (InterruptedException e) {
        throw new LanguageModelException(Kind.CANCELLED, "interrupted", e);
      }
      return new Generation(List.of(new Candidate(name, 0, 1, Candidate.Finish.STOP)), 1, 0, 1);
    }

    private void check(Cancellation cancellation) throws LanguageModelException {
      if (closed.get() || cancellation.isCancelled()) {
        throw new LanguageModelException(Kind.CANCELLED, "closed or cancelled");
      }
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }

  private static String ask(Models.Lease lease) throws LanguageModelException {
    try (LanguageModel model = lease.model(Progress.NONE, Cancellation.NEVER)) {
      String before = model.info().id();
      model.countTokens(REQUEST.prompt());
      String answer = model.generate(REQUEST, Cancellation.NEVER).best().text();
      assertEquals(before, answer);
      assertEquals(before, model.info().id());
      return answer;
    }
  }

  private Named opened(int index) {
    return provider.opened.get(index);
  }

  private Future<?> started(Callable<?> task) {
    return threads.submit(task);
  }

  private Future<?> startedSwitch(Models in, ModelOptions from, ModelOptions to) {
    return started(
        () -> {
          in.switchTo(from, to, Progress.NONE);
          return true;
        });
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(30, TimeUnit.SECONDS));
  }

  @Test
  void newQuestionsGoToTheNewModelAndRunningOnesEndOnTheOld() throws Exception {
    Models.Lease lease = models.lease(A);
    assertEquals("a", ask(lease));
    opened(0).may = new CountDownLatch(1);
    Future<String> running = threads.submit(() -> ask(lease));
    // The first question has counted it down already: wait until this one is in the model.
    try (LanguageModel held = lease.model(Progress.NONE, Cancellation.NEVER)) {
      Future<?> switching = startedSwitch(models, A, B);
      while (!askedInfo(lease).equals("b")) {
        Thread.sleep(1);
      }
      assertEquals("a", held.info().id());
      assertEquals("b", ask(lease));
      assertFalse(switching.isDone(), "questions run on the old model");
      assertFalse(opened(0).closed.get());
      opened(0).may.countDown();
      String answer = running.get(30, TimeUnit.SECONDS);
      assertTrue(answer.equals("a") || answer.equals("b"), answer);
      assertEquals("a", held.generate(REQUEST, Cancellation.NEVER).best().text());
      assertFalse(opened(0).closed.get());
      held.close();
      switching.get(30, TimeUnit.SECONDS);
    }
    assertTrue(opened(0).closed.get());
    assertEquals(1, provider.alive());
    assertEquals("b", ask(models.lease(A)));
  }

  private static String askedInfo(Models.Lease lease) throws LanguageModelException {
    try (LanguageModel model = lease.model(Progress.NONE, Cancellation.NEVER)) {
      return model.info().id();
    }
  }

  @Test
  void aQuestionThatTakesTooLongIsToldOfTheSwitch() throws Exception {
    Models impatient = models(Duration.ofMillis(20));
    Models.Lease lease = impatient.lease(A);
    try (LanguageModel model = lease.model(Progress.NONE, Cancellation.NEVER)) {
      opened(0).may = new CountDownLatch(1);
      Future<?> running = started(() -> model.generate(REQUEST, Cancellation.NEVER));
      await(opened(0).asked);
      impatient.switchTo(A, B, Progress.NONE);
      Exception failed = assertThrows(Exception.class, () -> running.get(30, TimeUnit.SECONDS));
      LanguageModelException cut =
          assertInstanceOf(LanguageModelException.class, failed.getCause());
      assertEquals(Kind.CANCELLED, cut.kind());
      assertTrue(String.valueOf(cut.getMessage()).contains("was replaced by b"), cut.getMessage());
      LanguageModelException closed =
          assertThrows(LanguageModelException.class, () -> model.countTokens(REQUEST.prompt()));
      assertTrue(String.valueOf(closed.getMessage()).contains("Ask again"), closed.getMessage());
      LanguageModelException own =
          assertThrows(LanguageModelException.class, () -> model.generate(REQUEST, () -> true));
      assertEquals("closed or cancelled", own.getMessage(), "the caller's own doing");
    }
    assertTrue(opened(0).closed.get());
    assertEquals("b", ask(lease));
    impatient.close();
  }

  @Test
  void whatCannotBeLoadedChangesNothing() throws Exception {
    Models.Lease lease = models.lease(A);
    assertEquals("a", ask(lease));
    for (int i = 0; i < 3; i++) {
      LanguageModelException e =
          assertThrows(
              LanguageModelException.class,
              () -> models.switchTo(A, options("broken"), Progress.NONE));
      assertEquals(Kind.CORRUPT, e.kind());
      assertEquals("a", ask(lease));
    }
    assertEquals(1, provider.opened.size());
    try (Registry registry = new Registry(models)) {
      SQLException e =
          assertThrows(
              SQLException.class, () -> registry.switchModel(A, options("broken"), Progress.NONE));
      assertEquals("58000", e.getSQLState());
      registry.switchModel(A, B, Progress.NONE);
      assertEquals("b", ask(lease));
    }
    assertThrows(LanguageModelException.class, () -> models.switchTo(A, B, Progress.NONE));
  }

  @Test
  void theSameOptionsAreReadAgain() throws Exception {
    Models.Lease lease = models.lease(A);
    assertEquals("a", ask(lease));
    models.switchTo(A, A, Progress.NONE);
    assertTrue(opened(0).closed.get());
    assertEquals("a", ask(lease));
    assertEquals(2, provider.opened.size());
    models.switchTo(A, B, Progress.NONE);
    models.switchTo(A, A, Progress.NONE);
    assertEquals("a", ask(lease));
    assertEquals(1, provider.alive());
  }

  @Test
  void modelsStaySharedByOptions() throws Exception {
    Models.Lease one = models.lease(A);
    Models.Lease other = models.lease(B);
    assertEquals("a", ask(one));
    assertEquals("b", ask(other));
    models.switchTo(A, B, Progress.NONE);
    assertEquals("b", ask(one));
    assertEquals(2, provider.opened.size(), "the model is loaded already");
    assertEquals(1, provider.alive());
    models.switchTo(A, B, Progress.NONE);
    assertEquals(3, provider.opened.size());
    assertEquals(1, provider.alive(), "both places have the one that was read again");
    models.switchTo(B, options("c"), Progress.NONE);
    assertEquals("c", ask(other));
    assertEquals("b", ask(one));
    assertEquals(2, provider.alive());
  }

  @Test
  void aSwitchWithoutUsersHoldsForThoseToCome() throws Exception {
    Models eager = new Models(() -> List.of(provider), Duration.ZERO);
    eager.switchTo(A, B, Progress.NONE);
    assertEquals(0, provider.alive(), "idle");
    try (Models.Lease lease = eager.lease(A)) {
      assertEquals("b", ask(lease));
    }
    assertEquals(0, provider.alive());
    eager.switchTo(A, A, Progress.NONE);
    try (Models.Lease lease = eager.lease(A)) {
      assertEquals("a", ask(lease));
      eager.close();
    }
  }

  @Test
  void whoIsInterruptedBeforeASwitchKeepsTheOld() throws Exception {
    Models.Lease lease = models.lease(A);
    assertEquals("a", ask(lease));
    Thread.currentThread().interrupt();
    LanguageModelException e =
        assertThrows(LanguageModelException.class, () -> models.switchTo(A, B, Progress.NONE));
    assertTrue(Thread.interrupted());
    assertEquals(Kind.CANCELLED, e.kind());
    assertEquals("a", ask(lease));
  }

  @Test
  void manyAskWhileManySwitch() throws Exception {
    Models.Lease first = models.lease(A);
    ask(first);
    AtomicBoolean over = new AtomicBoolean();
    List<Future<Integer>> asking = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      asking.add(
          threads.submit(
              () -> {
                int answers = 0;
                while (!over.get()) {
                  try (Models.Lease lease = models.lease(A)) {
                    ask(lease);
                    answers++;
                  }
                }
                return answers;
              }));
    }
    List<Future<?>> switching = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      switching.add(startedSwitch(models, A, i % 3 == 0 ? A : options("m" + i % 3)));
    }
    for (Future<?> each : switching) {
      each.get(60, TimeUnit.SECONDS);
    }
    over.set(true);
    for (Future<Integer> each : asking) {
      assertTrue(each.get(60, TimeUnit.SECONDS) > 0);
    }
    assertEquals(1, provider.alive());
    assertTrue(provider.mostAlive.get() <= 2, "alive at once: " + provider.mostAlive);
    models.close();
    assertEquals(0, provider.alive());
  }
}
