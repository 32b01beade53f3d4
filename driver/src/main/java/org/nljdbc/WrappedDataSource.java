package org.nljdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.nljdbc.settings.Settings;

/** A data source whose connections take questions. */
final class WrappedDataSource extends WrappedSource<DataSource> implements DataSource {

  WrappedDataSource(DataSource real, Settings settings) {
    super(real, settings);
  }

  @Override
  public Connection getConnection() throws SQLException {
    return wrap(real().getConnection(), settings());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return wrap(real().getConnection(user, password), settings());
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type != null && type.isInstance(this)) {
      return type.cast(this);
    }
    return type != null && type.isInstance(real()) ? type.cast(real()) : real().unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return (type != null && (type.isInstance(this) || type.isInstance(real())))
        || real().isWrapperFor(type);
  }
}
