package org.nljdbc.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.InOrder;

/** A question leaves the user's transaction as it was, whatever the model wrote. */
class TransactionTest {

  private final Connection real = mock(Connection.class);
  private final DatabaseMetaData metaData = mock(DatabaseMetaData.class);
  private final Statement statement = mock(Statement.class);
  private final Savepoint savepoint = mock(Savepoint.class);
  private final SQLException refusal = new SQLException("no such column", "42703");

  @BeforeEach
  void connect() throws SQLException {
    when(real.getMetaData()).thenReturn(metaData);
    when(metaData.getDatabaseProductName()).thenReturn("PostgreSQL");
    when(real.createStatement()).thenReturn(statement);
    when(real.setSavepoint()).thenReturn(savepoint);
    ResultSet rows = mock(ResultSet.class);
    when(statement.executeQuery("GOOD")).thenReturn(rows);
    when(statement.executeQuery("BAD")).thenThrow(refusal);
  }

  private ResultSet ask(String... script) throws SQLException {
    return Fixtures.wrap(real, new ScriptedTranslator(script))
        .createStatement()
        .executeQuery("NL: a");
  }

  @Test
  void aSavepointIsSetAndReleasedAroundSuccess() throws SQLException {
    assertNotNull(ask("GOOD"));
    InOrder order = inOrder(real, statement);
    order.verify(real).setSavepoint();
    order.verify(statement).executeQuery("GOOD");
    order.verify(real).releaseSavepoint(savepoint);
    verify(real, never()).rollback(any());
    verify(real, never()).commit();
    verify(real, never()).setAutoCommit(any(Boolean.class));
  }

  @Test
  void aBadGuessIsTakenBackBeforeTheNext() throws SQLException {
    assertNotNull(ask("BAD", "GOOD"));
    InOrder order = inOrder(real, statement);
    order.verify(statement).executeQuery("BAD");
    order.verify(real).rollback(savepoint);
    order.verify(real).releaseSavepoint(savepoint);
    order.verify(real).setSavepoint();
    order.verify(statement).executeQuery("GOOD");
    order.verify(real).releaseSavepoint(savepoint);
    verify(real, never()).rollback();
  }

  @Test
  void theLastBadGuessIsTakenBackToo() throws SQLException {
    assertSame(refusal, assertThrows(SQLException.class, () -> ask("BAD")));
    verify(real).rollback(savepoint);
    verify(real).releaseSavepoint(savepoint);
  }

  @Test
  void withAutoCommitThereIsNoTransactionToKeep() throws SQLException {
    when(real.getAutoCommit()).thenReturn(true);
    ask("BAD", "GOOD");
    verify(real, never()).setSavepoint();
  }

  @ParameterizedTest
  @CsvSource({
    "H2, 0",
    "SQLite, 0",
    "MySQL, 0",
    "MariaDB, 0",
    "Oracle, 0",
    "PostgreSQL, 1",
    "Unheard-of, 1",
    ", 1"
  })
  void onlyWhereAFailureSpoilsTheTransaction(String product, int savepoints) throws SQLException {
    when(metaData.getDatabaseProductName()).thenReturn(product);
    ask("GOOD");
    verify(real, org.mockito.Mockito.times(savepoints)).setSavepoint();
  }

  @Test
  void aDriverWithoutSavepointsStillAnswers() throws SQLException {
    when(real.setSavepoint()).thenThrow(new SQLFeatureNotSupportedException());
    assertNotNull(ask("BAD", "GOOD"));
    verify(real, never()).rollback(any());
  }

  @Test
  void theStatementsOwnFailureIsWhatTheUserHears() throws SQLException {
    doThrow(new SQLException("lost")).when(real).rollback(savepoint);
    assertSame(refusal, assertThrows(SQLException.class, () -> ask("BAD")));
    doThrow(new SQLException("not released")).when(real).releaseSavepoint(savepoint);
    assertNotNull(ask("GOOD"));
  }

  @Test
  void theTranslatorDoesNotSeeTheSavepoint() throws SQLException {
    ScriptedTranslator translator = new ScriptedTranslator("BAD", "GOOD");
    Fixtures.wrap(real, translator).createStatement().executeQuery("NL: a");
    assertEquals(1, translator.repaired.size());
    verify(statement, never()).execute(anyString());
  }

  @Test
  void ordinaryStatementsGetNoSavepoint() throws SQLException {
    Connection connection = Fixtures.wrap(real, new ScriptedTranslator());
    assertSame(
        refusal,
        assertThrows(SQLException.class, () -> connection.createStatement().executeQuery("BAD")));
    verify(real, never()).setSavepoint();
    verify(real, never()).getMetaData();
  }
}
