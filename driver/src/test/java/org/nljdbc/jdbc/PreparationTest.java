package org.nljdbc.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  /** The second is what ODBC bridges say, the third what drivers say that know no SQLStates. */
  static List<SQLException> cannotCount() {
    return List.of(
        new SQLFeatureNotSupportedException("Method not supported", "0A000"),
        new SQLException("Optional feature not implemented", "HYC00"),
        new SQLException("Method not supported"));
  }

  @ParameterizedTest
  @MethodSource("cannotCount")
  void aDriverThatCannotCountParametersTakesThemAllTheSame(SQLException said) throws SQLException {
    try (Connection real = failing(Fixtures.h2(), said);
        Connection connection = Fixtures.wrap(real, idsAbove());
        PreparedStatement prepared =
            connection.prepareStatement(
                "SELECT q.name FROM NL('ids above ?') q WHERE q.id < ? ORDER BY 1")) {
      prepared.setInt(1, 1);
      prepared.setInt(2, 3);
      try (ResultSet rows = prepared.executeQuery()) {
        assertTrue(rows.next());
        assertEquals("two", rows.getString(1));
        assertFalse(rows.next());
      }
    }
  }

  private static ScriptedTranslator idsAbove() {
    ScriptedTranslator translator = new ScriptedTranslator("SELECT * FROM t WHERE id > ?");
    translator.parameters.add(1);
    return translator;
  }

  static List<SQLException> refusals() {
    return List.of(
        new SQLException("no such column", "42703"),
        new SQLException("connection lost", "08006"),
        new SQLTimeoutException("too late"),
        new SQLNonTransientConnectionException("gone"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatTheDatabaseSaysWhileItCountsIsToldAsItIs(SQLException said) throws SQLException {
    try (Connection real = failing(Fixtures.h2(), said);
        Connection connection = Fixtures.wrap(real, idsAbove())) {
      assertSame(
          said,
          assertThrows(
              SQLException.class,
              () ->
                  connection.prepareStatement(
                      "SELECT q.name FROM NL('ids above ?') q WHERE q.id < ?")));
    }
  }

  /** A real connection whose statements cannot describe their parameters. */
  private static Connection failing(Connection real, SQLException said) {
    return behind(
        Connection.class,
        real,
        (method, result) ->
            result instanceof PreparedStatement prepared
                ? behind(
                    PreparedStatement.class,
                    prepared,
                    (called, value) -> {
                      if (called.getName().equals("getParameterMetaData")) {
                        throw said;
                      }
                      return value;
                    })
                : result);
  }

  /** What becomes of a result on its way. */
  private interface Change {
    @Nullable Object of(Method method, @Nullable Object result) throws SQLException;
  }

  private static <T> T behind(Class<T> type, T real, Change change) {
    return type.cast(
        Proxy.newProxyInstance(
            PreparationTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return change.of(method, method.invoke(real, arguments));
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            }));
  }
}
