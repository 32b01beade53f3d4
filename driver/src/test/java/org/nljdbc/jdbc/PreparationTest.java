package org.nljdbc.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import org.junit.jupiter.api.Test;

/** Drivers that send the SQL of a prepared statement late, as PostgreSQL's does. */
class PreparationTest {

  private final PreparedStatement statement = mock(PreparedStatement.class);

  @Test
  void whatTheDatabaseRefusesLateIsFoundEarlyAndRepaired() throws SQLException {
    SQLException refusal = new SQLException("no such column", "42703");
    PreparedStatement bad = mock(PreparedStatement.class);
    when(bad.getMetaData()).thenThrow(refusal);
    Connection real = mock(Connection.class);
    DatabaseMetaData metaData = mock(DatabaseMetaData.class);
    when(real.getMetaData()).thenReturn(metaData);
    when(metaData.getDatabaseProductName()).thenReturn("PostgreSQL");
    when(real.prepareStatement("BAD")).thenReturn(bad);
    when(real.prepareStatement("GOOD")).thenReturn(statement);
    ScriptedTranslator translator = new ScriptedTranslator("BAD", "GOOD");

    Connection connection = Fixtures.wrap(real, translator);
    PreparedStatement prepared = connection.prepareStatement("NL: a");

    assertSame(refusal, translator.repaired.get(0));
    verify(bad).close();
    prepared.executeQuery();
    verify(statement).executeQuery();
    verify(statement, never()).close();
  }

  @Test
  void whatCannotBeDescribedIsLeftForItsExecution() throws SQLException {
    when(statement.getMetaData()).thenThrow(new SQLFeatureNotSupportedException());
    assertSame(statement, Preparation.described(statement));
    verify(statement, never()).close();
  }

  @Test
  void aFailureToCloseDoesNotHideTheRefusal() throws SQLException {
    SQLException refusal = new SQLException("no such column", "42703");
    when(statement.getMetaData()).thenThrow(refusal);
    org.mockito.Mockito.doThrow(new SQLException("close")).when(statement).close();
    SQLException thrown = assertThrows(SQLException.class, () -> Preparation.described(statement));
    assertSame(refusal, thrown);
    assertEquals("close", thrown.getSuppressed()[0].getMessage());
  }
}
