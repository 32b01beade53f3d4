package org.nljdbc;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nljdbc.settings.NlUrl;

/**
 * Finds the driver of a real URL, in the order of how sure each way is: the class that {@code
 * nl.driver} names, service files seen by our class loader, those seen by the thread's, what
 * DriverManager shows to us, and the usual class name for that kind of URL. DriverManager alone
 * would not do, since it hides drivers of other class loaders. Service files are read once for each
 * class loader, and again where nothing known takes the URL.
 */
final class DriverLookup {

  private static final String CANNOT_CONNECT = "08001";
  private static final ServiceDrivers SERVICES = new ServiceDrivers();

  private final String url;
  private final Set<String> seen = new LinkedHashSet<>();
  private final List<ClassLoader> loaders;

  private DriverLookup(String url, List<ClassLoader> loaders) {
    this.url = url;
    this.loaders = loaders;
  }

  /** Our own, then the thread's if it is another. */
  private static List<ClassLoader> loaders() {
    ClassLoader ours = NlDriver.class.getClassLoader();
    ClassLoader own = ours == null ? ClassLoader.getSystemClassLoader() : ours;
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null || context == own ? List.of(own) : List.of(own, context);
  }

  /**
   * Finds the driver.
   *
   * @param url the real URL
   * @param className the setting {@code nl.driver}, or an empty text
   * @return a driver that takes the URL, or the named one, which is not asked whether it does
   * @throws SQLException 08001 if there is none; tells where was looked and what was seen
   */
  static Driver find(String url, String className) throws SQLException {
    if (NlUrl.matches(url)) {
      throw new SQLException(
          "The URL " + UrlForPeople.of(url) + " is ours again: write jdbc:nl: only once.",
          CANNOT_CONNECT);
    }
    List<ClassLoader> loaders = loaders();
    Driver known = className.isEmpty() ? SERVICES.known(loaders, each -> takes(each, url)) : null;
    if (known != null) {
      return known;
    }
    DriverLookup lookup = new DriverLookup(url, loaders);
    return className.isEmpty() ? lookup.search() : lookup.named(className);
  }

  private Driver named(String className) throws SQLException {
    Throwable reason = null;
    for (ClassLoader loader : loaders) {
      try {
        return instance(className, loader);
      } catch (ReflectiveOperationException | LinkageError | ClassCastException failed) {
        reason = failed;
      }
    }
    throw new SQLException(
        "The driver class of nl.driver, "
            + className
            + ", cannot be used ("
            + reason
            + "). Put its jar on the class path or correct the name. Class loaders tried: "
            + loaders,
        CANNOT_CONNECT,
        reason);
  }

  private Driver search() throws SQLException {
    for (ClassLoader loader : loaders) {
      Driver found = first(SERVICES.remembered(loader, this::broken));
      if (found != null) {
        return found;
      }
    }
    Driver registered = first(DriverManager.drivers().toList());
    if (registered != null) {
      return registered;
    }
    for (ClassLoader loader : loaders) {
      Driver found = first(SERVICES.look(loader, this::broken));
      if (found != null) {
        return found;
      }
    }
    String usual = WellKnownDrivers.of(url);
    Driver known = usual == null ? null : byUsualClass(usual);
    if (known != null) {
      return known;
    }
    throw new SQLException(
        "No driver takes the URL "
            + UrlForPeople.of(url)
            + ". "
            + (usual == null
                ? "Check the URL, put the database's driver on the class path,"
                : "Put the database's driver (" + usual + ") on the class path,")
            + " or name its class in nl.driver. Drivers seen: "
            + (seen.isEmpty() ? "none" : String.join(", ", seen))
            + ". Class loaders tried: "
            + loaders,
        CANNOT_CONNECT);
  }

  private @Nullable Driver first(List<Driver> drivers) {
    for (Driver driver : drivers) {
      if (takes(driver)) {
        return driver;
      }
    }
    return null;
  }

  private void broken(String message) {
    seen.add("(" + message + ")");
  }

  /** The driver usual for a kind of URL, wherever its class is; null without one. */
  static @Nullable Driver usual(String url) {
    String className = WellKnownDrivers.of(url);
    return className == null ? null : new DriverLookup(url, loaders()).byUsualClass(className);
  }

  private @Nullable Driver byUsualClass(String className) {
    for (ClassLoader loader : loaders) {
      try {
        Driver driver = instance(className, loader);
        if (takes(driver)) {
          return driver;
        }
      } catch (ReflectiveOperationException | LinkageError | ClassCastException absent) {
        seen.add("(no " + className + ")");
      }
    }
    return null;
  }

  private static Driver instance(String className, ClassLoader loader)
      throws ReflectiveOperationException {
    Class<?> type = Class.forName(className, true, loader);
    if (Supplier.class.isAssignableFrom(type)) {
      // The one of our own, which tools shall not find as a driver.
      return (Driver) ((Supplier<?>) type.getDeclaredConstructor().newInstance()).get();
    }
    return ServiceDrivers.of(type.asSubclass(Driver.class));
  }

  private boolean takes(Driver driver) {
    if (!isOurs(driver)) {
      seen.add(driver.getClass().getName());
    }
    return takes(driver, url);
  }

  /** Whether a driver takes the URL; a driver of ours, from whatever loader, never does. */
  private static boolean takes(Driver driver, String url) {
    try {
      return !isOurs(driver) && driver.acceptsURL(url);
    } catch (SQLException notItsUrl) {
      return false;
    }
  }

  private static boolean isOurs(Driver driver) {
    return driver.getClass().getName().equals(NlDriver.class.getName());
  }
}
