package org.nljdbc;

import java.sql.SQLException;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.PooledConnection;
import org.nljdbc.settings.Settings;

/** A source of pooled connections whose connections take questions. */
final class WrappedPoolDataSource extends WrappedSource<ConnectionPoolDataSource>
    implements ConnectionPoolDataSource {

  WrappedPoolDataSource(ConnectionPoolDataSource real, Settings settings) {
    super(real, settings);
  }

  @Override
  public PooledConnection getPooledConnection() throws SQLException {
    return new WrappedPooledConnection<>(real().getPooledConnection(), settings());
  }

  @Override
  public PooledConnection getPooledConnection(String user, String password) throws SQLException {
    return new WrappedPooledConnection<>(real().getPooledConnection(user, password), settings());
  }
}
