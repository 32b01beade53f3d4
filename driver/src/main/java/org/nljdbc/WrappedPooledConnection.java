package org.nljdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import javax.sql.StatementEvent;
import javax.sql.StatementEventListener;
import org.nljdbc.settings.Settings;

/**
 * A vendor's pooled connection whose handles take questions. Its events come from us, since a pool
 * knows a connection by the events' source.
 *
 * @param <P> the kind of pooled connection
 */
class WrappedPooledConnection<P extends PooledConnection> implements PooledConnection {

  private final P real;
  private final Settings settings;
  private final Map<ConnectionEventListener, ConnectionEventListener> listeners =
      new ConcurrentHashMap<>();
  private final Map<StatementEventListener, StatementEventListener> statementListeners =
      new ConcurrentHashMap<>();

  WrappedPooledConnection(P real, Settings settings) {
    this.real = real;
    this.settings = settings;
  }

  final P real() {
    return real;
  }

  @Override
  public final Connection getConnection() throws SQLException {
    return WrappedSource.wrap(real.getConnection(), settings);
  }

  @Override
  public final void close() throws SQLException {
    real.close();
  }

  @Override
  public final void addConnectionEventListener(ConnectionEventListener listener) {
    ConnectionEventListener ours =
        new ConnectionEventListener() {
          @Override
          public void connectionClosed(ConnectionEvent event) {
            listener.connectionClosed(fromUs(event));
          }

          @Override
          public void connectionErrorOccurred(ConnectionEvent event) {
            listener.connectionErrorOccurred(fromUs(event));
          }
        };
    if (listeners.putIfAbsent(listener, ours) == null) {
      real.addConnectionEventListener(ours);
    }
  }

  private ConnectionEvent fromUs(ConnectionEvent event) {
    return new ConnectionEvent(this, event.getSQLException());
  }

  @Override
  public final void removeConnectionEventListener(ConnectionEventListener listener) {
    ConnectionEventListener ours = listeners.remove(listener);
    if (ours != null) {
      real.removeConnectionEventListener(ours);
    }
  }

  @Override
  public final void addStatementEventListener(StatementEventListener listener) {
    StatementEventListener ours =
        new StatementEventListener() {
          @Override
          public void statementClosed(StatementEvent event) {
            listener.statementClosed(fromUs(event));
          }

          @Override
          public void statementErrorOccurred(StatementEvent event) {
            listener.statementErrorOccurred(fromUs(event));
          }
        };
    if (statementListeners.putIfAbsent(listener, ours) == null) {
      real.addStatementEventListener(ours);
    }
  }

  private StatementEvent fromUs(StatementEvent event) {
    return new StatementEvent(this, event.getStatement(), event.getSQLException());
  }

  @Override
  public final void removeStatementEventListener(StatementEventListener listener) {
    StatementEventListener ours = statementListeners.remove(listener);
    if (ours != null) {
      real.removeStatementEventListener(ours);
    }
  }
}
