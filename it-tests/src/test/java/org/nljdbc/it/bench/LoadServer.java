package org.nljdbc.it.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.nljdbc.runtime.server.NlServer;
import org.nljdbc.runtime.server.config.ConfigFile;

/** The server that {@link LoadMain} measures, in a JVM of its own; ends with its input. */
public final class LoadServer {

  private LoadServer() {}

  /**
   * Serves.
   *
   * @param args the file with the server's settings
   */
  public static void main(String[] args) throws IOException, SQLException {
    try (NlServer server = new NlServer(ConfigFile.read(Path.of(args[0]), Map.of())).start()) {
      System.out.println(server.uri());
      while (System.in.read() >= 0) {
        // Until whoever started it has gone.
      }
    }
  }
}
