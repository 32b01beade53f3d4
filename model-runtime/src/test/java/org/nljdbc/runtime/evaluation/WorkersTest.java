package org.nljdbc.runtime.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several workers and the order of their results. */
class WorkersTest {

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 7", "2, 1", "3, 50", "8, 60", "64, 300"})
  void everyResultIsToldOnceInTheItemsOrder(int workers, int items) throws Exception {
    Set<Integer> busy = ConcurrentHashMap.newKeySet();
    List<Integer> told = new ArrayList<>();
    new Workers<>(numbers(workers))
        .each(
            numbers(items),
            (worker, item) -> {
              assertTrue(busy.add(worker), "a worker that works already");
              Thread.onSpinWait();
              busy.remove(worker);
              return item * item;
            },
            told::add);
    assertEquals(numbers(items).stream().map(i -> i * i).toList(), told);
  }

  @Test
  void severalAreDealtWithAtOnce() throws Exception {
    CyclicBarrier all = new CyclicBarrier(3);
    List<Integer> told = new ArrayList<>();
    new Workers<>(List.of("a", "b", "c"))
        .each(
            numbers(9),
            (worker, item) -> {
              try {
                all.await(20, TimeUnit.SECONDS); // is broken unless three come
              } catch (Exception e) {
                throw new SQLException(e);
              }
              return item;
            },
            told::add);
    assertEquals(numbers(9), told);
  }

  @Test
  void aFailureEndsIt() {
    AtomicInteger begun = new AtomicInteger();
    List<Integer> told = new ArrayList<>();
    SQLException thrown =
        assertThrows(
            SQLException.class,
            () ->
                new Workers<>(List.of(1, 2))
                    .each(
                        numbers(1000),
                        (worker, item) -> {
                          begun.incrementAndGet();
                          if (item == 5) {
                            throw new SQLException("no model");
                          }
                          if (item > 5) {
                            sleep(); // so that the other worker has time to fail
                          }
                          return item;
                        },
                        told::add));
    assertEquals("no model", thrown.getMessage());
    assertTrue(begun.get() < 1000, begun::toString);
    assertEquals(numbers(told.size()), told);
    assertTrue(told.size() <= 5, told::toString);
  }

  @Test
  void whoCannotKeepResultsEndsItToo() {
    AtomicInteger begun = new AtomicInteger();
    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                new Workers<>(List.of(1))
                    .each(
                        numbers(100_000),
                        (worker, item) -> begun.incrementAndGet(),
                        result -> {
                          throw new IOException("disk full");
                        }));
    assertEquals("disk full", thrown.getMessage());
  }

  @Test
  void anInterruptionIsKept() {
    Thread.currentThread().interrupt();
    assertThrows(
        InterruptedIOException.class,
        () ->
            new Workers<>(List.of(1))
                .each(
                    numbers(1),
                    (worker, item) -> {
                      sleep();
                      return item;
                    },
                    result -> {}));
    assertTrue(Thread.interrupted());
  }

  private static void sleep() throws SQLException {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new SQLException(e);
    }
  }

  @Test
  void othersThanSqlFailuresAreThrownAsTheyAre() {
    assertThrows(
        ArithmeticException.class,
        () -> new Workers<>(List.of(1)).each(List.of(0), (worker, item) -> 1 / item, result -> {}));
    assertThrows(IllegalArgumentException.class, () -> new Workers<>(List.of()));
  }
}
