package org.nljdbc.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real driver's own way to cancel whatever runs on a connection. JDBC knows statements only,
 * while metadata and descriptions are asked for without one that could be cancelled. Known are
 * those of PostgreSQL ({@code PGConnection.cancelQuery}) and MariaDB ({@code
 * Connection.cancelCurrentQuery}); both go by a connection of their own and take no lock.
 */
final class VendorCancel {

  private static final Logger LOG = LoggerFactory.getLogger(VendorCancel.class);

  private static final Set<String> METHODS = Set.of("cancelQuery", "cancelCurrentQuery");

  private final Connection real;
  private volatile boolean searched;
  private volatile DatabaseCall.@Nullable Cancel found;

  VendorCancel(Connection real) {
    this.real = real;
  }

  /** The way, or null if the driver has none. */
  DatabaseCall.@Nullable Cancel find() {
    if (!searched) {
      found = search();
      searched = true;
    }
    return found;
  }

  /** Cancels what runs if that is possible. */
  void cancel() throws SQLException {
    DatabaseCall.Cancel way = find();
    if (way != null) {
      way.cancel();
    }
  }

  private DatabaseCall.@Nullable Cancel search() {
    DatabaseCall.Cancel direct = of(real);
    if (direct != null) {
      return direct;
    }
    try {
      Connection behind = real.unwrap(Connection.class); // a pool's connection has one behind it
      return behind == null || behind == real ? null : of(behind);
    } catch (SQLException nothingBehind) {
      LOG.debug("Nothing behind the connection", nothingBehind);
      return null;
    }
  }

  private static DatabaseCall.@Nullable Cancel of(Connection connection) {
    for (Method method : connection.getClass().getMethods()) {
      if (METHODS.contains(method.getName())
          && method.getParameterCount() == 0
          && Modifier.isPublic(method.getDeclaringClass().getModifiers())) {
        return () -> invoke(method, connection);
      }
    }
    return null;
  }

  private static void invoke(Method method, Connection connection) throws SQLException {
    try {
      method.invoke(connection);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof SQLException failure) {
        throw failure;
      }
      throw new SQLException("The driver could not cancel", thrown.getCause());
    } catch (IllegalAccessException hidden) {
      throw new SQLException("The driver does not let others cancel", hidden);
    }
  }
}
