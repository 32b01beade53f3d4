package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.LanguageModelProvider;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;

class ModelsTest {

  private static final Watch FOREVER = new Watch(Cancellation.NEVER, null);

  private final ScriptedModel model = new ScriptedModel();

  private static Models models(LanguageModelProvider... providers) {
    return new Models(() -> List.of(providers), Duration.ZERO);
  }

  /** Uses a model as a question does, and tells which one it is. */
  private static LanguageModel model(Models.Lease lease) throws Exception {
    try (ModelUse use = lease.model(Progress.NONE, FOREVER)) {
      return use.model();
    }
  }

  private static LanguageModelException failure(Models.Lease lease) {
    return assertThrows(LanguageModelException.class, () -> model(lease));
  }

  @Test
  void equalOptionsShareAModelUntilTheLastUserGoes() throws Exception {
    ScriptedProvider provider = new ScriptedProvider(model, 0);
    Models models = models(provider);
    Models.Lease one = models.lease(ModelOptions.embedded());
    Models.Lease other = models.lease(ModelOptions.embedded());
    assertEquals(0, provider.opened.get());
    assertSame(model, model(one));
    assertSame(model, model(other));
    assertEquals(1, provider.opened.get());
    one.close();
    one.close();
    assertFalse(model.closed);
    other.close();
    assertTrue(model.closed);
    assertEquals(Kind.FAILED, failure(one).kind());
  }

  @Test
  void anIdleModelStaysForAWhile() throws Exception {
    ScriptedProvider provider = new ScriptedProvider(model, 0);
    Models models = new Models(() -> List.of(provider), Duration.ofHours(1));
    try (Models.Lease lease = models.lease(ModelOptions.embedded())) {
      model(lease);
    }
    assertFalse(model.closed);
    try (Models.Lease lease = models.lease(ModelOptions.embedded())) {
      model(lease);
    }
    assertEquals(1, provider.opened.get());
    models.close();
    assertTrue(model.closed);
  }

