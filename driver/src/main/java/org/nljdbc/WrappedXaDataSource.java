package org.nljdbc;

import java.sql.SQLException;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAResource;
import org.nljdbc.settings.Settings;

/** A source of connections for distributed transactions that take questions. */
final class WrappedXaDataSource extends WrappedSource<XADataSource> implements XADataSource {

  WrappedXaDataSource(XADataSource real, Settings settings) {
    super(real, settings);
  }

  @Override
  public XAConnection getXAConnection() throws SQLException {
    return new WrappedXaConnection(real().getXAConnection(), settings());
  }

  @Override
  public XAConnection getXAConnection(String user, String password) throws SQLException {
    return new WrappedXaConnection(real().getXAConnection(user, password), settings());
  }

  private static final class WrappedXaConnection extends WrappedPooledConnection<XAConnection>
      implements XAConnection {

    WrappedXaConnection(XAConnection real, Settings settings) {
      super(real, settings);
    }

    /** The vendor's own: transaction managers compare resources. */
    @Override
    public XAResource getXAResource() throws SQLException {
      return real().getXAResource();
    }
  }
}
