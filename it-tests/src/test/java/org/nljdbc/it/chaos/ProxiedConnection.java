package org.nljdbc.it.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** One connection through a {@link FaultProxy}: two threads that pass on what comes. */
final class ProxiedConnection {

  private static final int PIECE = 16_384;

  private final FaultProxy proxy;
  private final Socket client;
  private final Socket server;
  private final AtomicInteger passed = new AtomicInteger();
  private volatile boolean dead;

  ProxiedConnection(FaultProxy proxy, Socket client, Socket server) throws IOException {
    this.proxy = proxy;
    this.client = client;
    this.server = server;
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
  }

  void start() {
    begin(proxy.fault());
    FaultProxy.daemon("chaos-to-server", () -> pass(client, server, false));
    FaultProxy.daemon("chaos-to-client", () -> pass(server, client, true));
  }

  /** A fault begins, or its end. */
  void begin(Fault fault) {
    passed.set(0);
    if (fault instanceof Fault.Cut) {
      reset();
    } else if (fault instanceof Fault.Silent) {
      dead = true;
      reset(server);
    }
  }

  /** Whether nothing will ever come back through it. */
  boolean isDead() {
    return dead;
  }

  private void pass(Socket from, Socket to, boolean toClient) {
    byte[] piece = new byte[PIECE];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
        if (dead) {
          continue;
        }
        Fault fault = proxy.fault();
        if (fault instanceof Fault.Slow slow) {
          Thread.sleep(slow.millis());
        }
        if (toClient
            && fault instanceof Fault.Reset reset
            && passed.addAndGet(length) > reset.bytes()) {
          reset();
        }
        if (!dead) {
          out.write(piece, 0, length);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // One of the two has gone, and so does the other.
    }
    if (!dead || !toClient) {
      close();
    }
  }

  private void close() {
    proxy.forget(this);
    try (client;
        server) {
      // Both.
    } catch (IOException e) {
      // It is closed all the same.
    }
  }

  /** Ends both sides with a reset. */
  void reset() {
    reset(client);
    reset(server);
    proxy.forget(this);
  }

  /** Ends a socket without the usual goodbye. */
  static void reset(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already.
    }
  }
}
