package org.nljdbc.runtime.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.runtime.files.ProcessLock;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;
import org.nljdbc.spi.Progress;

/** Downloads that nobody waits for any more: wherever they stand, they end and let others go on. */
class HubAbandonTest extends HubCase {

  private final AtomicBoolean abandoned = new AtomicBoolean();
  private final CountDownLatch pausing = new CountDownLatch(1);

  private HubModels models() {
    return new HubModels(
        new HubEnvironment(cache.toString(), hub.address(), null, false),
        Disk.REAL,
        time -> {
          pausing.countDown();
          Thread.sleep(Duration.ofHours(1).toMillis());
        },
        Duration.ofHours(1));
  }

  private CompletableFuture<LanguageModelException> download() {
    CompletableFuture<LanguageModelException> ended = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                models().model(HubModelsTest.TINY, Progress.NONE, abandoned::get);
                ended.completeExceptionally(new AssertionError("it was complete"));
              } catch (LanguageModelException e) {
                if (Thread.currentThread().isInterrupted()) {
                  ended.completeExceptionally(new AssertionError("the thread stays interrupted"));
                }
                ended.complete(e);
              } catch (RuntimeException | Error e) {
                ended.completeExceptionally(e);
              }
            });
    thread.start();
    return ended;
  }

  private void ends(CompletableFuture<LanguageModelException> download) throws Exception {
    assertFalse(download.isDone());
    abandoned.set(true);
    assertEquals(Kind.CANCELLED, download.get(30, TimeUnit.SECONDS).kind());
    ProcessLock.take(new ReentrantLock(), new HubCache(cache, HubModelsTest.TINY).lock(), () -> {})
        .close();
  }

  @Test
  void whatHasComeIsKeptForTheNext() throws Exception {
    CompletableFuture<Void> stalled = hub.stall(WEIGHTS);
    CompletableFuture<LanguageModelException> download = download();
    stalled.get(30, TimeUnit.SECONDS);
    int half = weights.length / 2;
    while (!Files.exists(partial()) || Files.size(partial()) < half) {
      assertFalse(download.isDone());
      Thread.sleep(5);
    }
    ends(download);
    assertEquals(half, Files.size(partial()));
    complete(model());
    assertEquals("bytes=" + half + "-", ranges().get(ranges().size() - 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"listing", "HEAD config.json", "GET config.json", "GET " + WEIGHTS})
  void anAnswerThatDoesNotComeIsNotWaitedFor(String request) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    FakeHub.Fault mute = hub.mute();
    hub.fault(
        request,
        (exchange, content) -> {
          asked.countDown();
          mute.answer(exchange, content);
        });
    CompletableFuture<LanguageModelException> download = download();
    assertTrue(asked.await(30, TimeUnit.SECONDS));
    ends(download);
    complete(model());
  }

  @Test
  void aPauseEnds() throws Exception {
    hub.fault("GET " + WEIGHTS, FakeHub.status(503));
    CompletableFuture<LanguageModelException> download = download();
    assertTrue(pausing.await(30, TimeUnit.SECONDS));
    ends(download);
    complete(model());
  }

  @Test
  void anotherProcesssDownloadIsNotWaitedFor() throws Exception {
    Path file = new HubCache(cache, HubModelsTest.TINY).lock();
    CountDownLatch waiting = new CountDownLatch(1);
    CompletableFuture<LanguageModelException> ended = new CompletableFuture<>();
    // In this process it is as if another held the file: the system's lock is the same.
    try (ProcessLock held = ProcessLock.take(new ReentrantLock(), file, () -> {})) {
      assertTrue(held.toString().contains(file.toString()));
      Thread thread =
          new Thread(
              () ->
                  ended.complete(
                      assertThrows(
                          LanguageModelException.class,
                          () ->
                              models()
                                  .model(
                                      HubModelsTest.TINY,
                                      (task, fraction) -> waiting.countDown(),
                                      abandoned::get))));
      thread.start();
      assertTrue(waiting.await(30, TimeUnit.SECONDS));
      abandoned.set(true);
      assertEquals(Kind.CANCELLED, ended.get(30, TimeUnit.SECONDS).kind());
    }
    complete(model());
  }

  @Test
  void whatIsWaitedForIsNotDisturbed() throws Exception {
    hub.fault("GET " + WEIGHTS, FakeHub.slow(4, 50));
    complete(
        new HubModels(new HubEnvironment(cache.toString(), hub.address(), null, false))
            .model(HubModelsTest.TINY, Progress.NONE, abandoned::get));
    abandoned.set(true);
    assertFalse(Thread.interrupted());
  }
}
