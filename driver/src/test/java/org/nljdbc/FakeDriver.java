package org.nljdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A driver of {@code jdbc:fake:} that remembers what it was given and connects to nothing. */
final class FakeDriver implements Driver {

  /** The one that {@code nl.driver} makes. */
  private static @Nullable FakeDriver named;

  final List<String> urls = new ArrayList<>();
  final List<Properties> properties = new ArrayList<>();
  private final @Nullable Connection connection;

  /** As {@code nl.driver} makes it. */
  FakeDriver() {
    this(null);
    named = this;
  }

  /** What the driver that {@code nl.driver} named was given last. */
  static String latestUrl() {
    List<String> given = Objects.requireNonNull(named).urls;
    return given.get(given.size() - 1);
  }

  /** What the driver that {@code nl.driver} named was given last. */
  static Properties latestProperties() {
    List<Properties> given = Objects.requireNonNull(named).properties;
    return given.get(given.size() - 1);
  }

  FakeDriver(@Nullable Connection connection) {
    this.connection = connection;
  }

  @Override
  public @Nullable Connection connect(String url, Properties info) throws SQLException {
    urls.add(url);
    properties.add(info);
    if (url.contains("refused")) {
      throw new SQLException("fake refusal", "28000", 7);
    }
    return connection;
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith("jdbc:fake:");
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
    urls.add(url);
    properties.add(info);
    return new DriverPropertyInfo[] {new DriverPropertyInfo("fakeness", "7")};
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
}
