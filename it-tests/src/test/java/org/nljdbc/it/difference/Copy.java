package org.nljdbc.it.difference;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.databases.Server;
import org.nljdbc.it.databases.TestDatabase;
import org.nljdbc.it.transparency.Values;

/** A copy of the data, with somebody who watches it through a connection of the bare driver. */
final class Copy implements AutoCloseable {

  private final Server server;
  private final String name;
  private final boolean ours;
  private final List<TestDatabase> databases = new ArrayList<>();
  private TestDatabase database;
  private Connection watcher;
  private boolean clean;
  private String initial = "";

  /**
   * Makes a copy.
   *
   * @param server where
   * @param name its name
   * @param ours whether it is reached through our driver
   */
  Copy(Server server, String name, boolean ours) throws SQLException {
    this.server = server;
    this.name = name;
    this.ours = ours;
    this.database = create();
    this.watcher = watch();
  }

  /** Another database, since the one before is held by a connection that does not close. */
  void renew() throws SQLException {
    watcher.close();
    database = create();
    watcher = watch();
  }

  private TestDatabase create() throws SQLException {
    TestDatabase made = server.create(name + databases.size());
    databases.add(made);
    return switch (made.kind()) {
      // Metadata must not show the other copy, which is being changed at the same time.
      case MARIADB -> with(made, "?nullDatabaseMeansCurrent=true");
      // Nobody needs what a test has committed after the machine has stopped.
      case SQLITE -> with(made, "?synchronous=OFF");
      case H2, POSTGRESQL -> made;
    };
  }

  private static TestDatabase with(TestDatabase made, String parameters) {
    return new TestDatabase(made.kind(), made.url() + parameters, made.user(), () -> {});
  }

  private Connection watch() throws SQLException {
    clean = false;
    initial = "";
    Connection connection = database.bare();
    try (Statement statement = connection.createStatement()) {
      for (String sql : Data.routines(database.kind())) {
        statement.execute(sql);
      }
    }
    return connection;
  }

  Connection connect() throws SQLException {
    return ours ? database.open(Map.of()) : database.bare();
  }

  /** The names of both copies. */
  static Pattern names() {
    return Pattern.compile("difference[a-z0-9]+_[ab]\\d+", Pattern.CASE_INSENSITIVE);
  }

  /** Whether a text may have such a name, told quickly. */
  static boolean mayName(String text) {
    return text.contains("difference") || text.contains("DIFFERENCE");
  }

  /** Puts the data back to what it was at first. */
  void reset() throws SQLException {
    if (clean) {
      return;
    }
    try (Statement statement = watcher.createStatement()) {
      watcher.setAutoCommit(false);
      boolean made = !initial.isEmpty();
      for (String sql : made ? Data.refill(database.kind()) : Data.reset(database.kind())) {
        statement.execute(sql);
      }
      watcher.commit();
      watcher.setAutoCommit(true);
    }
    if (initial.isEmpty()) {
      initial = contents();
    }
  }

  /** All rows, as the watcher sees them. */
  String contents() {
    StringBuilder text = new StringBuilder();
    for (String sql : Data.contents()) {
      try {
        text.append(String.join("\n", Rows.of(watcher, sql))).append('\n');
      } catch (SQLException missing) {
        text.append(Values.failure(missing));
      }
    }
    String seen = text.toString();
    clean = seen.equals(initial);
    return seen;
  }

  @Override
  public void close() throws Exception {
    watcher.close();
    for (TestDatabase made : databases) {
      made.close();
    }
  }
}
