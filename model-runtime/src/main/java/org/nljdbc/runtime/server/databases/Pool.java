package org.nljdbc.runtime.server.databases;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.util.DriverDataSource;
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
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
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
  private final SteadySource connects;
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
    this.connects = new SteadySource(driver(url, config, settings), Pool::sleep);
    this.source = new HikariDataSource(hikari(name, config, connects, meters));
    connects.tryWhile(this::isWanting);
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

  private static void sleep(Duration time) throws InterruptedException {
    Thread.sleep(time.toMillis());
  }

  /**
   * A pool that wants idle connections tries for them without end. So it wants none until the place
   * is known to answer.
   */
  private void fillUp(CircuitBreaker.State state, int minimumIdle) {
    boolean answers = state == CircuitBreaker.State.CLOSED;
    source.getHikariConfigMXBean().setMinimumIdle(answers ? minimumIdle : 0);
  }

  /** Whether somebody waits for a connection, or fewer are idle than should be. */
  private boolean isWanting() {
    HikariPoolMXBean pool = source.getHikariPoolMXBean();
    return pool != null
        && !source.isClosed()
        && (pool.getThreadsAwaitingConnection() > 0
            || pool.getIdleConnections() < source.getMinimumIdle());
  }

  private static DataSource driver(
      String url, DatabaseConfig config, Map<String, String> settings) {
    Properties properties = new Properties();
    properties.putAll(ConnectionDefaults.of(config.kind(), url));
    properties.putAll(settings);
    properties.putAll(config.settings());
    config.readOnlyProperties().forEach(properties::putIfAbsent);
    return new DriverDataSource(
        url, NlDriver.class.getName(), properties, config.user(), config.password());
  }

  private static HikariConfig hikari(
      String name, DatabaseConfig config, DataSource connects, MeterRegistry meters) {
    HikariConfig hikari = new HikariConfig();
    hikari.setPoolName(name);
    hikari.setDataSource(connects);
    hikari.setMinimumIdle(config.minimumIdle());
    hikari.setMaximumPoolSize(config.maximumSize());
    hikari.setConnectionTimeout(WAIT_MILLIS);
    hikari.setValidationTimeout(TimeUnit.SECONDS.toMillis(VALID_SECONDS));
    hikari.setKeepaliveTime(TimeUnit.MINUTES.toMillis(2));
    hikari.setInitializationFailTimeout(-1);
    hikari.setExceptionOverrideClassName(KeepConnection.class.getName());
    hikari.setMetricRegistry(meters);
    // Nothing here writes. Where the database can hold us to that, it shall.
    String readOnly = config.readOnlySql();
    if (readOnly == null) {
      hikari.setReadOnly(true);
    } else {
      hikari.setConnectionInitSql(readOnly);
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
      return breaker.executeCallable(this::lent);
    } catch (CallNotPermittedException e) {
      throw new SQLTransientConnectionException(
          name + " could not be reached lately and is not asked at the moment", "08001", e);
    } catch (SQLException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new SQLException(e);
    }
  }

  /** The pool does not know why a connection was not made, since the tries go on. */
  private Connection lent() throws SQLException {
    try {
      return source.getConnection();
    } catch (SQLTransientConnectionException e) {
      SQLException failure = connects.failure();
      if (failure == null) {
        throw e;
      }
      throw new SQLTransientConnectionException(
          name + " cannot be reached", failure.getSQLState(), failure);
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

  @Override
  public void close() {
    source.close();
  }
}
