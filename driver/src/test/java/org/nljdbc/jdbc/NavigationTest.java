package org.nljdbc.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.List;
import org.h2.jdbc.JdbcCallableStatement;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbc.JdbcDatabaseMetaData;
import org.h2.jdbc.JdbcResultSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nljdbc.NlConnection;
import org.nljdbc.NlStatement;
import org.sqlite.SQLiteConnection;

/** Whichever way one goes, one meets our objects; the real ones only by unwrap. */
class NavigationTest {

  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = Fixtures.wrap(Fixtures.h2(), new ScriptedTranslator());
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void everyStatementLeadsToOurConnection() throws SQLException {
    for (Statement statement :
        new Statement[] {
          connection.createStatement(),
          connection.createStatement(1003, 1007),
          connection.createStatement(1003, 1007, 1),
          connection.prepareStatement("SELECT 1"),
          connection.prepareCall("CALL 1")
        }) {
      assertSame(connection, statement.getConnection());
      statement.close();
    }
  }

  @Test
  void everyResultLeadsToItsStatement() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      ResultSet rows = statement.executeQuery("SELECT 1");
      assertSame(statement, rows.getStatement());
      assertSame(rows, statement.getResultSet());
      rows.close();
      assertThrows(SQLException.class, rows::getStatement);

