package org.nljdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.ShardingKeyBuilder;
import java.util.logging.Logger;
import javax.sql.CommonDataSource;
import org.jspecify.annotations.Nullable;
import org.nljdbc.jdbc.Connections;
import org.nljdbc.settings.Settings;
import org.nljdbc.translate.QuestionPipeline;

/**
 * What the three kinds of wrapped data sources share.
 *
 * @param <D> the kind
 */
abstract class WrappedSource<D extends CommonDataSource> implements CommonDataSource {

  private final D real;
  private final Settings settings;

  WrappedSource(D real, Settings settings) {
    this.real = real;
    this.settings = settings;
  }

  final D real() {
    return real;
  }

  final Settings settings() {
    return settings;
  }

  static Connection wrap(Connection connection, Settings settings) {
    return Connections.wrap(connection, settings, QuestionPipeline::create);
  }

  @Override
  public final @Nullable PrintWriter getLogWriter() throws SQLException {
    return real.getLogWriter();
  }

  @Override
  public final void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    real.setLogWriter(out);
  }

  @Override
  public final int getLoginTimeout() throws SQLException {
    return real.getLoginTimeout();
  }

  @Override
  public final void setLoginTimeout(int seconds) throws SQLException {
    real.setLoginTimeout(seconds);
  }

  @Override
  public final Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return real.getParentLogger();
  }

  @Override
  public final ShardingKeyBuilder createShardingKeyBuilder() throws SQLException {
    return real.createShardingKeyBuilder();
  }

  @Override
  public final String toString() {
    return real.toString();
  }
}
