package org.nljdbc.it.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * A team's pins, for measuring: before a question is asked, all other questions of its database are
 * pinned with their gold, but none whose gold is its own. What other questions of the same shape or
 * meaning would be answered by without a model is not to be measured: {@link #settings} turn the
 * latter off, and what is bound is told apart by its source.
 */
final class PinnedOthers implements AutoCloseable {

  private final Path folder;
  private final List<Question> pinned = new ArrayList<>();
  private int refused;

  /** Makes a store without pins. */
  PinnedOthers() throws IOException {
    this.folder = Files.createTempDirectory("pins");
  }

  /** Adds what a connection needs to use the store. */
  void settings(Properties properties) {
    properties.setProperty("nl.lockFile", folder.resolve("nl.lock").toString());
    properties.setProperty("nl.semanticCache", "off");
  }

  /** Pins all questions of a database whose gold passes the driver's checks as it is. */
  void fill(List<Question> questions, Connection connection) throws SQLException, IOException {
    Files.deleteIfExists(folder.resolve("nl.lock"));
    pinned.clear();
    for (Question question : questions) {
      try {
        pin(question, connection);
        pinned.add(question);
      } catch (SQLException notAsItIs) {
        refused++;
      }
    }
  }

  /** Lets only those pins stand that a question may see. */
  void leaveOut(Question asked, Connection connection) throws SQLException {
    for (Question other : pinned) {
      if (isSame(asked, other)) {
        run("NL UNPIN " + quoted(other.text()), connection);
      }
    }
  }

  /** Pins again what was left out. */
  void putBack(Question asked, Connection connection) throws SQLException {
    for (Question other : pinned) {
      if (isSame(asked, other)) {
        pin(other, connection);
      }
    }
  }

  /** How many questions could not be pinned, in all databases. */
  int refused() {
    return refused;
  }

  private static boolean isSame(Question asked, Question other) {
    return asked.text().strip().equalsIgnoreCase(other.text().strip())
        || PlainSql.of(asked.gold()).equals(PlainSql.of(other.gold()));
  }

  private static void pin(Question question, Connection connection) throws SQLException {
    // Strings stand in double quotes in much gold, and names in none.
    String gold = question.gold().strip().replaceAll(";$", "").replace('"', '\'');
    run("NL PIN " + quoted(question.text()) + " AS " + quoted(gold), connection);
  }

  private static void run(String sql, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(folder.resolve("nl.lock"));
    Files.deleteIfExists(folder);
  }
}
