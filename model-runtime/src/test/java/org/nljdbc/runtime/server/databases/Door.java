package org.nljdbc.runtime.server.databases;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A driver for a database in memory, which refuses connections while its door is shut. */
final class Door implements Driver, AutoCloseable {

  private final AtomicInteger tries = new AtomicInteger();
  private final String url;
  private volatile int opensAt;

  /**
   * Registers it.
   *
   * @param name the database, which lives as long as somebody is connected
   * @param opensAt the try that is let in, the first one being 1
   */
  Door(String name, int opensAt) throws SQLException {
    this.url = "jdbc:door-" + name + ":x";
    this.opensAt = opensAt;
    DriverManager.registerDriver(this);
  }

  String url() {
    return url;
  }

  int tries() {
    return tries.get();
  }

  /** Lets the next one in. */
  void open() {
    opensAt = 0;
  }

  void shut() {
    opensAt = Integer.MAX_VALUE;
  }

  @Override
  public @Nullable Connection connect(String asked, Properties info) throws SQLException {
    if (!acceptsURL(asked)) {
      return null;
    }
    if (tries.incrementAndGet() < opensAt) {
      throw new SQLNonTransientConnectionException("the door is shut", "08004");
    }
    return DriverManager.getConnection("jdbc:h2:mem:");
  }

  @Override
  public boolean acceptsURL(String asked) {
    return url.equals(asked);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String asked, Properties info) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public void close() throws SQLException {
    DriverManager.deregisterDriver(this);
  }
}
