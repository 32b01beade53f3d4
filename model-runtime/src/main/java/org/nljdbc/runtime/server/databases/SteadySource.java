package org.nljdbc.runtime.server.databases;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connects for a pool, and where that fails tries again at even times for as long as the pool wants
 * a connection. The pool itself would wait longer after each failure, up to five seconds, and
 * whoever asks meanwhile would wait with it though the database is back.
 */
final class SteadySource implements DataSource {

  /** Between two tries. */
  static final Duration PAUSE = Duration.ofMillis(200);

  /** Lets time pass. */
  interface Pause {
    void pass(Duration time) throws InterruptedException;
  }

  private final DataSource connects;
  private final Pause pause;
  private volatile BooleanSupplier wanted = () -> true;
  private volatile @Nullable SQLException failure;

  /**
   * Makes it.
   *
   * @param connects tries once
   * @param pause waits
   */
  SteadySource(DataSource connects, Pause pause) {
    this.connects = connects;
    this.pause = pause;
  }

  /** Asks this, once the pool is there, whether the pool still wants a connection. */
  void tryWhile(BooleanSupplier stillWanted) {
    wanted = stillWanted;
  }

  /** Why the last try failed; null if it did not. */
  @Nullable SQLException failure() {
    return failure;
  }

  @Override
  public Connection getConnection() throws SQLException {
    while (true) {
      try {
        Connection connection = connects.getConnection();
        failure = null;
        return connection;
      } catch (SQLException e) {
        failure = e;
        if (!wanted.getAsBoolean()) {
          throw e;
        }
        waitAfter(e);
      }
    }
  }

  /** The pool interrupts its thread when it is closed. */
  private void waitAfter(SQLException e) throws SQLException {
    try {
      pause.pass(PAUSE);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("The pool is closed", "08003", e);
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("The user is known already", "0A000");
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return connects.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    connects.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    connects.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return connects.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return connects.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return connects.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return connects.isWrapperFor(type);
  }
}
