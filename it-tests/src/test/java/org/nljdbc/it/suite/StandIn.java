package org.nljdbc.it.suite;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.nljdbc.NlDriver;

/**
 * Takes the real URL of any database and connects by way of our driver, so that programs which know
 * nothing of it use it unchanged. While one is open it is asked before all other drivers.
 */
final class StandIn implements Driver, AutoCloseable {

  private static final String JDBC = "jdbc:";

  private final NlDriver ours = new NlDriver();
  private final ThreadLocal<Boolean> within = ThreadLocal.withInitial(() -> false);
  private final AtomicInteger connections = new AtomicInteger();

  private StandIn() {}

  /** Puts one in front of the drivers that there are. */
  static StandIn open() throws SQLException {
    List<Driver> others = DriverManager.drivers().toList();
    StandIn made = new StandIn();
    for (Driver other : others) {
      DriverManager.deregisterDriver(other);
    }
    DriverManager.registerDriver(made);
    for (Driver other : others) {
      DriverManager.registerDriver(other);
    }
    return made;
  }

  /** How many connections went this way. */
  int connections() {
    return connections.get();
  }

  @Override
  public @Nullable Connection connect(String url, Properties info) throws SQLException {
    if (!acceptsURL(url)) {
      return null;
    }
    within.set(true);
    try {
      connections.incrementAndGet();
      return ours.connect("jdbc:nl:" + url.substring(JDBC.length()), info);
    } finally {
      within.set(false);
    }
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith(JDBC) && !url.startsWith("jdbc:nl:") && !within.get();
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return ours.getMajorVersion();
  }

  @Override
  public int getMinorVersion() {
    return ours.getMinorVersion();
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger(StandIn.class.getName());
  }

  /** Leaves the drivers as they were. */
  @Override
  public void close() throws SQLException {
    DriverManager.deregisterDriver(this);
  }
}
