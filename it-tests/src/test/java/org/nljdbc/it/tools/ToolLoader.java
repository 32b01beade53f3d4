package org.nljdbc.it.tools;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/** A class loader as a tool makes one for a driver. */
final class ToolLoader extends URLClassLoader {

  /** Whose classes go first. */
  enum Order {
    PARENT_FIRST,
    CHILD_FIRST
  }

  private final Order order;

  ToolLoader(List<Path> jars, ClassLoader parent, Order order) {
    super(jars.stream().map(ToolLoader::url).toArray(URL[]::new), parent);
    this.order = order;
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (java.net.MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (order == Order.PARENT_FIRST || name.startsWith("java.")) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      try {
        return findClass(name);
      } catch (ClassNotFoundException notMine) {
        return super.loadClass(name, resolve);
      }
    }
  }
}
