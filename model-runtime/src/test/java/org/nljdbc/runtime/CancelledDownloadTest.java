package org.nljdbc.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.jdbc.Connections;
import org.nljdbc.runtime.hub.FakeHub;
import org.nljdbc.runtime.hub.HubEnvironment;
import org.nljdbc.settings.Settings;
import org.nljdbc.translate.Models;
import org.nljdbc.translate.QuestionPipeline;
import org.nljdbc.translate.Registry;

/** Statements whose question needs a model that is still being downloaded. */
class CancelledDownloadTest {

  private static final String WEIGHTS = "model.safetensors";

  @TempDir Path folder;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private FakeHub hub;
  private Registry registry;
  private long size;

  @BeforeEach
  void start() throws Exception {
    Path tiny = TinyFiles.path("tied-fp32");
    size = Files.size(tiny.resolve(WEIGHTS));
    hub = new FakeHub().with(tiny);
    HubEnvironment environment =
        new HubEnvironment(folder.resolve("hub").toString(), hub.address(), null, false);
    LocalModelProvider provider =
        new LocalModelProvider(folder.resolve("cache"), () -> environment);
    registry = new Registry(new Models(() -> List.of(provider), Duration.ofHours(1)));
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    registry.close();
    hub.close();
  }

  private Connection open() throws SQLException {
    Connection real = DriverManager.getConnection("jdbc:sqlite::memory:");
    try (Statement statement = real.createStatement()) {
      statement.execute("CREATE TABLE animal (id INTEGER PRIMARY KEY, name TEXT)");
    }
    Map<String, String> settings = Map.of("nl.model", "org/tiny", "nl.lock", "off");
    return Connections.wrap(
        real, Settings.of(settings), all -> QuestionPipeline.create(registry, all));
  }

  /** NL PROMPT asks the model for its way of being asked, and no more. */
  private static boolean ask(Statement statement) throws SQLException {
    return statement.execute("NL PROMPT 'how many animals are there?'");
  }

  private long partial() throws Exception {
    if (!Files.isDirectory(folder.resolve("hub"))) {
      return 0;
    }
    try (Stream<Path> all = Files.walk(folder.resolve("hub"))) {
      List<Path> found = all.filter(file -> file.toString().endsWith(".incomplete")).toList();
      return found.isEmpty() ? 0 : Files.size(found.get(0));
    }
  }

  private void untilHalf() throws Exception {
    while (partial() < size / 2) {
      Thread.sleep(5);
    }
  }

  private static SQLException failure(Future<Boolean> asked) {
    ExecutionException e =
        assertThrows(ExecutionException.class, () -> asked.get(30, TimeUnit.SECONDS));
    return assertInstanceOf(SQLException.class, e.getCause());
  }

  /** The next question gets the rest of the file, from where the first one's download ended. */
  private void goesOn() throws Exception {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      assertTrue(ask(statement));
    }
    assertEquals(2, hub.contentRequests(WEIGHTS).size());
    assertEquals("bytes=" + size / 2 + "-", hub.contentRequests(WEIGHTS).get(1));
  }

  @Test
  void cancelEndsIt() throws Exception {
    CompletableFuture<Void> stalled = hub.stall(WEIGHTS);
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      Future<Boolean> asked = threads.submit(() -> ask(statement));
      stalled.get(30, TimeUnit.SECONDS);
      untilHalf();
      statement.cancel();
      assertEquals("57014", failure(asked).getSQLState());
    }
    goesOn();
  }

  @Test
  void theDeadlineEndsIt() throws Exception {
    hub.stall(WEIGHTS);
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      Future<Boolean> asked =
          threads.submit(
              () -> {
                statement.setQueryTimeout(5);
                return ask(statement);
              });
      untilHalf();
      assertTrue(failure(asked) instanceof SQLTimeoutException);
    }
    goesOn();
  }

  @Test
  void anInterruptEndsIt() throws Exception {
    hub.stall(WEIGHTS);
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      CompletableFuture<SQLException> failure = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> failure.complete(assertThrows(SQLException.class, () -> ask(statement))));
      thread.start();
      untilHalf();
      thread.interrupt();
      assertEquals("57014", failure.get(30, TimeUnit.SECONDS).getSQLState());
    }
    goesOn();
  }

  @Test
  void itGoesOnWhileAnotherStatementWaits() throws Exception {
    CompletableFuture<Void> stalled = hub.stall(WEIGHTS);
    try (Connection connection = open();
        Connection other = open();
        Statement statement = connection.createStatement();
        Statement second = other.createStatement()) {
      Future<Boolean> asked = threads.submit(() -> ask(statement));
      stalled.get(30, TimeUnit.SECONDS);
      untilHalf();
      Future<Boolean> waiting = threads.submit(() -> ask(second));
      Thread.sleep(300); // long enough to join; if not, it begins anew, and the test holds too
      statement.cancel();
      assertEquals("57014", failure(asked).getSQLState());
      second.cancel();
      assertEquals("57014", failure(waiting).getSQLState());
    }
    goesOn();
  }
}
