package org.nljdbc.it.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.script.Answer;
import org.nljdbc.it.script.ScriptedTest;
import org.nljdbc.spi.LanguageModelException;

/** A model that fails, hangs or crashes, and people who do not wait for it. */
abstract class TroubleSuite extends ScriptedTest {

  @ParameterizedTest
  @CsvSource({
    "NOT_FOUND, 58000",
    "CORRUPT, 58000",
    "UNSUPPORTED, 0A000",
    "TOO_LONG, 54000",
    "OVERLOADED, 53000",
    "CANCELLED, 57014",
    "OUT_OF_MEMORY, 53200",
    "FAILED, 58000"
  })
  void aFailingModelIsAnSqlException(LanguageModelException.Kind kind, String state)
      throws SQLException {
    model().answer("in trouble", new Answer.Failure(kind, "the model said so"));
    SQLException thrown = assertState(state, () -> rows("NL: in trouble"));
    assertTrue(thrown.toString().contains("the model said so"), thrown.toString());
    assertEquals(List.of("60"), rows("SELECT COUNT(*) FROM customers"));
    model().answer("in trouble", "SELECT COUNT(*) FROM orders");
    assertEquals(List.of("300"), rows("NL: in trouble"));
  }

  @Test
  void aCrashingModelIsAnSqlException() throws SQLException {
    for (Throwable crash :
        List.of(
            new IllegalStateException("a defect"),
            new UnsatisfiedLinkError("a library is missing"),
            new NoClassDefFoundError("a class is missing"))) {
      model().answer("in trouble", new Answer.Crash(crash));
      SQLException thrown = assertState("58000", () -> rows("NL: in trouble"));
      assertTrue(thrown.toString().contains(String.valueOf(crash.getMessage())));
      assertNotNull(thrown.getCause());
    }
    model().answer("in trouble", new Answer.Crash(new OutOfMemoryError("none left")));
    assertState("53200", () -> rows("NL: in trouble"));
    assertEquals(List.of("60"), rows("SELECT COUNT(*) FROM customers"));
  }

  @Test
  void cancelEndsTheModelsWork() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    model().answer("endless", new Answer.Endless(started));
    model().answer("short", "SELECT COUNT(*) FROM customers");
    try (Statement statement = connection.createStatement()) {
      FutureTask<SQLException> asking =
          new FutureTask<>(() -> assertState("57014", () -> statement.executeQuery("NL: endless")));
      new Thread(asking).start();
      started.await();
      statement.cancel();
      assertNotNull(asking.get());
      assertFalse(model().isBusy());
      assertEquals(List.of("60"), Rows.of(statement.executeQuery("NL: short")));
    }
  }

  @Test
  void theQueryTimeoutEndsTheModelsWork() throws SQLException {
    model().answer("endless", new Answer.Endless(new CountDownLatch(1)));
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      SQLException thrown = assertState("57014", () -> statement.executeQuery("NL: endless"));
      assertInstanceOf(SQLTimeoutException.class, thrown);
      assertEquals(1, statement.getQueryTimeout());
      assertEquals(List.of("300"), Rows.of(statement.executeQuery("SELECT COUNT(*) FROM orders")));
    }
  }

  @Test
  void theTranslationTimeoutEndsTheModelsWork() throws SQLException {
    model().answer("endless", new Answer.Endless(new CountDownLatch(1)));
    try (Connection impatient = open(Map.of("nl.timeout", "1"))) {
      SQLException thrown = assertState("57014", () -> Rows.of(impatient, "NL: endless"));
      assertInstanceOf(SQLTimeoutException.class, thrown);
    }
  }

  @Test
  void closingTheConnectionEndsTheModelsWork() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    model().answer("endless", new Answer.Endless(started));
    Connection own = open(Map.of());
    FutureTask<SQLException> asking =
        new FutureTask<>(() -> assertState("57014", () -> Rows.of(own, "NL: endless")));
    new Thread(asking).start();
    started.await();
    own.close();
    assertNotNull(asking.get());
    assertFalse(model().isBusy());
  }

  @Test
  void abortEndsTheModelsWork() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    model().answer("endless", new Answer.Endless(started));
    Connection own = open(Map.of());
    FutureTask<SQLException> asking =
        new FutureTask<>(() -> assertState("57014", () -> Rows.of(own, "NL: endless")));
    new Thread(asking).start();
    started.await();
    own.abort(Runnable::run);
    assertNotNull(asking.get());
  }

  /** Whoever waits for the model keeps nobody else from the connection. */
  @Test
  @Timeout(60)
  void theConnectionIsFreeWhileTheModelWorks() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    model().answer("endless", new Answer.Endless(started));
    Statement asked = connection.createStatement();
    FutureTask<SQLException> asking =
        new FutureTask<>(() -> assertState("57014", () -> asked.executeQuery("NL: endless")));
    new Thread(asking).start();
    started.await();
    assertEquals(List.of("60"), rows("SELECT COUNT(*) FROM customers"));
    assertTrue(connection.isValid(5));
    assertFalse(connection.isClosed());
    connection.clearWarnings();
    connection.setNetworkTimeout(Runnable::run, connection.getNetworkTimeout());
    assertFalse(asking.isDone());
    asked.close();
    asked.close();
    assertNotNull(asking.get());
    assertEquals(List.of("300"), rows("SELECT COUNT(*) FROM orders"));
  }
}
