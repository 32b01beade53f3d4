package org.nljdbc.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.h2.engine.CastDataProvider;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nljdbc.NlConnection;
import org.nljdbc.NlStatement;
import org.nljdbc.settings.Settings;

/** Casts to the vendor's interfaces; H2 has one for its connections. */
class VendorInterfacesTest {

  private final Connection real;
  private final Connection connection;

  VendorInterfacesTest() throws SQLException {
    real = Fixtures.h2();
    connection = wrap(real);
  }

  private static Connection wrap(Connection real) throws SQLException {
    Settings settings = Settings.of(Map.of("nl.vendorInterfaces", "true"));
    String sql = "SELECT COUNT(*) FROM t";
    ScriptedTranslator translator = new ScriptedTranslator(sql, sql);
    return Connections.wrap(real, settings, any -> translator);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void aCastReachesTheRealConnection() {
    CastDataProvider vendors = assertInstanceOf(CastDataProvider.class, connection);
    assertEquals(((CastDataProvider) real).getMode().getEnum(), vendors.getMode().getEnum());
  }

  @Test
  void withoutTheSettingThereIsNoCast() throws SQLException {
    Connection plain = Fixtures.wrap(real, new ScriptedTranslator());
    assertFalse(plain instanceof CastDataProvider);
    assertSame(real, plain.unwrap(CastDataProvider.class));
  }

  @Test
  void questionsAndNavigationAreOurs() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("NL: how many are there")) {
      assertTrue(rows.next());
      assertEquals(3, rows.getInt(1));
      assertSame(connection, statement.getConnection());
      assertSame(statement, rows.getStatement());
      assertSame(connection, connection.getMetaData().getConnection());
      assertTrue(statement.unwrap(NlStatement.class).lastTranslation().isPresent());
    }
    try (PreparedStatement prepared = connection.prepareStatement("NL: how many are there");
        CallableStatement call = connection.prepareCall("CALL 1")) {
      assertTrue(prepared.executeQuery().next());
      assertSame(connection, call.getConnection());
    }
  }

  @Test
  void unwrapsToOursAndTheRealOnes() throws SQLException {
    assertSame(connection, connection.unwrap(Connection.class));
    assertSame(real, connection.unwrap(JdbcConnection.class));
    assertTrue(connection.isWrapperFor(CastDataProvider.class));
    assertEquals(
        "true",
        connection
            .unwrap(NlConnection.class)
            .settings()
            .toString()
            .replaceAll(".*nl.vendorInterfaces=(\\w+).*", "$1"));
  }

  @Test
  void isEqualToItselfOnly() throws SQLException {
    assertEquals(connection, connection);
    assertNotEquals(connection, wrap(real));
    assertEquals(connection.hashCode(), connection.hashCode());
    assertEquals(List.of(connection), List.of(connection));
    assertEquals(real.toString(), connection.toString());
  }

  @Test
  void exceptionsAreTheRealDriversOwn() {
    SQLException thrown =
        assertThrows(SQLException.class, () -> connection.setSchema("no such schema"));
    assertTrue(thrown.getClass().getName().startsWith("org.h2."), thrown::toString);
  }

  @Test
  void itIsTheSameWithSqlite() throws SQLException {
    try (Connection sqlite = wrap(Fixtures.sqlite());
        Statement statement = sqlite.createStatement();
        ResultSet rows = statement.executeQuery("NL: how many are there")) {
      assertTrue(rows.next());
      assertSame(sqlite, statement.getConnection());
    }
  }

  @Test
  void aVendorWithoutInterfacesIsServedPlainly() throws SQLException {
    Connection plain = Sentinels.proxy(Connection.class, (proxy, method, arguments) -> null);
    assertInstanceOf(WrappedConnection.class, wrap(plain));
  }
}
