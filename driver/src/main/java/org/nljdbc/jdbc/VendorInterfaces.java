package org.nljdbc.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows our objects under the public interfaces of the real driver's objects as well, for programs
 * that cast where they should unwrap. What JDBC declares goes to our object, the vendor's own
 * methods to the real one.
 *
 * <p>The proxy classes belong to the vendor's class loader and know JDBC and the vendor only, so
 * that neither side's loader is kept by the other's. One instance serves one connection.
 */
final class VendorInterfaces {

  private static final Logger LOG = LoggerFactory.getLogger(VendorInterfaces.class);

  private final Map<Class<?>, List<Class<?>>> ofClass = new ConcurrentHashMap<>();

  /**
   * Our object with the vendor's interfaces.
   *
   * @param type the JDBC interface that both have
   * @param ours our object
   * @param real the real driver's
   * @return a proxy of that type, or our object itself if the vendor has no interfaces that can be
   *     had
   */
  <T> T show(Class<T> type, T ours, T real) {
    List<Class<?>> vendors = ofClass.computeIfAbsent(real.getClass(), VendorInterfaces::find);
    if (vendors.isEmpty()) {
      return ours;
    }
    List<Class<?>> interfaces = new ArrayList<>();
    // The first interface that has a method is the one that it is called by: JDBC's.
    interfaces.add(type);
    interfaces.addAll(vendors);
    try {
      return type.cast(
          Proxy.newProxyInstance(
              vendors.get(0).getClassLoader(),
              interfaces.toArray(Class<?>[]::new),
              new Handler(ours, real)));
    } catch (IllegalArgumentException cannotBeCombined) {
      LOG.debug("Only the interfaces of JDBC: {}", vendors, cannotBeCombined);
      return ours;
    }
  }

  /** The vendor's public interfaces, all as the loader of the first one sees them. */
  private static List<Class<?>> find(Class<?> real) {
    List<Class<?>> found = new ArrayList<>();
    for (Class<?> type = real; type != null; type = type.getSuperclass()) {
      for (Class<?> each : type.getInterfaces()) {
        boolean vendors = Modifier.isPublic(each.getModifiers()) && !isOfPlatform(each);
        if (vendors && !found.contains(each)) {
          found.add(each);
        }
      }
    }
    if (!found.isEmpty()) {
      ClassLoader loader = found.get(0).getClassLoader();
      found.removeIf(each -> !isSeenBy(loader, each));
    }
    return List.copyOf(found);
  }

  private static boolean isOfPlatform(Class<?> type) {
    return type.getName().startsWith("java.") || type.getName().startsWith("javax.");
  }

  private static boolean isSeenBy(@Nullable ClassLoader loader, Class<?> type) {
    try {
      return Class.forName(type.getName(), false, loader) == type;
    } catch (ClassNotFoundException | LinkageError hidden) {
      return false;
    }
  }

  /** Sends each call where it belongs. */
  private record Handler(Object ours, Object real) implements InvocationHandler {

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      Class<?> owner = method.getDeclaringClass();
      if (owner == Object.class) {
        return switch (method.getName()) {
          case "equals" -> arguments != null && proxy == arguments[0];
          case "hashCode" -> System.identityHashCode(proxy);
          default -> ours.toString();
        };
      }
      try {
        return method.invoke(owner.isInstance(ours) ? ours : real, arguments);
      } catch (InvocationTargetException thrown) {
        throw thrown.getCause() == null ? thrown : thrown.getCause();
      }
    }
  }
}
