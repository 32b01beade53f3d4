package org.nljdbc.jdbc;

import java.sql.Connection;
import java.util.function.Function;
import org.nljdbc.settings.Settings;
import org.nljdbc.translate.Translator;

/** The way into this package. */
public final class Connections {

  private Connections() {}

  /**
   * Wraps a real connection. Does no I/O; what questions need is made at the first one.
   *
   * @param real the real driver's connection; closed with the wrapper
   * @param settings the settings
   * @param translators makes the connection's translator
   * @return a connection that takes questions as well
   */
  public static Connection wrap(
      Connection real, Settings settings, Function<Settings, Translator> translators) {
    return new WrappedConnection(real, settings, translators).outer();
  }
}
