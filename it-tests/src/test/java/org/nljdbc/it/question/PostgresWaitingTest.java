package org.nljdbc.it.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.nljdbc.NlDataSource;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.settings.Settings;

@OnDatabase(Kind.POSTGRESQL)
class PostgresWaitingTest extends WaitingSuite {

  @Override
  void lock() throws SQLException {
    hold("customers");
  }

  private void hold(String table) throws SQLException {
    holder.setAutoCommit(false);
    try (Statement statement = holder.createStatement()) {
      statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
    }
  }

  @Override
  void unlock() throws SQLException {
    holder.rollback();
    holder.setAutoCommit(true);
  }

  @Override
  String waiting() {
    return "SELECT COUNT(*) FROM pg_locks WHERE NOT granted";
  }

  @Override
  String cancelledState() {
    return "57014";
  }

  /** MariaDB prepares without waiting. */
  @Test
  void theSettingEndsAPreparationToo() throws Exception {
    try (Connection own = connectionFor(Phase.CHECKING, Map.of("nl.timeout", "1"))) {
      lock();
      assertInstanceOf(
          SQLTimeoutException.class,
          assertState("57014", () -> own.prepareStatement("NL: " + KNOWN)));
      unlock();
      own.prepareStatement("NL: " + KNOWN).close();
    }
  }

  /** The driver's metadata has no statement that could be cancelled. */
  @Test
  void cancelEndsTheReadingOfMetadata() throws Exception {
    assertReadingEnds(open(Map.of("nl.exclude", "nothing_metadata")));
  }

  /** Nor can a pool's connection be asked for more than JDBC, while the one behind it can. */
  @Test
  void cancelEndsItBehindAPoolToo() throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.url());
    config.setUsername(database.user());
    config.setMaximumPoolSize(1);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      Map<String, String> settings = new HashMap<>(script.settings());
      settings.put("nl.exclude", "nothing_pool");
      assertReadingEnds(NlDataSource.wrap(pool, Settings.of(settings)).getConnection());
    }
  }

  private void assertReadingEnds(Connection fresh) throws Exception {
    try (fresh;
        Statement statement = fresh.createStatement()) {
      hold("pg_catalog.pg_attrdef"); // defaults of columns
      FutureTask<SQLException> asking =
          new FutureTask<>(
              () ->
                  assertState("57014", () -> statement.executeQuery("NL: what tables are there")));
      new Thread(asking).start();
      while (bareRows(waiting()).equals(List.of("0"))) {
        Thread.sleep(5);
      }
      long start = System.nanoTime();
      statement.cancel();
      assertNotNull(asking.get());
      assertTrue(System.nanoTime() - start < 1_500_000_000L);
      assertEquals(List.of("1"), Rows.of(statement.executeQuery("SELECT 1")));
      unlock();
      assertEquals(9, Rows.of(statement.executeQuery("NL: what tables are there")).size());
    }
  }
}
