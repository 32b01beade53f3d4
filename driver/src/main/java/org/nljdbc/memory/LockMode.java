package org.nljdbc.memory;

import java.util.Locale;
import org.nljdbc.settings.Setting;
import org.nljdbc.settings.Settings;

/** What pins mean for a connection: the values of {@code nl.lock}. */
public enum LockMode {
  /** Nothing. */
  OFF,
  /** Pinned questions get their pinned SQL. */
  ON,
  /** The same, and a question that is not pinned draws a warning. */
  WARN,
  /** Only pinned questions run. */
  STRICT;

  /** The mode that settings choose. */
  public static LockMode of(Settings settings) {
    return valueOf(settings.get(Setting.LOCK).toUpperCase(Locale.ROOT));
  }
}
