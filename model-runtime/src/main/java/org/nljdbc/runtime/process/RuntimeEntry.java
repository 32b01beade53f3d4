package org.nljdbc.runtime.process;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a running runtime tells its user's programs, in a file that only this user may read.
 *
 * @param pid its process
 * @param port where it listens at 127.0.0.1
 * @param token what lets a caller in; never shown
 * @param version the product's version
 * @param model its model's id
 * @param started milliseconds since 1970
 * @param idleSeconds after how long without a question it ends
 * @param host the machine or container that it runs in; empty where the system does not tell
 */
public record RuntimeEntry(
    long pid,
    int port,
    String token,
    String version,
    String model,
    long started,
    int idleSeconds,
    String host) {

  /** Whether its port and its process are those that this program sees by these numbers. */
  public boolean isHere() {
    return host.equals(HostId.here());
  }

  /** Where it is reached. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /**
   * Reads the file.
   *
   * @return what it tells; null if there is none, or it is not whole
   */
  static @Nullable RuntimeEntry read(Path file) throws IOException {
    Properties all = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      all.load(reader);
      return new RuntimeEntry(
          Long.parseLong(all.getProperty("pid", "")),
          Integer.parseInt(all.getProperty("port", "")),
          all.getProperty("token", ""),
          all.getProperty("version", ""),
          all.getProperty("model", ""),
          Long.parseLong(all.getProperty("started", "")),
          Integer.parseInt(all.getProperty("idle", "")),
          all.getProperty("host", ""));
    } catch (NoSuchFileException absent) {
      return null;
    } catch (IllegalArgumentException damaged) {
      return null; // as good as none: the next start writes it anew
    }
  }

  /** Writes the file, whole or not at all. The folder is the user's own already. */
  void write(Path file) throws IOException {
    Properties all = new Properties();
    all.setProperty("pid", Long.toString(pid));
    all.setProperty("port", Integer.toString(port));
    all.setProperty("token", token);
    all.setProperty("version", version);
    all.setProperty("model", model);
    all.setProperty("started", Long.toString(started));
    all.setProperty("idle", Integer.toString(idleSeconds));
    all.setProperty("host", host);
    StringWriter text = new StringWriter();
    all.store(text, null);
    // Made for its owner alone, whatever the umask says.
    Path partial = Files.createTempFile(file.toAbsolutePath().getParent(), "entry", ".part");
    Files.writeString(partial, text.toString());
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "runtime " + version + " of " + model + " at port " + port + ", process " + pid;
  }
}
