package org.nljdbc.runtime.server.databases;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.nljdbc.NlConnection;
import org.nljdbc.runtime.config.DatabaseConfig;
import org.nljdbc.runtime.server.http.Problems;
import org.nljdbc.runtime.server.work.Deadline;
import org.nljdbc.schema.Schema;
import org.nljdbc.settings.Setting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database that questions can be asked of. Since questions only read, its replicas are asked
 * first, in turn; the database itself is asked when none of them can be.
 */
public final class Database {

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final int ROUNDS = 3;
  private static final int SCHEMA_SECONDS = 30;

  /** How a database is. */
  public enum Health {
    /** All its places answer. */
    UP,
    /** Some of its places answer. */
    DEGRADED,
    /** None of its places answers. */
    DOWN,
    /** Nobody has looked yet. */
    UNKNOWN
  }

  private final DatabaseConfig config;
  private final Map<String, String> settings;
  private final MeterRegistry meters;
  private final boolean schemaOnly;
  private final Runnable cleanUp;
  private final List<Pool> pools = new ArrayList<>();
  private final Map<String, Database> dialects = new HashMap<>();
  private final AtomicInteger turn = new AtomicInteger();

  /** Requests that are being lent a connection. */
  private final AtomicInteger lending = new AtomicInteger();

  private volatile boolean removed;
  private volatile Health health = Health.UNKNOWN;
  private @Nullable String shownTo;

  Database(
      DatabaseConfig config,
      Map<String, String> settings,
      MeterRegistry meters,
      boolean schemaOnly,
      Runnable cleanUp) {
    this(config, settings, meters, schemaOnly, cleanUp, config.name());
  }

  private Database(
      DatabaseConfig config,
      Map<String, String> settings,
      MeterRegistry meters,
      boolean schemaOnly,
      Runnable cleanUp,
      String poolName) {
    this.config = config;
    this.settings = settings;
    this.meters = meters;
    this.schemaOnly = schemaOnly;
    this.cleanUp = cleanUp;
    int number = 1;
    for (String replica : config.replicas()) {
      pools.add(new Pool(poolName + "-replica-" + number++, replica, config, settings, meters));
    }
    pools.add(new Pool(poolName, config.url(), config, settings, meters));
  }

  /**
   * A schema without a database, for SQL of one dialect.
   *
   * @param dialect a value of the setting {@code nl.dialect}
   * @return the same tables, from pools of their own that are made when they are first wanted
   * @throws org.nljdbc.runtime.server.http.ProblemException 404 if it has been removed
   */
  public synchronized Database in(String dialect) {
    requirePresent();
    return dialects.computeIfAbsent(
        dialect,
        wanted -> {
          Map<String, String> own = new LinkedHashMap<>(config.settings());
          own.put(Setting.DIALECT.key(), wanted);
          DatabaseConfig other =
              new DatabaseConfig(
                  name(), config.url(), null, null, own, List.of(), 0, config.maximumSize());
          return new Database(other, settings, meters, schemaOnly, () -> {}, name() + "-" + wanted);
        });
  }

  /** What callers call it. */
  public String name() {
    return config.name();
  }

  /** The sort of database, such as {@code postgresql}. */
  public String kind() {
    return config.kind();
  }

  /** Whether it has tables but no rows, so that nothing can be run on it. */
  public boolean isSchemaOnly() {
    return schemaOnly;
  }

  /** How it was when somebody looked last. */
  public Health health() {
    return health;
  }

  /**
   * A connection: from a replica, or from the database itself. What fails is tried again, at times
   * that grow.
   *
   * @param deadline until when
   * @return the connection, to be closed
   * @throws SQLException never but as the pool's own trouble
   * @throws org.nljdbc.runtime.server.http.ProblemException 404 if it has been removed, 503 if none
   *     can be had, 504 if time is up
   */
  public Connection connection(Deadline deadline) throws SQLException {
    lending.incrementAndGet(); // before the look whether it is removed: close() waits for it
    try {
      requirePresent();
      return retried(deadline);
    } finally {
      lending.decrementAndGet();
    }
  }

  private void requirePresent() {
    if (removed) {
      throw Problems.notFound("The database '" + name() + "' has been removed.").asException();
    }
  }

