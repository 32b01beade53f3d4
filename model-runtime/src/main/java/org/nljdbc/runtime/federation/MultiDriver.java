package org.nljdbc.runtime.federation;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The real driver of {@code jdbc:nl:multi:FILE}: one connection to all databases of a file, as the
 * server's settings list them. Apache Calcite plans each statement, has every database do its part,
 * and joins what they return. It is no driver for {@link java.sql.DriverManager} to know: {@link
 * org.nljdbc.NlDriver} finds it by its name.
 */
public final class MultiDriver implements Driver {

  /** Makes the driver; {@code NlDriver} does. */
  public MultiDriver() {}

  /**
   * Connects.
   *
   * @param url {@code jdbc:multi:} and a file, with {@code ?databases=a,b} for some of its
   *     databases
   * @param info not used: users, passwords and properties stand in the file
   * @return the connection, or null for another kind of URL
   * @throws SQLException 08001 if the file or a database cannot be reached, or Calcite's jars are
   *     not on the class path; a database's own exceptions as causes
   */
  @Override
  public @Nullable Connection connect(@Nullable String url, @Nullable Properties info)
      throws SQLException {
    if (!acceptsURL(url)) {
      return null;
    }
    MultiUrl parsed = MultiUrl.parse(url == null ? "" : url);
    try {
      return Federation.open(DatabaseFile.read(parsed));
    } catch (NoClassDefFoundError missing) {
      throw new SQLException(
          "Several databases are joined by Apache Calcite, which is not on the class path ("
              + missing.getMessage()
              + "). Add org.apache.calcite:calcite-core and what it depends on.",
          "08001",
          missing);
    }
  }

  @Override
  public boolean acceptsURL(@Nullable String url) {
    return url != null && MultiUrl.matches(url);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(@Nullable String url, @Nullable Properties info) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 0;
  }

  @Override
  public int getMinorVersion() {
    return 1;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger(MultiDriver.class.getPackageName());
  }
}
