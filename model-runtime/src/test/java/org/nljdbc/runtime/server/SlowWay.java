package org.nljdbc.runtime.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A way to a port of this machine on which everything that is sent takes its time. */
final class SlowWay implements AutoCloseable {

  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Duration delay;

  SlowWay(int port, Duration delay) throws IOException {
    this.delay = delay;
    threads.execute(() -> accept(port));
  }

  int port() {
    return door.getLocalPort();
  }

  private void accept(int port) {
    try {
      while (true) {
        Socket from = door.accept();
        Socket to = new Socket(InetAddress.getLoopbackAddress(), port);
        open.add(from);
        open.add(to);
        threads.execute(() -> carry(from, to, delay));
        threads.execute(() -> carry(to, from, Duration.ZERO));
      }
    } catch (IOException closed) {
      // That is the end of it.
    }
  }

  private static void carry(Socket from, Socket to, Duration delay) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[8192];
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        Thread.sleep(delay.toMillis());
        out.write(bytes, 0, read);
      }
    } catch (IOException | InterruptedException end) {
      // One side has gone.
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    threads.shutdownNow();
    for (Socket each : open) {
      each.close();
    }
  }
}
