package org.nljdbc.schema;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.Progress;

/**
 * Keeps schemas that were read: one for each URL, user, catalog and schema, and one for each
 * connection where a URL names a private in-memory database, or where what the connection sees is
 * not for others to see. Safe for use by many threads.
 */
public final class SchemaCache {

  private static final int MOST = 64;

  /** A database as one user sees it. */
  private record Key(
      @Nullable String url,
      @Nullable String user,
      @Nullable String catalog,
      @Nullable String schema,
      int samples,
      TableFilter filter,
      Hidden hidden) {}

  /** A schema, when it was last known to be true, and the sign by which a change shows. */
  private record Entry(Schema schema, long nanos, String stamp) {}

  private final Cache<Key, Entry> shared = Caffeine.newBuilder().maximumSize(MOST).build();
  private final Cache<Connection, Entry> own = Caffeine.newBuilder().weakKeys().build();
  private final Cache<Connection, Boolean> apart = Caffeine.newBuilder().weakKeys().build();
  private final AtomicLong changes = new AtomicLong();

  /**
   * The schema of a connection, read if it is unknown, too old or changed.
   *
   * @param connection the real driver's connection; left as it was
   * @param maxAge how long a schema is taken for true without looking
   * @param samples most distinct values of a text column; 0 reads none
   * @param filter the tables that it is to have
   * @param progress told how far reading is
   * @return the schema
   * @throws SQLException as {@link SchemaReader#read} throws it
   */
  public Schema get(
      Connection connection, Duration maxAge, int samples, TableFilter filter, Progress progress)
      throws SQLException {
    return get(connection, maxAge, samples, filter, Hidden.NONE, progress);
  }

  /**
   * Like {@link #get(Connection, Duration, int, TableFilter, Progress)}, without the values of some
   * tables and columns.
   *
   * @param connection the real driver's connection; left as it was
   * @param maxAge how long a schema is taken for true without looking
   * @param samples most distinct values of a text column; 0 reads none
   * @param filter the tables that it is to have
   * @param hidden tables and columns whose values are not read; they are part of the schema
   * @param progress told how far reading is
   * @return the schema
   * @throws SQLException as {@link SchemaReader#read} throws it
   */
  public Schema get(
      Connection connection,
      Duration maxAge,
      int samples,
      TableFilter filter,
      Hidden hidden,
      Progress progress)
      throws SQLException {
    long before = changes.get();
    Key key = key(connection, samples, filter, hidden);
    Entry entry = find(key, connection);
    // What is not committed may be taken back in ways that nobody tells of.
    boolean young = entry != null && System.nanoTime() - entry.nanos < maxAge.toNanos();
    if (entry != null && young && !isApart(connection)) {
      // SQLite tells in microseconds whether anything changed; elsewhere the age must do.
      String version = sqliteVersion(connection);
      if (version == null || version.equals(entry.stamp)) {
        return entry.schema;
      }
    }
    SchemaReader reader = new SchemaReader(samples, filter, hidden, progress);
    String version = sqliteVersion(connection);
    String stamp = version != null ? version : reader.stamp(connection);
    boolean same = entry != null && entry.stamp.equals(stamp);
    Schema schema = same ? Objects.requireNonNull(entry).schema : reader.read(connection);
    // What was changed while it was read may be missing in it.
    if (changes.get() == before) {
      put(key, connection, new Entry(schema, System.nanoTime(), stamp));
    }
    return schema;
  }

  /**
   * Forgets what is known of a connection's schema, so that the next question reads it anew.
   *
   * @param connection the real driver's connection
   */
  public void forget(Connection connection) {
    own.invalidate(connection);
  }

  /**
   * Forgets what is known of a database, under whatever user and in whatever schema, so that the
   * next question reads it anew on each connection.
   *
   * @param connection the real driver's connection
   * @throws SQLException as the driver throws it
   */
  public void invalidate(Connection connection) throws SQLException {
    forget(connection);
    changes.incrementAndGet();
    String url = connection.getMetaData().getURL();
    shared.asMap().keySet().removeIf(key -> Objects.equals(key.url, url));
  }

  /**
   * Keeps what one connection sees from the others, or no longer so. Forgets what is known of it.
   *
   * @param connection the real driver's connection
   * @param alone whether it sees what others do not, such as tables that are not committed
   */
  public void keepApart(Connection connection, boolean alone) {
    forget(connection);
    if (alone) {
      apart.put(connection, true);
    } else {
      apart.invalidate(connection);
    }
  }

  /** Forgets everything. */
  public void clear() {
    shared.invalidateAll();
    own.invalidateAll(); // whose schema is its own affair stays so
  }

  /** How many schemas are kept. */
  public long size() {
    return shared.estimatedSize() + own.estimatedSize();
  }

  private @Nullable Entry find(Key key, Connection connection) {
    return isOwn(key, connection) ? own.getIfPresent(connection) : shared.getIfPresent(key);
  }

  private boolean isOwn(Key key, Connection connection) {
    return isPrivate(key.url) || isApart(connection);
  }

  private boolean isApart(Connection connection) {
    return apart.getIfPresent(connection) != null;
  }

  private void put(Key key, Connection connection, Entry entry) {
    if (isOwn(key, connection)) {
      own.put(connection, entry);
    } else {
      shared.put(key, entry);
    }
  }

  private static Key key(Connection connection, int samples, TableFilter filter, Hidden hidden)
      throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    SchemaPlace place = SchemaPlace.of(connection);
    return new Key(
        metaData.getURL(),
        metaData.getUserName(),
        place.catalog(),
        place.schema(),
        samples,
        filter,
        hidden);
  }

  /** Whether each connection with this URL has a database of its own. */
  static boolean isPrivate(@Nullable String url) {
    if (url == null) {
      return true;
    }
    String lower = url.toLowerCase(Locale.ROOT);
    return lower.contains("sqlite::memory:")
        || lower.equals("jdbc:sqlite:")
        || lower.contains("mode=memory")
        || lower.equals("jdbc:h2:mem:")
        || lower.startsWith("jdbc:h2:mem:;");
  }

  private static @Nullable String sqliteVersion(Connection connection) throws SQLException {
    if (Dialect.of(connection.getMetaData()) != Dialect.SQLITE) {
      return null;
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA schema_version")) {
      return rows.next() ? rows.getString(1) : null;
    }
  }
}
