package org.nljdbc.runtime.server.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.runtime.config.DatabaseConfig;
import org.nljdbc.runtime.server.http.ProblemException;
import org.nljdbc.runtime.server.work.Deadline;

/** What a database that is removed does with those that have it in hand. */
class RemovalTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir Path folder;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ExecutorService callers = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    callers.shutdownNow();
  }

  private Databases databases(Duration drain) {
    return new Databases(Map.of(), meters, drain, () -> null, folder);
  }

  private static Database added(Databases databases, Door door) {
    return databases.add(
        new DatabaseConfig("door", door.url(), null, null, Map.of(), List.of(), 0, 1));
  }

  private static Connection connection(Database database) throws Exception {
    return database.connection(Deadline.in(60));
  }

  private static void assertGone(Callable<?> call) {
    assertEquals(404, assertThrows(ProblemException.class, call::call).problem().status());
  }

  /** Until no pool is left; each has figures while it is open. */
  private void awaitClosed() throws InterruptedException {
    while (!meters.find("hikaricp.connections").meters().isEmpty()) {
      Thread.sleep(20);
    }
  }

  private static int waiting(Database database) {
    return database
        .json()
        .getAsJsonArray("pools")
        .get(0)
        .getAsJsonObject()
        .get("waiting")
        .getAsInt();
  }

  @Test
  void whoHasAConnectionGoesOnAndNobodyElseGetsOne() throws Exception {
    try (Door door = new Door("goes-on", 0);
        Databases databases = databases(LONG)) {
      Database database = added(databases, door);
      Connection lent = connection(database);
      // Another has come too late for one, and had the database in hand before it was removed.
      Future<Connection> waiting = callers.submit(() -> connection(database));
      while (waiting(database) == 0) {
        Thread.sleep(5);
      }
      databases.remove("door");
      awaitGone(database);
      assertTrue(lent.isValid(1));
      lent.close();
      Connection late = waiting.get();
      assertTrue(late.isValid(1));
      late.close();
      awaitClosed();
      assertGone(() -> connection(database));
    }
  }

  private static void awaitGone(Database database) throws Exception {
    // Removing is told before it is done: another thread does it.
    while (true) {
      try {
        database.in("h2");
      } catch (ProblemException gone) {
        assertEquals(404, gone.problem().status());
        assertGone(() -> connection(database));
        return;
      }
    }
  }

  @Test
  void whoWaitsInVainIsToldThatItIsGone() throws Exception {
    try (Door door = new Door("in-vain", 0);
        Databases databases = databases(Duration.ZERO)) {
      Database database = added(databases, door);
      Connection lent = connection(database);
      Future<Connection> waiting = callers.submit(() -> connection(database));
      while (waiting(database) == 0) {
        Thread.sleep(5);
      }
      databases.remove("door");
      assertGone(() -> unwrapped(waiting));
      awaitClosed();
      lent.close();
    }
  }

  @Test
  void theEndOfTheServerDoesNotWaitForOneThatLeaves() throws Exception {
    try (Door door = new Door("leaves", 0)) {
      Databases databases = databases(LONG);
      Connection lent = connection(added(databases, door));
      databases.remove("door");
      databases.close();
      awaitClosed();
      lent.close();
      assertEquals(
          503,
          assertThrows(ProblemException.class, () -> added(databases, door)).problem().status());
    }
  }

  @Test
  void noPoolOfADialectIsLeft() throws Exception {
    try (Databases databases = databases(LONG)) {
      for (int round = 0; round < 20; round++) {
        Database schema = databases.add("ann", "s", DdlReader.read("CREATE TABLE t (id INT)"));
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> asked = new ArrayList<>();
        for (String dialect : List.of("h2", "mysql", "postgresql", "h2", "mysql", "postgresql")) {
          asked.add(callers.submit(() -> isThere(schema, dialect, start)));
        }
        start.countDown();
        databases.remove("s");
        for (Future<Boolean> each : asked) {
          each.get(); // a connection that works, or 404; nothing else
        }
        awaitClosed();
        assertGone(() -> schema.in("mariadb"));
        while (!isEmpty()) {
          Thread.sleep(5);
        }
      }
    }
  }

  private boolean isEmpty() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static boolean isThere(Database schema, String dialect, CountDownLatch start)
      throws Exception {
    start.await();
    try (Connection connection = connection(schema.in(dialect))) {
      return connection.isValid(1);
    } catch (ProblemException gone) {
      assertEquals(404, gone.problem().status(), gone.getMessage());
      return false;
    }
  }

  private static Object unwrapped(Future<Connection> result) throws Exception {
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
