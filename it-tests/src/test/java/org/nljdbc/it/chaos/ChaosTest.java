package org.nljdbc.it.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nljdbc.it.databases.DatabaseExtension;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.databases.TestDatabase;

/**
 * Several callers ask a server while its databases and its model fail in turns. No answer is wrong
 * or missing, what does not fail goes on, and what has failed comes back soon.
 *
 * <p>One round of faults by default; {@code -Dnl.chaos.seconds=1800} repeats them for so long, with
 * longer ones (Maven's profile {@code soak}).
 */
@OnDatabase(Kind.POSTGRESQL)
@ExtendWith(DatabaseExtension.class)
class ChaosTest {

  private static final int CALLERS = 6;
  private static final Duration RECOVERY = Duration.ofSeconds(5);
  private static final int SUCCESSES = 6;
  private static final double MOST_ERRORS = 0.01;

  /** What an answer may take beyond the time that its request allows. */
  private static final Duration BEYOND = Duration.ofSeconds(4);

  /** The JDK's own threads, and the driver's one timer. */
  private static final List<String> OF_THE_JVM =
      List.of(
          "HttpClient-", "CompletableFutureDelayScheduler", "ForkJoinPool.common", "nl-jdbc-idle");

  private static final String OTHERS_POSTGRESQL =
      "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()"
          + " AND pid <> pg_backend_pid()";
  private static final String OTHERS_MARIADB =
      "SELECT COUNT(*) FROM information_schema.processlist WHERE db = DATABASE()"
          + " AND id <> CONNECTION_ID()";

  private final long seed = Long.getLong("nl.chaos.seed", System.nanoTime());
  private final long seconds = Long.getLong("nl.chaos.seconds", 0);
  private final Random random = new Random(seed);
  private final Timeline timeline = new Timeline();
  private final Tally tally = new Tally(timeline);
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> told = new ArrayList<>();

  /** A fault, and its end. */
  private record Step(String name, Part part, Runnable begin, Runnable end) {}

  @Test
  @Timeout(value = 45, unit = TimeUnit.MINUTES)
  void answersAreRightOrErrorsAndFaultsEnd(
      TestDatabase postgres, @OnDatabase(Kind.MARIADB) TestDatabase mariaDb) throws Exception {
    List<Caller.Shop> shops =
        List.of(shop("pg", Part.POSTGRESQL, postgres), shop("maria", Part.MARIADB, mariaDb));
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (ServerUnderTest server = new ServerUnderTest(postgres, mariaDb)) {
      ask(server, shops);
      if (seconds > 0) {
        System.out.println(report());
      }
      assertNothingIsHeld(server);
      server.stop();
      await("connections through the proxies", () -> connections(server) == 0);
    }
    assertEquals(List.of(), tally.faults(), this::report);
    assertTrue(tally.errorRate() < MOST_ERRORS, this::report);
    assertTrue(
        tally.slowestMillis()
            < TimeUnit.SECONDS.toMillis(Caller.TIMEOUT_SECONDS) + BEYOND.toMillis(),
        this::report);
    // The faults have been felt, and most of the time there were none.
    assertTrue(tally.within("database_unavailable") > 0, this::report);
    assertTrue(tally.within("deadline_exceeded") > 0, this::report);
    assertTrue(tally.outside() > 100, this::report);
    assertNobodyIsConnected(postgres, OTHERS_POSTGRESQL);
    assertNobodyIsConnected(mariaDb, OTHERS_MARIADB);
    assertNoThreads(before);
  }

