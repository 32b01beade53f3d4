package org.nljdbc.runtime.server.cache;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nljdbc.memory.LockFile;
import org.nljdbc.memory.LockMode;
import org.nljdbc.runtime.config.DatabaseConfig;
import org.nljdbc.runtime.server.config.ServerConfig;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;
import org.nljdbc.translate.Registry;

/** What this server shares with others: answers, pins and rejected answers. */
public final class Cluster implements AutoCloseable {

  /** The lock file of the server's own settings; no database has such a name. */
  private static final String OWN = "*";

  private final RedisLink link;
  private final RedisAnswers answers;
  private final Map<String, LockFile> files;
  private final MeterRegistry meters;
  private @Nullable PinExchange pins;

  private Cluster(RedisLink link, ServerConfig config, MeterRegistry meters) throws SQLException {
    this.link = link;
    this.answers = new RedisAnswers(link, config.cluster().keep(), meters);
    this.files = files(config);
    this.meters = meters;
  }

  /**
   * What a server shares; it takes part from {@link #join} on.
   *
   * @param config what the server was told
   * @param meters gets the figures
   * @return null if it shares nothing
   * @throws SQLException 22023 if one of the driver's settings is not valid
   */
  public static @Nullable Cluster of(ServerConfig config, MeterRegistry meters)
      throws SQLException {
    URI redis = config.cluster().redis();
    return redis == null
        ? null
        : new Cluster(new RedisLink(redis, config.cluster().slow()), config, meters);
  }

  /** The lock file of all databases, and those of databases that have another. */
  private static Map<String, LockFile> files(ServerConfig config) throws SQLException {
    Map<String, LockFile> files = new LinkedHashMap<>();
    add(files, OWN, config.settings());
    for (DatabaseConfig database : config.databases()) {
      Map<String, String> settings = new LinkedHashMap<>(config.settings());
      settings.putAll(database.settings());
      add(files, database.name(), settings);
    }
    return files;
  }

  private static void add(Map<String, LockFile> files, String name, Map<String, String> given)
      throws SQLException {
    Map<String, String> locks = new LinkedHashMap<>(given);
    locks.keySet().retainAll(List.of(Setting.LOCK.key(), Setting.LOCK_FILE.key()));
    Settings settings = Settings.of(locks);
    LockFile file = LockFile.of(settings.get(Setting.LOCK_FILE));
    boolean isOff = LockMode.of(settings) == LockMode.OFF;
    boolean isThere = files.values().stream().anyMatch(each -> each.path().equals(file.path()));
    if (!isOff && !isThere) {
      files.put(name, file);
    }
  }

  /**
   * Begins to take part. Answers are this process's, like the model and what is remembered, so that
   * the last server of a process that joins counts for all of them.
   */
  public synchronized void join() {
    Registry.shared().share(answers);
    if (!files.isEmpty() && pins == null) {
      pins = new PinExchange(link, files, meters);
    }
  }

  @Override
  public synchronized void close() {
    Registry.shared().unshare(answers);
    if (pins != null) {
      pins.close();
    }
    link.close();
  }
}
