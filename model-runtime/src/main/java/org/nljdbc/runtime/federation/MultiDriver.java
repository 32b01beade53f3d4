package org.nljdbc.runtime.federation;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The real driver of {@code jdbc:nl:multi:FILE}: one connection to all databases of a file, as the
 * server's settings list them. Apache Calcite plans each statement, has every database do its part,
 * and joins what they return.
 *
 * <p>{@link org.nljdbc.NlDriver} finds it by its name. No class here is a driver, since tools look
 * for those in a jar and would offer it.
 */
public final class MultiDriver implements Supplier<Driver> {

  /** Makes it; {@code NlDriver} does. */
  public MultiDriver() {}

  /**
   * The driver. It connects to URLs {@code jdbc:multi:} and a file, with {@code ?databases=a,b} for
   * some of its databases; properties are not used, since users and passwords stand in the file.
   * Connecting fails with 08001 if the file or a database cannot be reached, or Calcite's jars are
   * not on the class path; a database's own exceptions are causes.
   */
  @Override
  public Driver get() {
    return Proxies.proxy(
        Driver.class,
        (method, arguments) ->
            switch (method.getName()) {
              case "connect" -> connect((String) arguments[0]);
              case "acceptsURL" -> accepts((String) arguments[0]);
              case "getPropertyInfo" -> new DriverPropertyInfo[0];
              case "getMajorVersion" -> 0;
              case "getMinorVersion" -> 1;
              case "jdbcCompliant" -> false;
              case "getParentLogger" -> Logger.getLogger(MultiDriver.class.getPackageName());
              default -> "the driver of several databases";
            });
  }

  private static boolean accepts(@Nullable String url) {
    return url != null && MultiUrl.matches(url);
  }

  private static @Nullable Connection connect(@Nullable String url) throws SQLException {
    if (url == null || !accepts(url)) {
      return null;
    }
    MultiUrl parsed = MultiUrl.parse(url);
    var databases = DatabaseFile.read(parsed);
    try {
      return Federation.open(parsed.text(), databases);
    } catch (NoClassDefFoundError missing) {
      throw new SQLException(
          "Several databases are joined by Apache Calcite, which is not on the class path ("
              + missing.getMessage()
              + "). Add org.apache.calcite:calcite-core and what it depends on.",
          "08001",
          missing);
    }
  }
}
