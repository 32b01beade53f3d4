package org.nljdbc.it.transparency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nljdbc.it.databases.DatabaseTest;

/**
 * Whoever does not ask a question does not notice our driver. Each scenario runs through the bare
 * driver and through ours; values, types, exceptions and warnings must be the same.
 */
abstract class TransparencySuite extends DatabaseTest {

  static Stream<Scenario> scenarios() {
    return Stream.of(
            ReadScenarios.all(),
            WriteScenarios.all(),
            StructureScenarios.all(),
            FailureScenarios.all())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void hasTheSameOutcomeAsTheBareDriver(Scenario scenario) throws Exception {
    List<String> expected;
    try (Connection connection = database.bare()) {
      expected = outcome(scenario, connection);
    }
    try (Connection connection = database.open(Map.of())) {
      assertEquals(String.join("\n", expected), String.join("\n", outcome(scenario, connection)));
    }
    assertFalse(expected.isEmpty());
  }

  private List<String> outcome(Scenario scenario, Connection connection) throws Exception {
    Session session = new Session(database, connection);
    scenario.work().run(session);
    return session.log();
  }

  @Test
  void navigationLeadsBackToTheSameObjects() throws SQLException {
    try (Connection connection = database.open(Map.of());
        Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement("SELECT 1")) {
      assertSame(connection, statement.getConnection());
      assertSame(connection, prepared.getConnection());
      try (ResultSet rows = statement.executeQuery("SELECT id FROM customers")) {
        assertSame(statement, rows.getStatement());
        assertSame(connection, rows.getStatement().getConnection());
      }
      assertTrue(statement.execute("SELECT id FROM customers"));
      try (ResultSet rows = statement.getResultSet()) {
        assertSame(statement, rows.getStatement());
      }
      try (ResultSet rows = prepared.executeQuery()) {
        assertSame(prepared, rows.getStatement());
      }
      DatabaseMetaData metadata = connection.getMetaData();
      assertSame(connection, metadata.getConnection());
      try (ResultSet tables = metadata.getTables(null, null, "%", null)) {
        Statement behind = tables.getStatement();
        if (behind != null) {
          assertSame(connection, behind.getConnection());
        }
      }
    }
  }

  @Test
  void metadataNamesTheRealUrl() throws SQLException {
    try (Connection bare = database.bare();
        Connection connection = database.open(Map.of())) {
      assertEquals(bare.getMetaData().getURL(), connection.getMetaData().getURL());
      assertFalse(connection.getMetaData().getURL().contains("nl:"));
    }
  }

  @Test
  void worksInAPool() throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.nlUrl());
    config.setMaximumPoolSize(3);
    if (!database.user().isEmpty()) {
      config.setUsername(database.user());
    }
    try (HikariDataSource pool = new HikariDataSource(config)) {
      for (int i = 0; i < 10; i++) {
        try (Connection connection = pool.getConnection();
            Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM customers")) {
          assertTrue(rows.next());
          assertEquals(60, rows.getInt(1));
          assertNotNull(connection.getMetaData().getURL());
        }
      }
    }
  }
}