  private Connection retried(Deadline deadline) throws SQLException {
    Retry retry =
        Retry.of(
            name(),
            RetryConfig.custom()
                .maxAttempts(ROUNDS)
                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(100, 3))
                .retryExceptions(SQLException.class)
                .build());
    try {
      return retry.executeCallable(() -> anyConnection(deadline));
    } catch (SQLException e) {
      requirePresent(); // its pools are closed when its time is up, whoever waits for them
      LOG.warn("{} gives no connection: SQLState {}", name(), e.getSQLState());
      throw Problems.unavailable(name()).with("sqlstate", e.getSQLState()).asException();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new SQLException(e);
    }
  }

  private Connection anyConnection(Deadline deadline) throws SQLException {
    int replicas = pools.size() - 1;
    int first = replicas == 0 ? 0 : Math.floorMod(turn.getAndIncrement(), replicas);
    SQLException last = null;
    for (int i = 0; i <= replicas; i++) {
      Pool pool = pools.get(i == replicas ? replicas : (first + i) % replicas);
      try {
        return pool.connection(deadline);
      } catch (SQLException e) {
        last = e;
      }
    }
    throw last == null ? new SQLException("no place to ask", "08001") : last;
  }

  /** Looks at all its places. */
  void look() {
    long well = pools.stream().filter(Pool::look).count();
    Health seen = well == pools.size() ? Health.UP : well > 0 ? Health.DEGRADED : Health.DOWN;
    if (seen != health) {
      LOG.info("{} is {}", name(), seen.name().toLowerCase(Locale.ROOT));
    }
    health = seen;
  }

  /**
   * Whether the model has not been shown the schema yet and can be now. True once for each model.
   *
   * @param model the fingerprint of the model that is loaded
   */
  synchronized boolean mayReadAhead(String model) {
    boolean reachable = health == Health.UP || health == Health.DEGRADED;
    if (!reachable || model.equals(shownTo)) {
      return false;
    }
    shownTo = model;
    return true;
  }

  /**
   * Has the driver look at the schema, so that the model reads it before somebody asks. What fails
   * here is told to whoever asks.
   */
  void readAhead() {
    try (Connection connection = anyConnection(Deadline.in(SCHEMA_SECONDS))) {
      Schema schema = connection.unwrap(NlConnection.class).schema();
      LOG.debug("{} has {} tables", name(), schema.tables().size());
    } catch (SQLException e) {
      LOG.info("the schema of {} was not read ahead: SQLState {}", name(), e.getSQLState());
    } catch (RuntimeException e) {
      LOG.debug("the schema of {} was not read ahead", name(), e);
    }
  }

  /** What may be told about it: no URL, no user. */
  public JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("name", name());
    json.addProperty("kind", config.kind());
    json.addProperty("schema_only", schemaOnly);
    json.addProperty("status", health.name().toLowerCase(Locale.ROOT));
    JsonArray places = new JsonArray();
    for (int i = 0; i < pools.size(); i++) {
      int[] counts = pools.get(i).counts();
      JsonObject place = new JsonObject();
      place.addProperty("role", i == pools.size() - 1 ? "primary" : "replica");
      place.addProperty("circuit", pools.get(i).circuit());
      place.addProperty("active", counts[0]);
      place.addProperty("open", counts[1]);
      place.addProperty("waiting", counts[2]);
      places.add(place);
    }
    json.add("pools", places);
    return json;
  }

  /**
   * Gives no connection any more, and closes it when those that it has given have come back, or the
   * time is up. Idempotent; a second call may end the time of the first.
   */
  void close(Duration most) {
    List<Database> all = withDialects();
    all.forEach(each -> each.removed = true);
    long end = System.nanoTime() + most.toNanos();
    try {
      while (all.stream().anyMatch(Database::isLent) && System.nanoTime() < end) {
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    all.forEach(each -> each.pools.forEach(Pool::close));
    cleanUp.run();
  }

  private synchronized List<Database> withDialects() {
    removed = true; // from now on there are no more of them
    List<Database> all = new ArrayList<>(dialects.values());
    all.add(this);
    return all;
  }

  /** Who is about to be lent a connection counts until it is among those that are lent. */
  private boolean isLent() {
    return lending.get() > 0 || pools.stream().anyMatch(pool -> pool.counts()[0] > 0);
  }
}
