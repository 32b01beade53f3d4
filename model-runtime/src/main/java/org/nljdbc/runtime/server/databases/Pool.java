package org.nljdbc.runtime.server.databases;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.nljdbc.NlDriver;
import org.nljdbc.runtime.config.DatabaseConfig;
import org.nljdbc.runtime.server.work.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to one place of a database, through a circuit breaker: where none can be had, it asks
 * again only after times that grow from half a second to two.
 */
final class Pool implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Pool.class);
  private static final long WAIT_MILLIS = 1_500;
  private static final int VALID_SECONDS = 1;

  private final String name;
  private final HikariDataSource source;
  private final CircuitBreaker breaker;

  /**
   * Makes a pool; it fills in the background.
   *
   * @param name what metrics and logs call it
   * @param url where the connections lead
   * @param config user, properties and sizes
   * @param settings the driver's settings that the database has not set itself
   * @param meters gets the pool's figures
   */
  Pool(
      String name,
      String url,
      DatabaseConfig config,
      Map<String, String> settings,
      MeterRegistry meters) {
    this.name = name;
    this.source = new HikariDataSource(hikari(name, url, config, settings, meters));
    this.breaker =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindowSize(4)
                .minimumNumberOfCalls(2)
                .failureRateThreshold(50)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitIntervalFunctionInOpenState(
                    IntervalFunction.ofExponentialRandomBackoff(500, 2, 0.2, 2_000))
                .ignoreException(Pool::isBusy)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(
            change -> fillUp(change.getStateTransition().getToState(), config.minimumIdle()));
  }

  /**
   * A pool that wants idle connections tries for them without end, ever more rarely, and whoever
   * asks meanwhile waits for its next try. So it wants none until the place is known to answer.
   */
  private void fillUp(CircuitBreaker.State state, int minimumIdle) {
    boolean answers = state == CircuitBreaker.State.CLOSED;
    source.getHikariConfigMXBean().setMinimumIdle(answers ? minimumIdle : 0);
  }

  private static HikariConfig hikari(
      String name,
      String url,
      DatabaseConfig config,
      Map<String, String> settings,
      MeterRegistry meters) {
    HikariConfig hikari = new HikariConfig();
    hikari.setPoolName(name);
    hikari.setDriverClassName(NlDriver.class.getName());
    hikari.setJdbcUrl(url);
    hikari.setUsername(config.user());
    hikari.setPassword(config.password());
    hikari.setMinimumIdle(config.minimumIdle());
    hikari.setMaximumPoolSize(config.maximumSize());
    hikari.setConnectionTimeout(WAIT_MILLIS);
    hikari.setValidationTimeout(TimeUnit.SECONDS.toMillis(VALID_SECONDS));
    hikari.setKeepaliveTime(TimeUnit.MINUTES.toMillis(2));
    hikari.setInitializationFailTimeout(-1);
    hikari.setExceptionOverrideClassName(KeepConnection.class.getName());
    hikari.setMetricRegistry(meters);
    ConnectionDefaults.of(config.kind(), url).forEach(hikari::addDataSourceProperty);
    settings.forEach(hikari::addDataSourceProperty);
    config.settings().forEach(hikari::addDataSourceProperty);
    // Nothing here writes. Where the database can hold us to that, it shall.
    if (config.kind().equals("sqlite")) {
      hikari.setConnectionInitSql("PRAGMA query_only = ON");
      if (!config.settings().containsKey("open_mode")) {
        hikari.addDataSourceProperty("open_mode", "2"); // a file that is missing is not made
      }
    } else {
      hikari.setReadOnly(true);
    }
    return hikari;
  }

  /** All connections are lent: that says nothing about the database. */
  private static boolean isBusy(Throwable e) {
    return e instanceof SQLTransientConnectionException && e.getCause() == null;
  }

  /**
   * A connection. Where all are lent, it waits for one until the deadline.
   *
   * @throws SQLException if the database gives none within a second and a half, or the circuit is
   *     open
   */
  Connection connection(Deadline deadline) throws SQLException {
    while (true) {
      deadline.check();
      try {
        return connection();
      } catch (SQLTransientConnectionException e) {
        if (!isBusy(e)) {
          throw e;
        }
      }
    }
  }

  private Connection connection() throws SQLException {
    try {
      return breaker.executeCallable(source::getConnection);
    } catch (CallNotPermittedException e) {
      throw new SQLTransientConnectionException(
          name + " could not be reached lately and is not asked at the moment", "08001", e);
    } catch (SQLException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new SQLException(e);
    }
  }

  /** Looks whether a connection can be had and works. */
  boolean look() {
    try (Connection connection = connection()) {
      return connection.isValid(VALID_SECONDS);
    } catch (SQLException e) {
      LOG.debug("{} cannot be reached: {}", name, e.getSQLState());
      return isBusy(e);
    }
  }

  /** Whether it may be asked. */
  boolean isClosed() {
    return breaker.getState() != CircuitBreaker.State.OPEN;
  }

  /** The circuit's state, for people. */
  String circuit() {
    return breaker.getState().name().toLowerCase(Locale.ROOT);
  }

  /** Connections that are lent, open, and waited for. */
  int[] counts() {
    HikariPoolMXBean pool = source.getHikariPoolMXBean();
    return pool == null
        ? new int[3]
        : new int[] {
          pool.getActiveConnections(),
          pool.getTotalConnections(),
          pool.getThreadsAwaitingConnection()
        };
  }

  /** Closes it when its connections have come back, or the time is up. */
  void close(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    try {
      while (counts()[0] > 0 && System.nanoTime() < end) {
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  @Override
  public void close() {
    source.close();
  }
}
