package org.nljdbc.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nljdbc.settings.Settings;

/** What the tests of this package begin with. */
final class Fixtures {

  private Fixtures() {}

  /** A wrapped connection whose questions go to a scripted translator. */
  static WrappedConnection wrap(Connection real, ScriptedTranslator translator, String... settings)
      throws SQLException {
    Map<String, String> given = new LinkedHashMap<>();
    given.put("nl.sqlComment", "false"); // so that SQL is compared as it was scripted
    for (int i = 0; i < settings.length; i += 2) {
      given.put(settings[i], settings[i + 1]);
    }
    return (WrappedConnection) Connections.wrap(real, Settings.of(given), any -> translator);
  }

  /** A fresh database in memory with a table {@code t(id, name)} of three rows. */
  static Connection h2() throws SQLException {
    return filled(DriverManager.getConnection("jdbc:h2:mem:"));
  }

  /** The same in SQLite. */
  static Connection sqlite() throws SQLException {
    return filled(DriverManager.getConnection("jdbc:sqlite::memory:"));
  }

  private static Connection filled(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t(id INT PRIMARY KEY, name VARCHAR(20))");
      statement.execute("INSERT INTO t VALUES (1, 'one'), (2, 'two'), (3, 'three')");
    }
    return connection;
  }
}
