package org.nljdbc.runtime.server.databases;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nljdbc.runtime.config.DatabaseConfig;
import org.nljdbc.runtime.server.http.Problem;
import org.nljdbc.runtime.server.http.ProblemException;
import org.nljdbc.runtime.server.http.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The databases by name; looks at each of them every few seconds. */
public final class Databases implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Databases.class);

  /** SQLite's own numbers for a full disk and for one that fails. */
  private static final int SQLITE_FULL = 13;

  private static final int SQLITE_IO_ERROR = 10;
  private static final int MOST = 200;

  /** Of one caller, so that others find room too. */
  private static final int MOST_OF_CALLER = 100;

  private static final long LOOK_SECONDS = 2;

  private final Map<String, String> settings;
  private final MeterRegistry meters;
  private final Duration drain;
  private final Path folder;
  private final Map<String, Database> databases = new ConcurrentSkipListMap<>();
  private final Supplier<@Nullable String> model;

  /** Who has registered those that are not of the settings. */
  private final Map<Database, String> owners = new ConcurrentHashMap<>();

  /** Those that have been removed and whose questions may still end. */
  private final Set<Database> leaving = ConcurrentHashMap.newKeySet();

  private final ExecutorService closers = Executors.newCachedThreadPool(named("nl-server-closing"));
  private boolean closed;
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(2, named("nl-server-databases"));
  private final ExecutorService readers =
      Executors.newSingleThreadExecutor(named("nl-server-schemas"));

  /**
   * Makes it.
   *
   * @param settings the driver's settings for all databases
   * @param meters gets the pools' figures
   * @param drain how long a database that is removed waits for its connections
   * @param model the fingerprint of the model that is loaded and can read schemas ahead, or null
   */
  public Databases(
      Map<String, String> settings,
      MeterRegistry meters,
      Duration drain,
      Supplier<@Nullable String> model) {
    this(settings, meters, drain, model, Path.of(System.getProperty("java.io.tmpdir")));
  }

  Databases(
      Map<String, String> settings,
      MeterRegistry meters,
      Duration drain,
      Supplier<@Nullable String> model,
      Path folder) {
    this.settings = settings;
    this.model = model;
    this.meters = meters;
    this.drain = drain;
    this.folder = folder;
    threads.scheduleWithFixedDelay(
        () -> databases.values().forEach(this::look), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  private void look(Database database) {
    try {
      database.look();
      String loaded = model.get();
      if (loaded != null && database.mayReadAhead(loaded)) {
        // A large schema takes a while, and others want to be looked at.
        readers.execute(database::readAhead);
      }
    } catch (RuntimeException closedMeanwhile) {
      // The next look is at what is there then.
    }
  }

  private static ThreadFactory named(String name) {
    return work -> {
      Thread made = new Thread(work, name);
      made.setDaemon(true);
      return made;
    };
  }

  /**
   * Adds a database of the server's own settings.
   *
   * @param config what it is
   * @return the database; whether it can be reached shows later
   * @throws org.nljdbc.runtime.server.http.ProblemException 409 if there is one of that name, or
   *     too many
   */
  public Database add(DatabaseConfig config) {
    return add(null, config, false, () -> {});
  }

  /**
   * Adds a database for a caller.
   *
   * @param caller whose it is
   * @param config what it is
   * @return the database; whether it can be reached shows later
   * @throws org.nljdbc.runtime.server.http.ProblemException 409 if there is one of that name, or
   *     too many, of all or of this caller
   */
  public Database add(String caller, DatabaseConfig config) {
    return add(caller, config, false, () -> {});
  }

  /**
   * Adds a schema without a database: its tables, empty.
   *
   * @param caller whose it is
   * @param name what callers call it
   * @param schema its tables
   * @return the database
   * @throws SQLException if its tables cannot be made
   * @throws org.nljdbc.runtime.server.http.ProblemException 409 as for a database, 507 if there is
   *     no room for its tables
   */
  public Database add(String caller, String name, SchemaDefinition schema) throws SQLException {
    refuseIfFull(caller, name);
    EmptyTables tables = made(schema);
    DatabaseConfig config =
        new DatabaseConfig(name, tables.url(), null, null, Map.of(), List.of(), 0, 5);
    boolean added = false;
    try {
      Database database = add(caller, config, true, tables::close);
      added = true;
      return database;
    } finally {
      if (!added) {
        tables.close();
      }
    }
  }

  private EmptyTables made(SchemaDefinition schema) throws SQLException {
    try {
      return EmptyTables.make(folder, schema);
    } catch (IOException e) {
      LOG.error("no file for a schema can be made in {}", folder, e);
      throw Problems.noStorage().asException();
    } catch (SQLException e) {
      if (e.getErrorCode() == SQLITE_FULL || e.getErrorCode() == SQLITE_IO_ERROR) {
        LOG.error("a schema's file in {} cannot be written", folder, e);
        throw Problems.noStorage().asException();
      }
      throw e;
    }
  }

  private Database add(
      @Nullable String caller, DatabaseConfig config, boolean schemaOnly, Runnable cleanUp) {
    Database database;
    synchronized (this) {
      if (closed) {
        throw Problems.draining().asException();
      }
      refuseIfFull(caller, config.name());
      database = new Database(config, settings, meters, schemaOnly, cleanUp);
      if (caller != null) {
        owners.put(database, caller);
      }
      databases.put(config.name(), database);
      threads.execute(() -> look(database));
    }
    return database;
  }

  private void refuseIfFull(@Nullable String caller, String name) {
    if (databases.containsKey(name)) {
      throw Problem.of(
              409, "database_exists", "Name taken", "There is a database '" + name + "' already.")
          .asException();
    }
    if (databases.size() >= MOST) {
      throw tooMany("There are " + MOST + " already.");
    }
    if (owners.values().stream().filter(each -> each.equals(caller)).count() >= MOST_OF_CALLER) {
      throw tooMany("You have registered " + MOST_OF_CALLER + " already.");
    }
  }

  private static ProblemException tooMany(String detail) {
    return Problem.of(409, "too_many_databases", "Too many databases", detail).asException();
  }

  /**
   * A database.
   *
   * @param name its name; null for the only one
   * @throws org.nljdbc.runtime.server.http.ProblemException 404 if there is none of that name, 400
   *     if none is named and there are several
   */
  public Database get(@Nullable String name) {
    if (name == null) {
      List<Database> all = List.copyOf(databases.values());
      if (all.size() == 1) {
        return all.get(0);
      }
      throw Problems.invalid("database", "Say which database: name it as 'database'.")
          .asException();
    }
    Database database = databases.get(name);
    if (database == null) {
      throw Problems.notFound("There is no database '" + shortened(name) + "'.").asException();
    }
    return database;
  }

  private static String shortened(String name) {
    return name.length() <= 63 ? name : name.substring(0, 63) + "...";
  }

  /** All of them, by name. */
  public Collection<Database> all() {
    return List.copyOf(databases.values());
  }

  /**
   * Removes a database; questions at work on it may end.
   *
   * @param name its name
   * @throws org.nljdbc.runtime.server.http.ProblemException 404 if there is none
   */
  public synchronized void remove(String name) {
    Database database = get(name);
    databases.remove(name);
    owners.remove(database);
    if (closed) {
      database.close(Duration.ZERO);
      return;
    }
    leaving.add(database);
    closers.execute(() -> close(database));
  }

  private void close(Database database) {
    database.close(drain);
    leaving.remove(database);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    threads.shutdownNow();
    readers.shutdownNow();
    closers.shutdownNow();
    leaving.forEach(database -> database.close(Duration.ZERO));
    databases.values().forEach(database -> database.close(Duration.ZERO));
    databases.clear();
  }
}
