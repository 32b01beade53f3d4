package org.nljdbc.runtime;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where a program of this user may keep files that it can make again. */
public final class CacheFolder {

  private CacheFolder() {}

  /** The folder of this user; it need not exist. */
  public static Path ofUser() {
    return of(System.getenv(), System.getProperty("os.name"), System.getProperty("user.home"));
  }

  /**
   * The folder by the conventions of a system: {@code XDG_CACHE_HOME} or {@code ~/.cache}, {@code
   * LOCALAPPDATA}, {@code ~/Library/Caches}.
   */
  static Path of(Map<String, String> environment, String system, String home) {
    String lower = system.toLowerCase(Locale.ROOT);
    String xdg = environment.get("XDG_CACHE_HOME");
    String local = environment.get("LOCALAPPDATA");
    Path base;
    if (xdg != null && !xdg.isBlank()) {
      base = Path.of(xdg);
    } else if (lower.startsWith("windows") && local != null && !local.isBlank()) {
      base = Path.of(local);
    } else if (lower.startsWith("mac")) {
      base = Path.of(home, "Library", "Caches");
    } else {
      base = Path.of(home, ".cache");
    }
    return base.resolve("nl-jdbc");
  }
}
