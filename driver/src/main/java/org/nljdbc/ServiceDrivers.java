package org.nljdbc;

import java.lang.ref.WeakReference;
import java.sql.Driver;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The drivers that service files announce, remembered for each class loader: reading the service
 * files of every jar anew takes longer than some databases take to connect. Safe for use by many
 * threads.
 *
 * <p>Nothing here keeps a class loader alive: a loader is a weak key, and each driver hangs on its
 * own class, which lives as long as its loader does.
 */
final class ServiceDrivers {

  /** One driver for each class. What hangs on a foreign class must not lead to classes of ours. */
  private static final ClassValue<AtomicReference<Driver>> OF_CLASS =
      new ClassValue<>() {
        @Override
        protected AtomicReference<Driver> computeValue(Class<?> type) {
          return new AtomicReference<>();
        }
      };

  private final Map<ClassLoader, List<WeakReference<Driver>>> known = new WeakHashMap<>();

  /**
   * The first driver that takes a URL among those of class loaders, as long as all of them are
   * remembered. For each connection, so nothing is copied or noted down.
   *
   * @param loaders the loaders, in their order
   * @param takes whether a driver takes the URL
   * @return the driver; null if none of them does, or not all loaders have been looked at
   */
  @Nullable Driver known(List<ClassLoader> loaders, Predicate<Driver> takes) {
    for (ClassLoader loader : loaders) {
      List<WeakReference<Driver>> references;
      synchronized (known) {
        references = known.get(loader);
      }
      if (references == null) {
        return null;
      }
      for (WeakReference<Driver> reference : references) {
        Driver driver = reference.get();
        if (driver != null && takes.test(driver)) {
          return driver;
        }
      }
    }
    return null;
  }

  /**
   * The drivers of a class loader when it was last looked, which is now if it never was.
   *
   * @param loader the loader; those above it are seen through it
   * @param broken told of service files and classes that cannot be used
   */
  List<Driver> remembered(ClassLoader loader, Consumer<String> broken) {
    List<WeakReference<Driver>> references;
    synchronized (known) {
      references = known.get(loader);
    }
    if (references == null) {
      return look(loader, broken);
    }
    List<Driver> drivers = new ArrayList<>(references.size());
    for (WeakReference<Driver> reference : references) {
      Driver driver = reference.get();
      if (driver != null) {
        drivers.add(driver);
      }
    }
    return drivers;
  }

  /**
   * Looks for the drivers of a class loader, which may have got more jars meanwhile.
   *
   * @param loader the loader
   * @param broken told of service files and classes that cannot be used
   */
  List<Driver> look(ClassLoader loader, Consumer<String> broken) {
    List<Driver> drivers = new ArrayList<>();
    Iterator<Driver> services = ServiceLoader.load(Driver.class, loader).iterator();
    while (true) {
      try {
        if (!services.hasNext()) {
          break;
        }
        drivers.add(the(services.next()));
      } catch (ServiceConfigurationError | LinkageError unusable) {
        // One broken jar must not hide the others.
        broken.accept(String.valueOf(unusable.getMessage()));
      }
    }
    List<WeakReference<Driver>> references = drivers.stream().map(WeakReference::new).toList();
    synchronized (known) {
      known.put(loader, references);
    }
    return drivers;
  }

  /**
   * The driver of a class, made at the first time. Drivers keep to themselves what they have read
   * when they connected first, such as their defaults.
   */
  static Driver of(Class<? extends Driver> type) throws ReflectiveOperationException {
    AtomicReference<Driver> one = OF_CLASS.get(type);
    Driver driver = one.get();
    return driver == null ? the(type.getDeclaredConstructor().newInstance()) : driver;
  }

  /** A driver, or the one of the same class that was there first. */
  private static Driver the(Driver made) {
    Driver first = OF_CLASS.get(made.getClass()).compareAndExchange(null, made);
    return first == null ? made : first;
  }
}
