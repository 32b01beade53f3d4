package org.nljdbc.runtime.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a process can be reached and ended from: the boot of the machine, and the network and the
 * processes that a container sees. Homes may be shared among machines, and folders among
 * containers, and then a port or a number of a process that stands in a file there is somebody
 * else's.
 */
final class HostId {

  private HostId() {}

  /** Of this process; empty where the system does not tell. */
  static String here() {
    return of(new SystemFiles(Path.of("/")));
  }

  static String of(SystemFiles files) {
    String boot = String.join("", files.lines("proc/sys/kernel/random/boot_id"));
    String network = link(files.root().resolve("proc/self/ns/net"));
    String processes = link(files.root().resolve("proc/self/ns/pid"));
    return boot.isEmpty() || network.isEmpty() || processes.isEmpty()
        ? ""
        : String.join(" ", boot, network, processes);
  }

  private static String link(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }
}
