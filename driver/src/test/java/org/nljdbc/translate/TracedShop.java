package org.nljdbc.translate;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.nljdbc.jdbc.Connections;
import org.nljdbc.settings.Settings;

/** A database of two pets, and a model that says what it is told to. */
final class TracedShop implements AutoCloseable {

  final ScriptedModel model = new ScriptedModel();
  private final Registry registry = new Registry(ScriptedProvider.models(model));

  Connection connect(String url, Map<String, String> settings) throws SQLException {
    Connection real = DriverManager.getConnection(url);
    try (Statement statement = real.createStatement()) {
      statement.execute("CREATE TABLE pets (id int PRIMARY KEY, name varchar(20))");
      statement.execute("INSERT INTO pets VALUES (1, 'Rex'), (2, 'Tom')");
    }
    return Connections.wrap(
        real, Settings.of(settings), given -> QuestionPipeline.create(registry, given));
  }

  /** Asks, and gives the first column of the first row. */
  static String ask(Connection connection, String text) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(text)) {
      return rows.next() ? rows.getString(1) : "no row";
    }
  }

  @Override
  public void close() {
    registry.close();
  }
}
