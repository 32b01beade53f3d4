package org.nljdbc.runtime.federation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Objects of JDBC that do a few of their methods otherwise. */
final class Proxies {

  private Proxies() {}

  /** What a proxy does instead of a method. */
  @FunctionalInterface
  interface Handler {
    /** Does it; {@code arguments} is null for a method that has none. */
    @Nullable Object handle(Method method, Object[] arguments) throws Throwable;
  }

  static <T> T proxy(Class<T> type, Handler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            Proxies.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "equals" -> self == arguments[0];
                  case "hashCode" -> System.identityHashCode(self);
                  default -> handler.handle(method, arguments);
                }));
  }

  /** The same for a method that returns something. */
  static <T> T call(Class<T> type, Object target, Method method, Object[] arguments)
      throws Throwable {
    return type.cast(Objects.requireNonNull(call(target, method, arguments)));
  }

  /** Calls the real method, whose exceptions come as they are. */
  static @Nullable Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
