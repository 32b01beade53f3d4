package org.nljdbc.it.transparency;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.nljdbc.it.databases.Kind;

/** Mistakes, warnings, and objects that are used after their end. */
final class FailureScenarios {

  private FailureScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("mistakes in SQL", FailureScenarios::mistakes),
        new Scenario("violated constraints", FailureScenarios::constraints),
        new Scenario("mistakes in reading", FailureScenarios::reading),
        new Scenario("use after close", FailureScenarios::afterClose),
        new Scenario("close on completion", FailureScenarios::closeOnCompletion),
        new Scenario("warnings", FailureScenarios::warnings),
        new Scenario("cancel", FailureScenarios::cancel),
        new Scenario("abort", FailureScenarios::abort));
  }

  private static void mistakes(Session session) {
    for (String sql :
        List.of(
            "SELEC 1",
            "SELECT * FROM no_such_table",
            "SELECT no_such_column FROM customers",
            "SELECT no_such_function(1)",
            "SELECT 'unclosed",
            "SELECT id FROM customers WHERE",
            "SELECT id FROM customers c JOIN orders o ON c.id = o.customer_id",
            "INSERT INTO customers(id) VALUES ('x')",
            "SELECT 1/0",
            "DROP TABLE no_such_table")) {
      session.query(sql);
      session.see("prepared " + sql, () -> prepared(session.connection(), sql));
    }
    session.see("no SQL", () -> session.connection().prepareStatement(null));
    session.see("no native SQL", () -> session.connection().nativeSQL(null));
  }

  private static ResultSet prepared(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.closeOnCompletion();
    return statement.executeQuery();
  }

  private static void constraints(Session session) throws SQLException {
    session.table(
        "t_parent", "id INTEGER NOT NULL PRIMARY KEY, word VARCHAR(5) NOT NULL, CHECK (id < 100)");
    session.table(
        "t_child",
        "id INTEGER PRIMARY KEY, parent INTEGER, FOREIGN KEY (parent) REFERENCES t_parent(id)");
    session.run("INSERT INTO t_parent VALUES (1, 'a')");
    for (String sql :
        List.of(
            "INSERT INTO t_parent VALUES (1, 'again')",
            "INSERT INTO t_parent VALUES (2, NULL)",
            "INSERT INTO t_parent VALUES (3, 'too long by far')",
            "INSERT INTO t_parent VALUES (100, 'b')",
            "INSERT INTO t_child VALUES (1, 77)",
            "INSERT INTO t_child VALUES (1)")) {
      session.attempt(sql, () -> session.run(sql));
    }
    session.run("DROP TABLE t_child");
    session.run("DROP TABLE t_parent");
  }

  private static void reading(Session session) throws SQLException {
    try (Statement statement = session.connection().createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT name, id FROM customers WHERE id = 1 ORDER BY id")) {
      session.see("before first", () -> rows.getString(1));
      session.see("next", rows::next);
      session.see("zero", () -> rows.getString(0));
      session.see("outside", () -> rows.getString(3));
      session.see("no such label", () -> rows.getString("no_such"));
      session.see("not a number", () -> rows.getInt(1));
      session.see("not a date", () -> rows.getDate(1));
      session.see("not a UUID", () -> rows.getObject(1, java.util.UUID.class));
      session.see("no class", () -> rows.getObject(1, (Class<?>) null));
      session.see("backwards", rows::previous);
      session.see("update", () -> call(() -> rows.updateString(1, "x")));
      session.see("end", rows::next);
      session.see("after last", () -> rows.getString(1));
    }
  }

  private static String call(Session.Doing work) throws Exception {
    work.run();
    return "done";
  }

  private static void afterClose(Session session) throws SQLException {
    Connection connection = session.connection();
    Statement statement = connection.createStatement();
    ResultSet rows = statement.executeQuery("SELECT id FROM customers");
    rows.close();
    session.see("rows closed", rows::isClosed);
    session.see("next", rows::next);
    session.see("value", () -> rows.getInt(1));
    session.attempt("again", rows::close);
    PreparedStatement prepared = connection.prepareStatement("SELECT 1");
    statement.close();
    session.see("statement closed", statement::isClosed);
    session.see("query", () -> statement.executeQuery("SELECT 1"));
    session.see("setting", statement::getMaxRows);
    session.attempt("again", statement::close);
    connection.close();
    session.see("closed", connection::isClosed);
    session.see("prepared", prepared::executeQuery);
    session.see("statement", () -> connection.createStatement() != null);
    session.see("metadata", () -> connection.getMetaData().getDatabaseProductName());
    session.see("auto-commit", connection::getAutoCommit);
    session.attempt("commit", connection::commit);
    session.see("valid", () -> connection.isValid(1));
    session.attempt("again", connection::close);
  }

  private static void closeOnCompletion(Session session) throws SQLException {
    try (Statement statement = session.connection().createStatement()) {
      session.see("off", statement::isCloseOnCompletion);
      session.attempt("set", statement::closeOnCompletion);
      session.see("on", statement::isCloseOnCompletion);
      session.see("rows", () -> statement.executeQuery("SELECT 1"));
      session.see("closed", statement::isClosed);
    }
  }

  private static void warnings(Session session) throws SQLException {
    try (Statement statement = session.connection().createStatement()) {
      String sql =
          switch (session.kind()) {
            case POSTGRESQL -> "DO $$ BEGIN RAISE WARNING 'mind'; RAISE NOTICE 'this'; END $$";
            case MARIADB -> "SELECT CAST('12abc' AS SIGNED)";
            case SQLITE, H2 -> "SELECT 1";
          };
      session.see("execute", () -> statement.execute(sql));
      for (SQLWarning warning = statement.getWarnings();
          warning != null;
          warning = warning.getNextWarning()) {
        String seen = Values.failure(warning);
        session.see("warning", () -> seen);
      }
      session.attempt("clear", statement::clearWarnings);
      session.see("none", statement::getWarnings);
    }
  }

  private static void cancel(Session session) throws Exception {
    Kind kind = session.kind();
    if (kind != Kind.POSTGRESQL && kind != Kind.MARIADB) {
      try (Statement statement = session.connection().createStatement()) {
        session.attempt("nothing to cancel", statement::cancel);
        session.see("still works", () -> statement.executeQuery("SELECT 1"));
      }
      return;
    }
    String sleep = kind == Kind.POSTGRESQL ? "SELECT pg_sleep(60)" : "SELECT SLEEP(60) FROM orders";
    AtomicBoolean ended = new AtomicBoolean();
    try (Statement statement = session.connection().createStatement()) {
      Thread canceller =
          new Thread(
              () -> {
                while (!ended.get()) {
                  try {
                    Thread.sleep(100);
                    statement.cancel();
                  } catch (SQLException | InterruptedException e) {
                    return;
                  }
                }
              });
      canceller.start();
      session.see("cancelled", () -> statement.executeQuery(sleep));
      ended.set(true);
      canceller.join();
    }
  }

  private static void abort(Session session) throws SQLException {
    Connection connection = session.connection();
    session.attempt("no executor", () -> connection.abort(null));
    session.attempt("abort", () -> connection.abort(Runnable::run));
    session.see("closed", connection::isClosed);
    session.see("statement", () -> connection.createStatement().executeQuery("SELECT 1"));
  }
}