      statement.execute("CREATE TABLE k(id INT AUTO_INCREMENT, x INT)");
      assertNull(statement.getResultSet());
      statement.executeUpdate("INSERT INTO k(x) VALUES (5)", Statement.RETURN_GENERATED_KEYS);
      ResultSet keys = statement.getGeneratedKeys();
      assertSame(keys, statement.getGeneratedKeys());
      assertSame(statement, keys.getStatement());
      assertTrue(keys.next());
    }
  }

  @Test
  void generatedKeysDoNotReplaceTheCurrentResult() throws SQLException {
    Statement real = mock(Statement.class);
    ResultSet rows = mock(ResultSet.class);
    ResultSet keys = mock(ResultSet.class);
    when(real.getResultSet()).thenReturn(rows);
    when(real.getGeneratedKeys()).thenReturn(keys, keys, mock(ResultSet.class), null);
    Statement statement = new WrappedStatement((WrappedConnection) connection, real);
    ResultSet current = statement.getResultSet();
    ResultSet generated = statement.getGeneratedKeys();
    assertSame(current, statement.getResultSet());
    assertSame(generated, statement.getGeneratedKeys());
    assertNotSame(generated, statement.getGeneratedKeys());
    assertNull(statement.getGeneratedKeys());
    assertSame(current, statement.getResultSet());
  }

  @Test
  void whatTheRealConnectionGivesTwiceIsOneObject() throws SQLException {
    Connection real = mock(Connection.class);
    DatabaseMetaData metaData = mock(DatabaseMetaData.class);
    when(real.getMetaData()).thenReturn(metaData, metaData, mock(DatabaseMetaData.class), null);
    Connection ours = Fixtures.wrap(real, new ScriptedTranslator());
    DatabaseMetaData first = ours.getMetaData();
    assertSame(first, ours.getMetaData());
    assertNotSame(first, ours.getMetaData());
    assertNull(ours.getMetaData());
  }

  @Test
  void metadataAndItsResultsLeadToOurs() throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    assertSame(connection, metaData.getConnection());
    try (ResultSet tables = metaData.getTables(null, null, "T", null)) {
      assertTrue(tables.next());
      Statement behind = tables.getStatement();
      if (behind != null) {
        assertSame(connection, behind.getConnection());
        assertSame(behind, tables.getStatement());
      }
    }
    assertTrue(metaData.getURL().startsWith("jdbc:h2:mem:"), metaData.getURL());
    assertEquals("H2 JDBC Driver", metaData.getDriverName());
  }

  @Test
  void aResultWithinAResultLeadsToOurs() throws SQLException {
    ResultSet outer = mock(ResultSet.class);
    ResultSet cursor = mock(ResultSet.class);
    Statement behind = mock(Statement.class);
    Connection raw = mock(Connection.class);
    when(outer.getObject(1)).thenReturn(cursor);
    when(outer.getObject(1, ResultSet.class)).thenReturn(cursor);
    when(outer.getObject("x", Integer.class)).thenReturn(7);
    when(cursor.getStatement()).thenReturn(behind);
    when(behind.getConnection()).thenReturn(raw);
    ResultSet ours = new WrappedResultSet((WrappedConnection) connection, null, outer);
    ResultSet nested = assertInstanceOf(ResultSet.class, ours.getObject(1));
    assertSame(connection, nested.getStatement().getConnection());
    assertInstanceOf(WrappedResultSet.class, ours.getObject(1, ResultSet.class));
    assertEquals(7, ours.getObject("x", Integer.class));
    CallableStatement call = mock(CallableStatement.class);
    when(call.getObject(2)).thenReturn(cursor);
    assertInstanceOf(
        WrappedResultSet.class,
        new WrappedCallableStatement((WrappedConnection) connection, call).getObject(2));
  }

  @Test
  void aVendorsOwnTypeIsGivenAsAsked() throws SQLException {
    interface VendorResult extends ResultSet {}
    ResultSet outer = mock(ResultSet.class);
    VendorResult cursor = mock(VendorResult.class);
    when(outer.getObject(1, VendorResult.class)).thenReturn(cursor);
    ResultSet ours = new WrappedResultSet((WrappedConnection) connection, null, outer);
    assertSame(cursor, ours.getObject(1, VendorResult.class));
  }

  @Test
  void theDriversOwnValuesAreNotWrapped() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT ARRAY[1, 2], CAST('x' AS CLOB)")) {
      assertTrue(rows.next());
      Array array = rows.getArray(1);
      assertEquals("org.h2.jdbc.JdbcArray", array.getClass().getName());
      assertEquals("org.h2.jdbc.JdbcClob", rows.getClob(2).getClass().getName());
      assertEquals("org.h2.jdbc.JdbcArray", rows.getObject(1).getClass().getName());
      assertTrue(rows.getMetaData().getClass().getName().startsWith("org.h2."));
    }
    connection.setAutoCommit(false);
    connection.rollback(connection.setSavepoint());
  }

  @Test
  void unwrapReachesUsThenTheDriverThenWhatItUnwrapsTo() throws SQLException {
    assertSame(connection, connection.unwrap(Connection.class));
    assertSame(connection, connection.unwrap(NlConnection.class));
    assertInstanceOf(JdbcConnection.class, connection.unwrap(JdbcConnection.class));
    assertTrue(connection.isWrapperFor(JdbcConnection.class));
    assertFalse(connection.isWrapperFor(SQLiteConnection.class));
    assertFalse(connection.isWrapperFor(null));
    assertThrows(SQLException.class, () -> connection.unwrap(SQLiteConnection.class));
    try (Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement("SELECT 1")) {
      assertSame(statement, statement.unwrap(Statement.class));
      assertSame(statement, statement.unwrap(NlStatement.class));
      assertSame(prepared, prepared.unwrap(PreparedStatement.class));
      assertTrue(prepared.isWrapperFor(org.h2.jdbc.JdbcPreparedStatement.class));
    }
    Connection pooled = mock(Connection.class);
    when(pooled.isWrapperFor(String.class)).thenReturn(true);
    when(pooled.unwrap(String.class)).thenReturn("behind");
    Connection ours = Fixtures.wrap(pooled, new ScriptedTranslator());
    assertTrue(ours.isWrapperFor(String.class));
    assertEquals("behind", ours.unwrap(String.class));
  }

  @Test
  void resultsMetadataAndCallsUnwrapToo() throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    try (CallableStatement call = connection.prepareCall("CALL 1");
        ResultSet rows = call.executeQuery();
        ResultSet tables = metaData.getTables(null, null, "T", null)) {
      assertSame(rows, rows.unwrap(ResultSet.class));
      assertSame(tables, tables.unwrap(ResultSet.class));
      assertInstanceOf(JdbcResultSet.class, rows.unwrap(JdbcResultSet.class));
      assertInstanceOf(JdbcResultSet.class, tables.unwrap(JdbcResultSet.class));
      assertSame(metaData, metaData.unwrap(DatabaseMetaData.class));
      assertInstanceOf(JdbcDatabaseMetaData.class, metaData.unwrap(JdbcDatabaseMetaData.class));
      assertSame(call, call.unwrap(CallableStatement.class));
      assertInstanceOf(JdbcCallableStatement.class, call.unwrap(JdbcCallableStatement.class));
      for (Wrapper ours : List.of(rows, tables, metaData, call)) {
        assertFalse(ours.isWrapperFor(SQLiteConnection.class), ours::toString);
        assertThrows(SQLException.class, () -> ours.unwrap(SQLiteConnection.class));
      }
    }
  }

  @Test
  void sqliteUnwrapsToo() throws SQLException {
    try (Connection sqlite = Fixtures.wrap(Fixtures.sqlite(), new ScriptedTranslator())) {
      assertInstanceOf(SQLiteConnection.class, sqlite.unwrap(SQLiteConnection.class));
    }
  }

  @Test
  void twoWrappersOfOneObjectDiffer() throws SQLException {
    Connection other =
        Fixtures.wrap(connection.unwrap(JdbcConnection.class), new ScriptedTranslator());
    assertNotEquals(connection, other);
    assertEquals(connection, connection);
    assertEquals(other.toString(), connection.toString());
  }

  @Test
  void closedIsWhatTheDriverSays() throws SQLException {
    Statement statement = connection.createStatement();
    statement.closeOnCompletion();
    ResultSet rows = statement.executeQuery("SELECT 1");
    assertTrue(statement.isCloseOnCompletion());
    rows.close();
    assertTrue(statement.isClosed());
    statement.close();
    connection.close();
    connection.close();
    assertTrue(connection.isClosed());
  }

  @Test
  void warningsOfTheDriverAreItsOwn() throws SQLException {
    Statement real = mock(Statement.class);
    SQLWarning own = new SQLWarning("own");
    when(real.getWarnings()).thenReturn(own);
    when(real.getQueryTimeout()).thenReturn(0);
    Connection raw = mock(Connection.class);
    DatabaseMetaData metaData = mock(DatabaseMetaData.class);
    when(raw.getMetaData()).thenReturn(metaData);
    when(metaData.getDatabaseProductName()).thenReturn("H2");
    when(raw.createStatement()).thenReturn(real);
    Statement statement = Fixtures.wrap(raw, new ScriptedTranslator("SELECT 1")).createStatement();
    assertSame(own, statement.getWarnings());
    statement.execute("NL: a");
    for (int i = 0; i < 2; i++) {
      SQLWarning first = statement.getWarnings();
      assertNotSame(own, first);
      assertSame(own, first.getNextWarning());
    }
    assertNull(own.getNextWarning());
    // Telling what was asked ran nothing besides.
    verify(raw).createStatement();
    verify(real).execute("SELECT 1");
    verify(real, never()).executeQuery(anyString());
  }
}
