package org.nljdbc.it.datasource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
import org.postgresql.PGStatement;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.jdbc.PgConnection;
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
}
