package org.nljdbc.translate;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.nljdbc.NlStatement;
import org.nljdbc.jdbc.Connections;
import org.nljdbc.settings.Settings;

/**
 * What tests begin with that ask through statements of real databases: a scripted model, a process
 * of its own with a lock file of its own, and short ways to ask.
 */
abstract class AtStatements {

  static final String SQLITE = "jdbc:sqlite::memory:";
  static final String H2 = "jdbc:h2:mem:";

  @TempDir Path folder;

  ScriptedModel model = new ScriptedModel();
  ScriptedProvider provider = new ScriptedProvider(model, 0);
  Registry registry = registry(provider);

  static Registry registry(ScriptedProvider provider) {
    return new Registry(new Models(() -> List.of(provider), Duration.ZERO));
  }

  @AfterEach
  void close() {
    registry.close();
  }

  /** A fresh database after some statements, by the real driver. */
  static Connection filled(String url, String... statements) throws SQLException {
    Connection real = DriverManager.getConnection(url);
    run(real, statements);
    return real;
  }

  /** The same connection with questions. */
  Connection wrap(Connection real, String... settings) throws SQLException {
    return wrap(registry, real, settings);
  }

  /**
   * The same as another process has it.
   *
   * @param settings names and values in turns; the lock file is this test's unless one says else
   */
  Connection wrap(Registry process, Connection real, String... settings) throws SQLException {
    Map<String, String> given = new HashMap<>();
    given.put("nl.lockFile", folder.resolve("nl.lock").toString());
    for (int i = 0; i < settings.length; i += 2) {
      given.put(settings[i], settings[i + 1]);
    }
    return Connections.wrap(real, Settings.of(given), all -> QuestionPipeline.create(process, all));
  }

  /** These settings after those. */
  static String[] settings(String[] more, String... usual) {
    List<String> all = new ArrayList<>(List.of(usual));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  static void run(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  /** The rows of a statement, their columns with a space between. */
  static List<String> rows(Connection connection, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.append(i > 1 ? " " : "").append(rows.getString(i));
        }
        values.add(row.toString());
      }
    }
    return values;
  }

  /** The first column of these rows. */
  static List<String> column(Connection connection, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  static List<String> warnings(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return warnings(statement);
    }
  }

  static List<String> warnings(Statement statement) throws SQLException {
    List<String> messages = new ArrayList<>();
    for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
      messages.add(w.getMessage());
    }
    return messages;
  }

  /** Asks, and tells what the question became. */
  static Translation ask(Connection connection, String question) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("NL: " + question);
      return statement.unwrap(NlStatement.class).lastTranslation().orElseThrow();
    }
  }

  /** The statement that keeps SQL for a question. */
  static String pinned(String question, String sql) {
    return "NL PIN '" + question + "' AS '" + sql.replace("'", "''") + "'";
  }
}
