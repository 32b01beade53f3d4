package org.nljdbc.it.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between a client and a server on this machine, and does to them what it is told. */
final class FaultProxy implements AutoCloseable {

  private final int target;
  private final ServerSocket listening;
  private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();
  private volatile Fault fault = new Fault.None();

  /**
   * Begins to listen at a free port.
   *
   * @param target the server's port
   */
  FaultProxy(int target) throws IOException {
    this.target = target;
    this.listening = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    daemon("chaos-proxy", this::accept);
  }

  static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Where it listens. */
  int port() {
    return listening.getLocalPort();
  }

  /** Connections that are open on the client's side. */
  int connections() {
    return open.size();
  }

  /** Those of them that have a server behind them. */
  long living() {
    return open.stream().filter(connection -> !connection.isDead()).count();
  }

  /** What it does at the moment. */
  Fault fault() {
    return fault;
  }

  /** Does this from now on. */
  void inject(Fault next) {
    fault = next;
    for (ProxiedConnection connection : open) {
      connection.begin(next);
    }
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        if (fault instanceof Fault.Cut) {
          ProxiedConnection.reset(client);
          continue;
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        ProxiedConnection connection = new ProxiedConnection(this, client, server);
        open.add(connection);
        connection.start();
      } catch (IOException e) {
        // Closed, or the server is not there: the next client sees for itself.
      }
    }
  }

  void forget(ProxiedConnection connection) {
    open.remove(connection);
  }

  @Override
  public void close() throws IOException {
    listening.close();
    open.forEach(ProxiedConnection::reset);
  }
}
