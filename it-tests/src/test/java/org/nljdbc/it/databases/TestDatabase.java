package org.nljdbc.it.databases;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/**
 * A database of one test class, with the schema and rows of {@link TestSchema}.
 *
 * @param kind the database system
 * @param url the real driver's URL
 * @param user the user, or "" where there are none
 * @param onClose drops the database
 */
public record TestDatabase(Kind kind, String url, String user, Closing onClose)
    implements AutoCloseable {

  /** Work that ends a database. */
  @FunctionalInterface
  public interface Closing {
    /** Does the work. */
    void run() throws Exception;
  }

  /** The URL by which our driver reaches the same database. */
  public String nlUrl() {
    return "jdbc:nl:" + url.substring("jdbc:".length());
  }

  /** Opens a connection of the bare driver. */
  public Connection bare() throws SQLException {
    return DriverManager.getConnection(url, properties(Map.of()));
  }

  /**
   * Opens a connection of our driver, by URL alone, as any program would.
   *
   * @param settings our settings, such as {@code nl.model}, or the real driver's
   */
  public Connection open(Map<String, String> settings) throws SQLException {
    return DriverManager.getConnection(nlUrl(), properties(settings));
  }

  private Properties properties(Map<String, String> more) {
    Properties properties = new Properties();
    if (!user.isEmpty()) {
      properties.setProperty("user", user);
    }
    properties.putAll(more);
    return properties;
  }

  @Override
  public void close() throws Exception {
    onClose.run();
  }
}
