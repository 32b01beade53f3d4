package org.nljdbc.memory;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where a program of this user keeps what it is told to remember. */
public final class StateFolder {

  private StateFolder() {}

  /** The folder of this user; it need not exist. */
  public static Path ofUser() {
    return of(
        System.getenv(), System.getProperty("os.name", ""), System.getProperty("user.home", "."));
  }

  /**
   * The folder by the conventions of a system: {@code XDG_STATE_HOME} or {@code ~/.local/state},
   * {@code LOCALAPPDATA}, {@code ~/Library/Application Support}. A relative {@code XDG_STATE_HOME}
   * counts as none, as its specification says; the folder is absolute, since a process that is
   * handed it may work elsewhere.
   */
  static Path of(Map<String, String> environment, String system, String home) {
    String lower = system.toLowerCase(Locale.ROOT);
    String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
    String local = environment.getOrDefault("LOCALAPPDATA", "");
    Path base;
    if (!xdg.isBlank() && Path.of(xdg).isAbsolute()) {
      base = Path.of(xdg);
    } else if (lower.startsWith("windows") && !local.isBlank()) {
      base = Path.of(local);
    } else if (lower.startsWith("mac")) {
      base = Path.of(home, "Library", "Application Support");
    } else {
      base = Path.of(home, ".local", "state");
    }
    return base.resolve("nl-jdbc").toAbsolutePath().normalize();
  }
}
