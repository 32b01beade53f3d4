package org.nljdbc.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The real connection as the driver's own work gets it: what may wait at the database, for a lock
 * or for a long plan, ends with the question that it is done for ({@link QuestionEnded}). All else,
 * such as what puts the connection back to its state, is passed on.
 *
 * <p>Proxies rather than generated classes: these calls are few, and each goes to a database.
 */
final class SideConnection {

  private static final Set<Class<?>> SHOWN =
      Set.of(Statement.class, PreparedStatement.class, DatabaseMetaData.class);

  private final Connection real;
  private final VendorCancel vendors;
  private final Supplier<@Nullable Asking> asking;

  private SideConnection(Connection real, VendorCancel vendors, Supplier<@Nullable Asking> asking) {
    this.real = real;
    this.vendors = vendors;
    this.asking = asking;
  }

  /**
   * Shows a connection.
   *
   * @param real the real driver's connection
   * @param vendors how that driver cancels whatever a connection does
   * @param asking the question of the thread that calls, or null if it has none
   * @return the same connection for the driver's own work
   */
  static Connection of(Connection real, VendorCancel vendors, Supplier<@Nullable Asking> asking) {
    return new SideConnection(real, vendors, asking).show(Connection.class, real);
  }

  private <T> T show(Class<T> type, Object target) {
    return type.cast(
        Proxy.newProxyInstance(
            SideConnection.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getDeclaringClass() == Object.class) {
                return ofObject(proxy, target, method, arguments);
              }
              Asking waiting = mayWait(target, method) ? asking.get() : null;
              Object result =
                  waiting == null
                      ? call(target, method, arguments)
                      : wait(waiting, target, method, arguments);
              Class<?> declared = method.getReturnType();
              return result != null && SHOWN.contains(declared) ? show(declared, result) : result;
            }));
  }

  private static @Nullable Object ofObject(
      Object proxy, Object target, Method method, @Nullable Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> target.toString();
    };
  }

  private static boolean mayWait(Object target, Method method) {
    String name = method.getName();
    if (method.getDeclaringClass() == DatabaseMetaData.class) {
      return method.getReturnType() == ResultSet.class;
    }
    return target instanceof Statement
        ? name.startsWith("execute")
            || name.equals("getMetaData")
            || name.equals("getParameterMetaData")
        : name.equals("prepareStatement");
  }

  private @Nullable Object wait(
      Asking waiting, Object target, Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    DatabaseCall.Cancel vendors = this.vendors.find();
    if (vendors != null) {
      return wait(waiting, vendors, target, method, arguments);
    }
    if (target instanceof Statement statement) {
      return wait(waiting, statement::cancel, target, method, arguments);
    }
    // Some drivers, such as SQLite's, cancel whatever runs by any statement of the connection.
    try (Statement handle = real.createStatement()) {
      return wait(waiting, handle::cancel, target, method, arguments);
    }
  }

  private static @Nullable Object wait(
      Asking waiting,
      DatabaseCall.Cancel cancel,
      Object target,
      Method method,
      @Nullable Object @Nullable [] arguments)
      throws Throwable {
    DatabaseCall call;
    try {
      call = waiting.enter(cancel, true);
    } catch (SQLException over) {
      throw new QuestionEnded(over);
    }
    try {
      return call(target, method, arguments);
    } catch (SQLException failure) {
      throw waiting.isOver() ? new QuestionEnded(waiting.over(failure)) : failure;
    } finally {
      waiting.leave(call);
    }
  }

  private static @Nullable Object call(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause() == null ? thrown : thrown.getCause();
    }
  }
}
