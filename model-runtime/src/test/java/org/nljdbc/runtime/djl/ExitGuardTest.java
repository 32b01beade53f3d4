package org.nljdbc.runtime.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.nljdbc.spi.LanguageModelException;
import org.nljdbc.spi.LanguageModelException.Kind;

class ExitGuardTest {

  private final ExitGuard guard = new ExitGuard();
  private final List<String> order = new CopyOnWriteArrayList<>();

  private CompletableFuture<Void> end() {
    return CompletableFuture.runAsync(
        () -> {
          guard.end();
          order.add("ended");
        });
  }

  private void isRefused() {
    LanguageModelException e =
        assertThrows(LanguageModelException.class, () -> guard.call(() -> order.add("late")));
    assertEquals(Kind.CANCELLED, e.kind());
  }

  @Test
  void theEndWaitsForTheCallThatRunsAndNoOtherBegins() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Boolean> call = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                guard.call(
                    () -> {
                      running.countDown();
                      go.await();
                      return order.add("called");
                    });
                call.complete(true);
              } catch (Exception e) {
                call.completeExceptionally(e);
              }
            });
    thread.start();
    assertTrue(running.await(30, TimeUnit.SECONDS));
    CompletableFuture<Void> end = end();
    refusedInTheEnd();
    assertFalse(end.isDone());
    go.countDown();
    assertTrue(call.get(30, TimeUnit.SECONDS));
    end.get(30, TimeUnit.SECONDS);
    assertEquals(List.of("called", "ended"), order);
    isRefused();
  }

  private void refusedInTheEnd() throws Exception {
    while (true) {
      try {
        guard.call(() -> true);
        Thread.sleep(1);
      } catch (LanguageModelException e) {
        assertEquals(Kind.CANCELLED, e.kind());
        return;
      }
    }
  }

  @Test
  void whoWaitsForAnAnswerMayHaveItFirst() throws Exception {
    try (ExitGuard.Hold request = guard.request()) {
      CompletableFuture<Void> end = end();
      Thread.sleep(100);
      assertTrue(guard.call(() -> order.add("answered")));
      assertFalse(end.isDone());
      request.close();
      request.close(); // counts once
      end.get(30, TimeUnit.SECONDS);
    }
    assertEquals(List.of("answered", "ended"), order);
    isRefused();
  }

  @Test
  void nothingIsFreedOnceTheEndHasBegun() throws Exception {
    guard.free(() -> order.add("freed"));
    end().get(30, TimeUnit.SECONDS);
    guard.free(() -> order.add("freed too late"));
    assertEquals(List.of("freed", "ended"), order);
  }

  @Test
  void anEndOfItsOwnGoesFirst() throws Exception {
    ExitGuard.Hold server = guard.hold();
    CompletableFuture<Void> end = end();
    Thread.sleep(100);
    assertTrue(guard.call(() -> order.add("drained")));
    assertFalse(end.isDone());
    server.close();
    end.get(30, TimeUnit.SECONDS);
    assertEquals(List.of("drained", "ended"), order);
  }

  @Test
  void whatACallThrowsIsThrown() throws Exception {
    assertThrows(
        IllegalStateException.class,
        () ->
            guard.call(
                () -> {
                  throw new IllegalStateException("native");
                }));
    guard.end();
    isRefused();
  }
}
