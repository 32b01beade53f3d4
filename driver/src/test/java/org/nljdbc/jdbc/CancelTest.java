package org.nljdbc.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nljdbc.trace.Trace;

/** What ends a question early: cancel, close, abort, and time. */
@Timeout(60)
class CancelTest {

  private final Connection real = mock(Connection.class);
  private final Statement realStatement = mock(Statement.class);
  private final ResultSet rows = mock(ResultSet.class);

  @BeforeEach
  void connect() throws SQLException {
    DatabaseMetaData metaData = mock(DatabaseMetaData.class);
    when(real.getMetaData()).thenReturn(metaData);
    when(metaData.getDatabaseProductName()).thenReturn("H2");
    when(real.createStatement()).thenReturn(realStatement);
    when(realStatement.executeQuery(anyString())).thenReturn(rows);
  }

  private interface Ending {
    void end(Connection connection, Statement statement) throws SQLException;
  }

  static Stream<Arguments> endings() {
    return Stream.<Arguments>of(
        Arguments.of("cancel", (Ending) (connection, statement) -> statement.cancel()),
        Arguments.of("statement.close", (Ending) (connection, statement) -> statement.close()),
        Arguments.of("connection.close", (Ending) (connection, statement) -> connection.close()),
        Arguments.of("abort", (Ending) (connection, statement) -> connection.abort(Runnable::run)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("endings")
  void aQuestionEndsFromAnotherThread(String name, Ending ending) throws Exception {
    ScriptedTranslator translator = ScriptedTranslator.hanging();
    Connection connection = Fixtures.wrap(real, translator);
    Statement statement = connection.createStatement();
    CompletableFuture<ResultSet> answer =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return statement.executeQuery("NL: slow");
              } catch (SQLException ended) {
                throw new IllegalStateException(ended);
              }
            });
    assertTrue(translator.asked.await(30, TimeUnit.SECONDS));

    ending.end(connection, statement);

    ExecutionException failed =
        assertThrows(ExecutionException.class, () -> answer.get(30, TimeUnit.SECONDS));
    SQLException ended =
        assertInstanceOf(SQLException.class, Objects.requireNonNull(failed.getCause()).getCause());
    assertEquals("57014", ended.getSQLState());
    // Nothing ran at the database, so nothing there may be cancelled.
    verify(realStatement, never()).cancel();
    verify(realStatement, never()).executeQuery(anyString());
  }

  @Test
  void aCancellationDoesNotReachTheNextQuestion() throws Exception {
    aQuestionEndsFromAnotherThread("cancel", (connection, statement) -> statement.cancel());
    ScriptedTranslator translator = ScriptedTranslator.hanging();
    try (Connection connection = Fixtures.wrap(real, translator);
        Statement statement = connection.createStatement()) {
      CompletableFuture<Void> cancelling =
          CompletableFuture.runAsync(
              () -> {
                try {
                  translator.asked.await();
                  statement.cancel();
                } catch (SQLException | InterruptedException impossible) {
                  throw new IllegalStateException(impossible);
                }
              });
      assertThrows(SQLException.class, () -> statement.executeQuery("NL: slow"));
      cancelling.get(30, TimeUnit.SECONDS);
      translator.then("SELECT 1");
      assertNotNull(statement.executeQuery("NL: quick"));
    }
  }

  @Test
  void outsideAQuestionCancelIsTheRealStatements() throws SQLException {
    Connection connection = Fixtures.wrap(real, new ScriptedTranslator());
    connection.createStatement().cancel();
    verify(realStatement).cancel();
  }

