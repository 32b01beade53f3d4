package org.nljdbc.it.datasource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import javax.sql.PooledConnection;
import javax.sql.XAConnection;
import org.junit.jupiter.api.Test;
import org.nljdbc.NlDataSource;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;
import org.nljdbc.it.script.ScriptedTest;
import org.nljdbc.settings.Settings;
import org.postgresql.PGConnection;
import org.postgresql.PGResultSetMetaData;
import org.postgresql.PGStatement;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.PGobject;
import org.postgresql.xa.PGXADataSource;

/** PostgreSQL's own interfaces and data sources. */
@OnDatabase(Kind.POSTGRESQL)
class PostgresVendorTest extends ScriptedTest {

  private static final Map<String, String> CASTS = Map.of("nl.vendorInterfaces", "true");

  @Test
  void unwrapLeadsToTheVendorsConnection() throws Exception {
    assertFalse(connection instanceof PGConnection);
    CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
    StringWriter out = new StringWriter();
    assertEquals(2, copy.copyOut("COPY (VALUES (1), (2)) TO STDOUT", out));
    assertEquals("1\n2\n", out.toString());
  }

  /** As programs and DBeaver's import do it. */
  @Test
  void castsWorkWhereTheyAreAskedFor() throws Exception {
    model().answer("how many came", "SELECT COUNT(*) FROM came");
    try (Connection casting = open(CASTS);
        Statement statement = casting.createStatement()) {
      statement.execute("CREATE TABLE came(id INT, name TEXT)");
      CopyManager copy = new CopyManager((BaseConnection) casting);
      assertEquals(2, copy.copyIn("COPY came FROM STDIN", new StringReader("1\tone\n2\ttwo\n")));
      PGConnection vendors = assertInstanceOf(PGConnection.class, casting);
      assertTrue(vendors.getBackendPID() > 0);
      ((PGStatement) statement).setPrepareThreshold(3);
      assertEquals(3, statement.unwrap(PGStatement.class).getPrepareThreshold());
      try (ResultSet rows = statement.executeQuery("NL: how many came")) {
        assertTrue(rows.next());
        assertEquals(2, rows.getInt(1));
        assertSame(statement, rows.getStatement());
        assertSame(casting, statement.getConnection());
      }
      try (PreparedStatement prepared = casting.prepareStatement("NL: how many came")) {
        assertInstanceOf(PGStatement.class, prepared);
        assertTrue(prepared.executeQuery().next());
      }
      statement.execute("DROP TABLE came");
      assertEquals(PgConnection.class, casting.unwrap(PgConnection.class).getClass());
    }
  }

  @Test
  void manyConnectionsShareOneProxyClass() throws SQLException {
    try (Connection one = open(CASTS);
        Connection other = open(CASTS)) {
      assertSame(one.getClass(), other.getClass());
      assertSame(PGConnection.class.getClassLoader(), one.getClass().getClassLoader());
    }
  }

  @Test
  void pooledAndXaConnectionsAnswer() throws Exception {
    model().answer("how many customers", "SELECT COUNT(*) FROM customers");
    PGConnectionPoolDataSource pooled = new PGConnectionPoolDataSource();
    pooled.setURL(database.url());
    pooled.setUser(database.user());
    PGXADataSource xa = new PGXADataSource();
    xa.setURL(database.url());
    xa.setUser(database.user());
    Settings settings = Settings.of(script.settings());
    PooledConnection one = NlDataSource.wrapPooled(pooled, settings).getPooledConnection();
    XAConnection other = NlDataSource.wrapXa(xa, settings).getXAConnection();
    for (PooledConnection each : List.of(one, other)) {
      try (Connection handle = each.getConnection();
          Statement statement = handle.createStatement();
          ResultSet rows = statement.executeQuery("NL: how many customers")) {
        assertTrue(rows.next());
        assertSame(handle, statement.getConnection());
      }
      each.close();
    }
    assertTrue(other.getXAResource().getClass().getName().startsWith("org.postgresql."));
  }

  /** What a function opens is read through a result of ours, as a parameter and as a value. */
  @Test
  void aCursorLeadsToOurs() throws SQLException {
    connection.setAutoCommit(false);
    run(
        "CREATE FUNCTION opened() RETURNS refcursor LANGUAGE plpgsql AS"
            + " 'DECLARE c refcursor; BEGIN OPEN c FOR SELECT 7 AS n; RETURN c; END'");
    try (CallableStatement call = connection.prepareCall("{? = call opened()}")) {
      call.registerOutParameter(1, Types.REF_CURSOR);
      call.execute();
      assertIsOurs(assertInstanceOf(ResultSet.class, call.getObject(1)));
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT opened() AS c")) {
      assertTrue(rows.next());
      assertIsOurs(assertInstanceOf(ResultSet.class, rows.getObject("c")));
      assertSame(statement, rows.getStatement());
    }
    connection.rollback();
    connection.setAutoCommit(true);
  }

  private void assertIsOurs(ResultSet cursor) throws SQLException {
    assertTrue(cursor.next());
    assertEquals(7, cursor.getInt("n"));
    assertSame(connection, cursor.getStatement().getConnection());
    assertSame(cursor.getStatement(), cursor.getStatement());
    cursor.close();
  }

  /** As DBeaver looks for the table of a column, and programs for values of types of their own. */
  @Test
  void whatAQuestionGivesIsTheVendorsOwn() throws Exception {
    run("CREATE TABLE places(name TEXT, spot POINT)");
    run("INSERT INTO places VALUES ('here', '(1, 2)')");
    model().answer("places", "SELECT name AS n, spot FROM places");
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("NL: places")) {
      ResultSetMetaData columns = rows.getMetaData();
      assertInstanceOf(PGResultSetMetaData.class, columns);
      Method table = columns.getClass().getMethod("getBaseTableName", int.class);
      assertEquals("places", table.invoke(columns, 1));
      assertTrue(rows.next());
      assertInstanceOf(PGobject.class, rows.getObject("spot"));
    }
    run("DROP TABLE places");
  }
}
