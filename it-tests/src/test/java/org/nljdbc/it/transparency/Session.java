package org.nljdbc.it.transparency;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.TestDatabase;

/** A connection to work with, and the log of what was seen. */
final class Session {

  private final TestDatabase database;
  private final Connection connection;
  private final String url;
  private final List<String> log = new ArrayList<>();

  Session(TestDatabase database, Connection connection) {
    this(database, connection, database.url());
  }

  Session(TestDatabase database, Connection connection, String url) {
    this.database = database;
    this.connection = connection;
    this.url = url;
  }

  /** Something that gives a value. */
  @FunctionalInterface
  interface Giving {
    @Nullable Object get() throws Exception;
  }

  /** Something that gives no value. */
  @FunctionalInterface
  interface Doing {
    void run() throws Exception;
  }

  Connection connection() {
    return connection;
  }

  /** The URL that leads to the same database by the same driver, with the same settings. */
  String url() {
    return url;
  }

  Kind kind() {
    return database.kind();
  }

  TestDatabase database() {
    return database;
  }

  /** The lines seen so far. */
  List<String> log() {
    return log;
  }

  /** Logs a value, or the exception in its place. */
  void see(String what, Giving value) {
    String seen;
    try {
      seen = Values.text(value.get());
    } catch (Exception e) {
      seen = Values.failure(e);
    }
    log.add(what + " = " + seen);
  }

  /** Logs whether something works. */
  void attempt(String what, Doing work) {
    see(
        what,
        () -> {
          work.run();
          return "done";
        });
  }

  /** Executes one statement of set-up. */
  void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Logs the rows of a query, or the exception in their place. */
  void query(String sql) {
    see(
        sql,
        () -> {
          try (Statement statement = connection.createStatement();
              ResultSet rows = statement.executeQuery(sql)) {
            return Values.rows(rows);
          }
        });
  }

  /** Makes a table of this scenario anew. */
  void table(String name, String columns) throws SQLException {
    run("DROP TABLE IF EXISTS " + name);
    run("CREATE TABLE " + name + " (" + columns + ")");
  }
}