  @Test
  void anIdleModelIsFreedInTheEnd() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    LanguageModelProvider provider = provider(closing(closed));
    Models models = new Models(() -> List.of(provider), Duration.ofMillis(1));
    Models.Lease lease = models.lease(ModelOptions.embedded());
    model(lease);
    lease.close();
    assertTrue(closed.await(30, TimeUnit.SECONDS));
  }

  private static LanguageModel closing(CountDownLatch closed) {
    LanguageModel made = mock(LanguageModel.class);
    doAnswer(
            call -> {
              closed.countDown();
              return null;
            })
        .when(made)
        .close();
    return made;
  }

  private interface Opening {
    LanguageModel open() throws LanguageModelException;
  }

  private static LanguageModelProvider provider(LanguageModel made) {
    return opening(() -> made);
  }

  private static LanguageModelProvider opening(Opening opening) {
    return new LanguageModelProvider() {
      @Override
      public boolean accepts(ModelOptions options) {
        return true;
      }

      @Override
      public LanguageModel open(ModelOptions options, Progress progress)
          throws LanguageModelException {
        return opening.open();
      }
    };
  }

  @Test
  void manyFirstQuestionsLoadOnce() throws Exception {
    ScriptedProvider provider = new ScriptedProvider(model, 0);
    Models models = models(provider);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<LanguageModel>> loaded = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        Models.Lease lease = models.lease(ModelOptions.embedded());
        loaded.add(threads.submit(() -> model(lease)));
      }
      for (Future<LanguageModel> future : loaded) {
        assertSame(model, future.get(30, TimeUnit.SECONDS));
      }
      assertEquals(1, provider.opened.get());
    } finally {
      threads.shutdownNow();
      models.close();
    }
  }

  @Test
  void aFailedLoadIsToldAndTriedAgain() throws Exception {
    ScriptedProvider provider = new ScriptedProvider(model, 1);
    Models models = models(provider);
    Models.Lease lease = models.lease(ModelOptions.embedded());
    LanguageModelException e = failure(lease);
    assertEquals(Kind.CORRUPT, e.kind());
    assertTrue(String.valueOf(e.getMessage()).contains("model.gguf is truncated"));
    assertSame(model, model(lease));
    assertEquals(2, provider.opened.get());
  }

  @Test
  void brokenRuntimesAreToldAsFailures() {
    for (Opening opening :
        List.<Opening>of(
            () -> {
              throw new IllegalStateException("native library");
            },
            () -> {
              throw new UnsatisfiedLinkError("no torch");
            })) {
      Models.Lease lease = models(opening(opening)).lease(ModelOptions.embedded());
      assertEquals(Kind.FAILED, failure(lease).kind());
    }
    Models.Lease lease =
        models(
                opening(
                    () -> {
                      throw new OutOfMemoryError("heap");
                    }))
            .lease(ModelOptions.embedded());
    assertEquals(Kind.OUT_OF_MEMORY, failure(lease).kind());
  }

  @Test
  void aMissingRuntimeNamesTheArtefact() {
    LanguageModelException e = failure(models().lease(ModelOptions.embedded()));
    assertEquals(Kind.NOT_FOUND, e.kind());
    assertTrue(String.valueOf(e.getMessage()).contains("org.nljdbc:nl-jdbc-model-runtime"));
  }

  @Test
  void anUnknownModelIsSaid() {
    Models.Lease lease =
        models(new ScriptedProvider(model, 0)).lease(new ModelOptions("/nowhere", "", "cpu", 0, 0));
    assertTrue(String.valueOf(failure(lease).getMessage()).contains("nl.model=/nowhere"));
  }

  @Test
  void whoWaitsForALoadCanStopWaiting() throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Models models =
        models(
            opening(
                () -> {
                  loading.countDown();
                  try {
                    go.await();
                  } catch (InterruptedException e) {
                    throw new LanguageModelException(Kind.CANCELLED, "interrupted", e);
                  }
                  return model;
                }));
    Models.Lease lease = models.lease(ModelOptions.embedded());
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<LanguageModel> loaded = thread.submit(() -> model(lease));
      assertTrue(loading.await(30, TimeUnit.SECONDS));
      Watch cancelled = new Watch(() -> true, null);
      SQLException e =
          assertThrows(SQLException.class, () -> lease.model(Progress.NONE, cancelled));
      assertEquals("57014", e.getSQLState());
      Watch late = new Watch(Cancellation.NEVER, Instant.EPOCH);
      assertThrows(SQLTimeoutException.class, () -> lease.model(Progress.NONE, late));
      go.countDown();
      assertSame(model, loaded.get(30, TimeUnit.SECONDS));
    } finally {
      go.countDown();
      thread.shutdownNow();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_FOUND,58000",
    "CORRUPT,58000",
    "FAILED,58000",
    "UNSUPPORTED,0A000",
    "TOO_LONG,54000",
    "OVERLOADED,53000",
    "OUT_OF_MEMORY,53200",
    "CANCELLED,57014",
    "DEADLINE,57014"
  })
  void everyKindHasItsState(Kind kind, String state) {
    SQLException e = ModelErrors.toSql(new LanguageModelException(kind, "why"));
    assertEquals(state, e.getSQLState());
    assertEquals("why", e.getMessage());
    if (kind == Kind.DEADLINE) {
      assertInstanceOf(SQLTimeoutException.class, e);
    }
  }

  @Test
  void providersAreFoundByService() {
    assertTrue(Providers.find().stream().allMatch(LanguageModelProvider.class::isInstance));
  }

  @Test
  void freeingAllLeavesNoThreadAndLoadsAnewWhenAsked() throws Exception {
    ScriptedModel first = new ScriptedModel();
    ScriptedModel second = new ScriptedModel();
    List<ScriptedModel> made = new ArrayList<>(List.of(first, second));
    LanguageModelProvider provider =
        new LanguageModelProvider() {
          @Override
          public boolean accepts(ModelOptions options) {
            return true;
          }

          @Override
          public LanguageModel open(ModelOptions options, Progress progress) {
            return made.remove(0);
          }
        };
    Set<Thread> before = timers();
    Models models = new Models(() -> List.of(provider), Duration.ofHours(1));
    Models.Lease stays = models.lease(ModelOptions.embedded());
    assertSame(first, model(stays));
    Models.Lease goes = models.lease(new ModelOptions("other", "", "auto", 0, 0));
    goes.close();
    stays.close();
    Set<Thread> mine = timers();
    mine.removeAll(before);
    assertEquals(1, mine.size());
    models.freeAll();
    mine.iterator().next().join();
    assertTrue(first.closed);
    Models.Lease again = models.lease(ModelOptions.embedded());
    assertSame(second, model(again));
    models.freeAll();
    assertTrue(second.closed);
    models.close();
    assertEquals(Kind.FAILED, failure(again).kind());
  }

  /** The threads that wait to free idle models, of this test and of others. */
  private static Set<Thread> timers() {
    Set<Thread> timers = new HashSet<>(Thread.getAllStackTraces().keySet());
    timers.removeIf(thread -> !thread.getName().equals("nl-jdbc-idle"));
    return timers;
  }

  @Test
  void aConnectionThatNeverAskedLeavesNothingWaiting() {
    Set<Thread> before = timers();
    Models models = new Models(() -> List.of(new ScriptedProvider(model, 0)), Duration.ofHours(1));
    models.lease(ModelOptions.embedded()).close();
    Set<Thread> after = timers();
    after.removeAll(before);
    assertEquals(Set.of(), after);
  }
}
