package org.nljdbc.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nljdbc.spi.Cancellation;
import org.nljdbc.spi.LanguageModel;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.LanguageModelProvider;
import org.nljdbc.spi.ModelOptions;
import org.nljdbc.spi.Progress;

/** Loads that take so long that whoever asked first has gone. */
class AbandonedLoadTest {

  private final ScriptedModel model = new ScriptedModel();
  private final Download download = new Download();
  private final Models models = new Models(() -> List.of(download), Duration.ofHours(1));
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** Fetches a model, which takes as long as the test wants, and ends where nobody waits. */
  private final class Download implements LanguageModelProvider {
    final AtomicInteger begun = new AtomicInteger();
    final AtomicInteger abandoned = new AtomicInteger();
    final Semaphore mayEnd = new Semaphore(0);
    final AtomicBoolean come = new AtomicBoolean();

    @Override
    public boolean accepts(ModelOptions options) {
      return true;
    }

    @Override
    public LanguageModel open(ModelOptions options, Progress progress) {
      throw new AssertionError("without a way to end it");
    }

    @Override
    public LanguageModel open(ModelOptions options, Progress progress, Cancellation nobody)
        throws LanguageModelException {
      begun.incrementAndGet();
      try {
        while (!come.get()) {
          if (nobody.isCancelled()) {
            abandoned.incrementAndGet();
            mayEnd.acquire();
            throw new LanguageModelException(Kind.CANCELLED, "the download ended");
          }
          Thread.sleep(1);
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return model;
    }
  }

  @AfterEach
  void close() {
    download.come.set(true);
    download.mayEnd.release(100);
    models.close();
    threads.shutdownNow();
  }

  private Future<LanguageModel> ask(Models.Lease lease, Cancellation cancellation) {
    return threads.submit(
        () -> {
          try (ModelUse use = lease.model(Progress.NONE, new Watch(cancellation, null))) {
            return use.model();
          }
        });
  }

  private static void until(AtomicInteger counter, int count) throws InterruptedException {
    while (counter.get() < count) {
      Thread.sleep(1);
    }
  }

  private static void isCancelled(Future<LanguageModel> asked) {
    ExecutionException e =
        assertThrows(ExecutionException.class, () -> asked.get(30, TimeUnit.SECONDS));
    assertEquals("57014", assertInstanceOf(SQLException.class, e.getCause()).getSQLState());
  }

  @Test
  void endsWhenTheLastHasGoneAndNotBefore() throws Exception {
    AtomicBoolean first = new AtomicBoolean();
    AtomicBoolean second = new AtomicBoolean();
    CountDownLatch joined = new CountDownLatch(3);
    try (Models.Lease lease = models.lease(ModelOptions.embedded())) {
      Future<LanguageModel> one = ask(lease, first::get);
      until(download.begun, 1);
      Future<LanguageModel> two =
          ask(
              lease,
              () -> {
                joined.countDown(); // asked only by one that waits already
                return second.get();
              });
      assertTrue(joined.await(30, TimeUnit.SECONDS));
      first.set(true);
      isCancelled(one);
      assertEquals(0, download.abandoned.get());
      second.set(true);
      isCancelled(two);
      until(download.abandoned, 1);
      assertEquals(1, download.begun.get());
    }
  }

  @Test
  void whoComesWhileItEndsBeginsAnew() throws Exception {
    AtomicBoolean first = new AtomicBoolean();
    try (Models.Lease lease = models.lease(ModelOptions.embedded())) {
      Future<LanguageModel> one = ask(lease, first::get);
      until(download.begun, 1);
      first.set(true);
      isCancelled(one);
      until(download.abandoned, 1);
      CountDownLatch joined = new CountDownLatch(1);
      Future<LanguageModel> next =
          ask(
              lease,
              () -> {
                joined.countDown(); // asked only by one that waits already
                return false;
              });
      assertTrue(joined.await(30, TimeUnit.SECONDS));
      assertFalse(next.isDone());
      download.mayEnd.release();
      until(download.begun, 2);
      download.come.set(true);
      assertSame(model, next.get(30, TimeUnit.SECONDS));
      assertEquals(1, download.abandoned.get());
    }
  }

  @Test
  void endsWithTheDriver() throws Exception {
    try (Models.Lease lease = models.lease(ModelOptions.embedded())) {
      Future<LanguageModel> one = ask(lease, Cancellation.NEVER);
      until(download.begun, 1);
      download.mayEnd.release();
      models.close();
      ExecutionException e =
          assertThrows(ExecutionException.class, () -> one.get(30, TimeUnit.SECONDS));
      assertEquals(
          Kind.CANCELLED, assertInstanceOf(LanguageModelException.class, e.getCause()).kind());
      assertEquals(1, download.abandoned.get());
    }
  }
}