  @Test
  void whileTheDatabaseWorksItIsCancelledThereAndNotRepaired() throws Exception {
    SQLException byDatabase = new SQLException("canceling statement", "57014");
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    when(realStatement.executeQuery(anyString()))
        .thenAnswer(
            call -> {
              running.countDown();
              cancelled.await();
              throw byDatabase;
            });
    doAnswer(
            call -> {
              cancelled.countDown();
              return null;
            })
        .when(realStatement)
        .cancel();
    ScriptedTranslator translator = new ScriptedTranslator("SELECT 1", "SELECT 2");
    Statement statement = Fixtures.wrap(real, translator).createStatement();
    CompletableFuture<SQLException> failure =
        CompletableFuture.supplyAsync(
            () -> assertThrows(SQLException.class, () -> statement.executeQuery("NL: a")));
    running.await();
    statement.cancel();
    assertEquals(byDatabase, failure.get(30, TimeUnit.SECONDS));
    assertTrue(translator.repaired.isEmpty());
  }

  @Test
  void anErrorThatNoOtherSqlCanMendIsNotRepaired() throws SQLException {
    for (SQLException hopeless :
        new SQLException[] {
          new SQLException("gone", "08006"),
          new SQLTimeoutException("late", "X"),
          new SQLException("cancelled by the administrator", "57014")
        }) {
      doThrow(hopeless).when(realStatement).executeQuery(anyString());
      ScriptedTranslator translator = new ScriptedTranslator("SELECT 1", "SELECT 2");
      Statement statement = Fixtures.wrap(real, translator).createStatement();
      assertEquals(
          hopeless, assertThrows(SQLException.class, () -> statement.executeQuery("NL: a")));
      assertTrue(translator.repaired.isEmpty());
    }
  }

  @Test
  void theQueryTimeoutSpansTranslationAndExecution() throws SQLException {
    when(realStatement.getQueryTimeout()).thenReturn(100);
    ScriptedTranslator translator = new ScriptedTranslator("SELECT 1");
    Instant before = Instant.now();
    Fixtures.wrap(real, translator).createStatement().executeQuery("NL: a");
    Duration given = Duration.between(before, Objects.requireNonNull(translator.deadlines.get(0)));
    assertTrue(given.toSeconds() >= 99 && given.toSeconds() <= 160, given::toString);
    // What is left goes to the database, and then the whole again.
    org.mockito.InOrder order = org.mockito.Mockito.inOrder(realStatement);
    order
        .verify(realStatement)
        .setQueryTimeout(org.mockito.ArgumentMatchers.intThat(s -> s > 0 && s <= 100));
    order.verify(realStatement).executeQuery("SELECT 1");
    order.verify(realStatement).setQueryTimeout(100);
  }

  @Test
  void withoutQueryTimeoutNothingIsSet() throws SQLException {
    ScriptedTranslator translator = new ScriptedTranslator("SELECT 1");
    Fixtures.wrap(real, translator).createStatement().executeQuery("NL: a");
    assertNull(translator.deadlines.get(0));
    verify(realStatement, never()).setQueryTimeout(org.mockito.ArgumentMatchers.anyInt());
  }

  @Test
  void theSettingLimitsTheTranslationAlone() throws SQLException {
    when(realStatement.getQueryTimeout()).thenReturn(1000);
    ScriptedTranslator translator = new ScriptedTranslator("SELECT 1", "SELECT 1");
    Connection connection = Fixtures.wrap(real, translator, "nl.timeout", "10");
    Instant before = Instant.now();
    connection.createStatement().executeQuery("NL: a");
    connection.nativeSQL("NL: a");
    for (Instant deadline : translator.deadlines) {
      Duration given = Duration.between(before, Objects.requireNonNull(deadline));
      assertTrue(given.toSeconds() >= 9 && given.toSeconds() <= 70, given::toString);
    }
  }

  @Test
  void whatIsLeftOfTheTimeIsRoundedUpAndEndsInAnError() throws Exception {
    Asking asking = new Asking(1, 0, false, Trace.NONE, () -> {});
    assertEquals(1, asking.remainingSeconds());
    assertFalse(asking.isCancelled());
    while (Objects.requireNonNull(asking.translationDeadline()).isAfter(Instant.now())) {
      Thread.sleep(20);
    }
    SQLTimeoutException late = assertThrows(SQLTimeoutException.class, asking::remainingSeconds);
    assertEquals("57014", late.getSQLState());
  }
}
