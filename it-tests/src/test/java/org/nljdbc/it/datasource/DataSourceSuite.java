package org.nljdbc.it.datasource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nljdbc.NlDataSource;
import org.nljdbc.it.script.ScriptedTest;
import org.nljdbc.settings.Settings;

/** Data sources, alone and in a pool, answer questions. */
abstract class DataSourceSuite extends ScriptedTest {

  private static final String QUESTION = "how many customers";

  @BeforeEach
  void script() {
    model().answer(QUESTION, "SELECT COUNT(*) FROM customers");
  }

  private void check(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("NL: " + QUESTION)) {
      assertTrue(rows.next());
      assertEquals(
          bareRows("SELECT COUNT(*) FROM customers").toString(), "[" + rows.getInt(1) + "]");
      assertSame(connection, statement.getConnection());
      assertSame(statement, rows.getStatement());
    }
  }

  private NlDataSource source() {
    NlDataSource source = new NlDataSource();
    source.setUrl(database.url());
    source.setUser(database.user());
    script.settings().forEach(source::setProperty);
    return source;
  }

  @Test
  void answersAlone() throws SQLException {
    try (Connection connection = source().getConnection()) {
      check(connection);
    }
  }

  @Test
  void answersAroundAnotherDataSource() throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.url());
    config.setUsername(database.user());
    config.setMaximumPoolSize(2);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      DataSource source = NlDataSource.wrap(pool, Settings.of(script.settings()));
      for (int i = 0; i < 3; i++) {
        try (Connection connection = source.getConnection()) {
          check(connection);
        }
      }
      assertSame(pool, source.unwrap(HikariDataSource.class));
      assertEquals(0, pool.getHikariPoolMXBean().getActiveConnections());
    }
  }

  /** As a configuration file says it: a class name and texts. */
  @Test
  void answersInAPoolThatMakesItByItsClassName() throws Exception {
    HikariConfig config = new HikariConfig();
    config.setDataSourceClassName("org.nljdbc.NlDataSource");
    config.setUsername(database.user());
    config.setMaximumPoolSize(4);
    Map<String, String> properties =
        Map.of(
            "url",
            database.nlUrl(),
            "model",
            String.valueOf(script.settings().get("nl.model")),
            "tries",
            "1",
            "warnSql",
            "false");
    properties.forEach(config::addDataSourceProperty);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      ExecutorService threads = Executors.newFixedThreadPool(4);
      try {
        Callable<Boolean> asking =
            () -> {
              try (Connection connection = pool.getConnection()) {
                check(connection);
                return true;
              }
            };
        for (Future<Boolean> asked :
            threads.invokeAll(IntStream.range(0, 20).mapToObj(i -> asking).toList())) {
          assertTrue(asked.get());
        }
      } finally {
        threads.shutdownNow();
      }
    }
  }
}
