package org.nljdbc.it.accuracy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.Server;
import org.nljdbc.it.databases.Servers;
import org.nljdbc.it.databases.TestDatabase;

/** The databases that questions are asked of: the SQLite files themselves, or copies of them. */
final class Targets implements AutoCloseable {

  private final Kind kind;
  private @Nullable Server server;
  private int keysLost;

  Targets(Kind kind) {
    this.kind = kind;
  }

  /**
   * A database to ask.
   *
   * @param url its URL for our driver
   * @param properties user and the like
   * @param copy the copy behind it, dropped at the end, or null
   */
  record Target(String url, Properties properties, @Nullable TestDatabase copy)
      implements AutoCloseable {

    @Override
    public void close() throws SQLException {
      if (copy != null) {
        try {
          copy.close();
        } catch (SQLException e) {
          throw e;
        } catch (Exception e) {
          throw new SQLException("the copy could not be dropped", e);
        }
      }
    }
  }

  /**
   * Makes a database of the data set ready.
   *
   * @param name its name
   * @param file its SQLite file
   * @return the database
   * @throws SQLException if it cannot be copied
   */
  Target open(String name, Path file) throws SQLException {
    Properties properties = new Properties();
    if (kind == Kind.SQLITE) {
      properties.setProperty("open_mode", "1"); // SQLITE_OPEN_READONLY
      return new Target("jdbc:nl:sqlite:" + file, properties, null);
    }
    if (server == null) {
      server = Servers.start(kind);
    }
    TestDatabase copy =
        server.create(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_") + "_copy");
    try (Connection connection = copy.bare()) {
      keysLost += DatabaseCopy.copy(file, connection, kind);
    }
    properties.setProperty("user", copy.user());
    return new Target(copy.nlUrl(), properties, copy);
  }

  /** How many keys the copies lack, since their system refused them. */
  int keysLost() {
    return keysLost;
  }

  @Override
  public void close() throws SQLException {
    Server running = server;
    if (running != null) {
      try {
        running.close();
      } catch (Exception e) {
        throw new SQLException("the server could not be stopped", e);
      }
    }
  }
}
