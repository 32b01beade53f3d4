package org.nljdbc.it.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.script.ScriptedTest;

/**
 * A question that waits at the database, for a table that somebody else has locked, can be ended.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class WaitingSuite extends ScriptedTest {

  /** A question whose SQL is known before. */
  static final String KNOWN = "number of customers";

  private static final String NEW = "names of customers";
  private static final Duration AT_ONCE = Duration.ofMillis(1500);

  /** Where a question waits. */
  enum Phase {
    /** Sample values are read from the locked table. */
    SAMPLING,
    /** The database is asked whether it takes the SQL. */
    CHECKING,
    /** The SQL is known, and its plan is asked for. */
    PLANNING
  }

  /** Whoever holds the lock. */
  @SuppressWarnings("NullAway.Init") // set before each test
  protected Connection holder;

  private int count;

  /** Locks the customers until {@link #unlock}. */
  abstract void lock() throws SQLException;

  abstract void unlock() throws SQLException;

  /** A query that says how many sessions wait for a lock. */
  abstract String waiting();

  /** The SQLState of an execution that was cancelled. */
  abstract String cancelledState();

  @BeforeEach
  void prepare() throws SQLException {
    holder = database.bare();
    model().answer(KNOWN, "SELECT COUNT(*) FROM customers");
    model().answer(NEW, "SELECT name FROM customers ORDER BY id");
  }

  @AfterEach
  void release() throws SQLException {
    holder.close();
  }

  /** A connection that will wait in that phase, and in no other before. */
  Connection connectionFor(Phase phase, Map<String, String> settings) throws SQLException {
    Map<String, String> all = new HashMap<>(settings);
    // Another filter is another schema: nobody has read it yet.
    all.put("nl.exclude", "nothing_" + phase + ++count);
    Connection made = open(all);
    if (phase != Phase.SAMPLING) {
      assertEquals(List.of("60"), Rows.of(made, "NL: " + KNOWN));
    }
    return made;
  }

  private static String asked(Phase phase) {
    return phase == Phase.PLANNING ? "NL EXPLAIN: " + KNOWN : "NL: " + NEW;
  }

  private void awaitWaiting() throws Exception {
    try (Connection watching = database.bare()) {
      while (Rows.of(watching, waiting()).equals(List.of("0"))) {
        Thread.sleep(5);
      }
    }
  }

  private static FutureTask<SQLException> inBackground(String state, Call call) {
    FutureTask<SQLException> task = new FutureTask<>(() -> assertState(state, call::make));
    new Thread(task).start();
    return task;
  }

  private interface Call {
    void make() throws Exception;
  }

  /** The statement and its connection go on as if nothing had happened. */
  private void assertSound(Statement statement) throws SQLException {
    assertEquals(List.of("1"), Rows.of(statement.executeQuery("SELECT 1")));
    unlock();
    assertEquals(60, Rows.of(statement.executeQuery("NL: " + NEW)).size());
    assertTrue(model().latestPrompt().contains("customers"));
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void cancelEndsIt(Phase phase) throws Exception {
    try (Connection own = connectionFor(phase, Map.of());
        Statement statement = own.createStatement()) {
      lock();
      FutureTask<SQLException> asking =
          inBackground("57014", () -> statement.executeQuery(asked(phase)));
      awaitWaiting();
      long start = System.nanoTime();
      statement.cancel();
      assertNotNull(asking.get().getCause());
      assertTrue(System.nanoTime() - start < AT_ONCE.toNanos());
      assertSound(statement);
    }
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void theTransactionStaysAsItWas(Phase phase) throws Exception {
    try (Connection own = connectionFor(phase, Map.of());
        Statement statement = own.createStatement()) {
      own.setAutoCommit(false);
      statement.executeUpdate("INSERT INTO departments VALUES (70, 'Waiting', 1)");
      lock();
      FutureTask<SQLException> asking =
          inBackground("57014", () -> statement.executeQuery(asked(phase)));
      awaitWaiting();
      statement.cancel();
      asking.get();
      assertEquals(
          List.of("6"), Rows.of(statement.executeQuery("SELECT COUNT(*) FROM departments")));
      assertSound(statement);
      own.rollback();
      assertEquals(
          List.of("5"), Rows.of(statement.executeQuery("SELECT COUNT(*) FROM departments")));
      own.rollback();
    }
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void theQueryTimeoutEndsIt(Phase phase) throws Exception {
    try (Connection own = connectionFor(phase, Map.of());
        Statement statement = own.createStatement()) {
      lock();
      statement.setQueryTimeout(1);
      long start = System.nanoTime();
      assertInstanceOf(
          SQLTimeoutException.class,
          assertState("57014", () -> statement.executeQuery(asked(phase))));
      Duration taken = Duration.ofNanos(System.nanoTime() - start);
      assertTrue(taken.toMillis() >= 990 && taken.toMillis() < 2500, taken::toString);
      assertEquals(1, statement.getQueryTimeout());
      statement.setQueryTimeout(0);
      assertSound(statement);
    }
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void theSettingEndsIt(Phase phase) throws Exception {
    try (Connection own = connectionFor(phase, Map.of("nl.timeout", "1"));
        Statement statement = own.createStatement()) {
      lock();
      assertInstanceOf(
          SQLTimeoutException.class,
          assertState("57014", () -> statement.executeQuery(asked(phase))));
      assertSound(statement);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void closingTheConnectionEndsIt(boolean abort) throws Exception {
    Connection own = connectionFor(Phase.CHECKING, Map.of());
    Statement statement = own.createStatement();
    lock();
    FutureTask<SQLException> asking =
        inBackground("57014", () -> statement.executeQuery("NL: " + NEW));
    awaitWaiting();
    if (abort) {
      own.abort(Runnable::run);
    } else {
      own.close();
    }
    assertNotNull(asking.get());
    unlock();
  }

  @Test
  void anExecutionEndsAsTheDatabaseSays() throws Exception {
    try (Connection own = connectionFor(Phase.CHECKING, Map.of());
        Statement statement = own.createStatement()) {
      lock();
      FutureTask<SQLException> asking =
          inBackground(cancelledState(), () -> statement.executeQuery("NL: " + KNOWN));
      awaitWaiting();
      statement.cancel();
      assertNotNull(asking.get());
      assertSound(statement);
    }
  }

  /**
   * Whether the real driver's cancel ends whatever runs on the connection, although the statement
   * that is cancelled does nothing. Nobody can cancel one then while another begins.
   */
  boolean cancelsOtherStatements() {
    return false;
  }

  @Test
  void aCancellationThatComesAtAnyMomentReachesNothingElse() throws Exception {
    Random random = new Random(1);
    try (Connection own = connectionFor(Phase.CHECKING, Map.of());
        Statement statement = own.createStatement()) {
      int ended = 0;
      for (int i = 0; i < 60; i++) {
        String question = "customers, take " + i;
        CountDownLatch cancelled = new CountDownLatch(1);
        model().answer(question, "SELECT id FROM customers WHERE id > " + i);
        FutureTask<Boolean> asking =
            new FutureTask<>(
                () -> {
                  try (var rows = statement.executeQuery("NL: " + question)) {
                    return rows.next();
                  } catch (SQLException stopped) {
                    assertTrue(
                        List.of("57014", cancelledState()).contains(stopped.getSQLState()),
                        stopped.toString());
                    return false;
                  } finally {
                    // What comes next on this connection is nobody's to cancel.
                    if (cancelsOtherStatements()) {
                      cancelled.await();
                    }
                    for (int n = 0; n < 5; n++) {
                      Rows.of(own, "SELECT COUNT(*) FROM orders");
                    }
                  }
                });
        new Thread(asking).start();
        Thread.sleep(0, random.nextInt(999_999));
        Thread.sleep(random.nextInt(12));
        statement.cancel();
        cancelled.countDown();
        ended += asking.get() ? 0 : 1;
      }
      assertTrue(ended > 0);
    }
  }
}