  /** Has callers ask while faults are injected. */
  private void ask(ServerUnderTest server, List<Caller.Shop> shops) throws InterruptedException {
    List<Caller> callers = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    timeline.begin("start", Set.of(Part.values())); // first connections, first schema
    for (int i = 0; i < CALLERS; i++) {
      Random own = new Random(random.nextLong());
      Caller caller = new Caller(server.uri(), client, shops, timeline, tally, own);
      callers.add(caller);
      threads.add(new Thread(caller, "chaos-caller-" + i));
    }
    threads.forEach(Thread::start);
    for (Part part : Part.values()) {
      recover("start", part);
    }
    timeline.calm();
    inject(server);
    callers.forEach(Caller::end);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static Caller.Shop shop(String name, Part part, TestDatabase database) throws Exception {
    List<String> large = Rows.bare(database, KnownQuestion.LARGE);
    return new Caller.Shop(name, part, KnownQuestion.of(database), large);
  }

  private String report() {
    return "seed " + seed + ": " + tally + "; back after " + told;
  }

  /** All faults once, and then again until the time is over. */
  private void inject(ServerUnderTest server) throws InterruptedException {
    List<Step> steps = steps(server);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    do {
      for (Step step : steps) {
        inject(step);
      }
      Collections.shuffle(steps, random);
    } while (System.nanoTime() < end);
  }

  private List<Step> steps(ServerUnderTest server) {
    ChaosModel model = server.model();
    Runnable well = () -> model.be(ChaosModel.Mood.WELL);
    List<Step> steps =
        new ArrayList<>(
            List.of(
                network(server, Part.POSTGRESQL, new Fault.Cut()),
                network(server, Part.MARIADB, new Fault.Silent()),
                network(server, Part.MODEL, new Fault.Cut()),
                network(server, Part.POSTGRESQL, new Fault.Reset(20_000)),
                network(server, Part.MARIADB, new Fault.Slow(60)),
                new Step("model fails", Part.MODEL, () -> model.be(ChaosModel.Mood.FAILS), well),
                network(server, Part.POSTGRESQL, new Fault.Silent()),
                new Step("model stalls", Part.MODEL, () -> model.be(ChaosModel.Mood.STALLS), well),
                network(server, Part.MODEL, new Fault.Silent())));
    if (seconds > 0) {
      steps.add(network(server, Part.MARIADB, new Fault.Cut()));
      steps.add(network(server, Part.MARIADB, new Fault.Reset(20_000)));
      steps.add(network(server, Part.POSTGRESQL, new Fault.Slow(100)));
      steps.add(network(server, Part.MODEL, new Fault.Reset(500)));
      steps.add(network(server, Part.MODEL, new Fault.Slow(200)));
    }
    return steps;
  }

  private static Step network(ServerUnderTest server, Part part, Fault fault) {
    FaultProxy proxy = server.proxy(part);
    return new Step(
        part + " " + fault, part, () -> proxy.inject(fault), () -> proxy.inject(new Fault.None()));
  }

  private void inject(Step step) throws InterruptedException {
    timeline.begin(step.name, Set.of(step.part));
    step.begin.run();
    Thread.sleep(seconds == 0 ? 800 : 500 + random.nextInt(15_000));
    step.end.run();
    recover(step.name, step.part);
    timeline.calm();
    Thread.sleep(seconds == 0 ? 250 : 5_000);
  }

  /** Waits until a part has come back. */
  private void recover(String name, Part part) throws InterruptedException {
    tally.awaitRecovery(part);
    long begun = System.nanoTime();
    while (tally.successes(part) < SUCCESSES) {
      if (System.nanoTime() - begun > 4 * RECOVERY.toNanos()) {
        tally.fault("no recovery after " + name);
        return;
      }
      Thread.sleep(20);
    }
    long millis = tally.recoveryMillis(part);
    told.add(name + ": " + millis + " ms");
    if (millis > RECOVERY.toMillis()) {
      tally.fault(name + ": back after " + millis + " ms");
    }
  }

  private void assertNothingIsHeld(ServerUnderTest server) throws Exception {
    await(
        "all places and connections given back",
        () -> {
          try {
            JsonObject health = server.health(client);
            String figures = server.get(client, "metrics");
            return ServerUnderTest.active(health) == 0
                && health.get("status").getAsString().equals("up")
                && figures.contains("nl_questions_running 0.0")
                && figures.contains("nl_questions_waiting 0.0");
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /**
   * Connections that somebody still holds. Those to a model's server that had gone are kept by the
   * JDK's client until it is collected, and nobody uses them.
   */
  private static long connections(ServerUnderTest server) {
    return server.proxy(Part.POSTGRESQL).connections()
        + server.proxy(Part.MARIADB).connections()
        + server.proxy(Part.MODEL).living();
  }

  private void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, () -> what + "; " + report() + tally.faults() + atWork());
      Thread.sleep(20);
    }
  }

  /** Where the server's threads are that work on requests. */
  private static String atWork() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(each -> each.getKey().getName().startsWith("nl-server-"))
        .map(each -> Arrays.toString(each.getValue()))
        .filter(stack -> stack.contains("org.nljdbc"))
        .collect(Collectors.joining("\n", "\n", ""));
  }

  private void assertNobodyIsConnected(TestDatabase database, String others)
      throws InterruptedException {
    await(
        "connections at the database",
        () -> {
          try {
            return Rows.bare(database, others).equals(List.of("0"));
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static void assertNoThreads(Set<Thread> before) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    List<String> left = left(before);
    while (!left.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(50);
      left = left(before);
    }
    assertEquals(List.of(), left);
  }

  /** Threads that have come since, but those that the JVM and drivers have once for all. */
  private static List<String> left(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.isAlive() && !before.contains(thread))
        .map(Thread::getName)
        .filter(name -> OF_THE_JVM.stream().noneMatch(name::startsWith))
        .sorted()
        .collect(Collectors.toList());
  }
}
