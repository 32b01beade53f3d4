package org.nljdbc.runtime.federation;

import static org.nljdbc.runtime.federation.Proxies.call;
import static org.nljdbc.runtime.federation.Proxies.proxy;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The statements that Calcite has open at a database, so that they can be cancelled there: Calcite
 * itself only stops reading.
 */
final class RunningStatements {

  private static final Logger LOG = LoggerFactory.getLogger(RunningStatements.class);

  private final Set<Statement> open = ConcurrentHashMap.newKeySet();

  /** The same source, whose connections' statements are known here until they are closed. */
  DataSource source(DataSource source) {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          Object result = call(source, method, arguments);
          return result instanceof Connection connection ? connection(connection) : result;
        });
  }

  /** Cancels them all; any thread may. */
  void cancel() {
    for (Statement statement : open) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        LOG.debug("a statement could not be cancelled: {}", e.getSQLState());
      }
    }
  }

  private Connection connection(Connection connection) {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          Object result = call(connection, method, arguments);
          if (result instanceof DatabaseMetaData metaData) {
            return WideNumbers.of(metaData);
          }
          return result instanceof Statement statement
              ? statement(statement, method.getReturnType())
              : result;
        });
  }

  private Object statement(Statement statement, Class<?> type) {
    open.add(statement);
    return proxy(
        type,
        (method, arguments) -> {
          if (method.getName().equals("close")) {
            open.remove(statement);
          }
          return call(statement, method, arguments);
        });
  }
}
