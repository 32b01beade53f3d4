package org.nljdbc.runtime.djl;

import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Prepares this process for DJL. Everything that touches an {@code ai.djl} class goes through
 * {@link #call}: it settles the system properties that DJL reads when its classes initialise, and
 * sets the thread context class loader, through which DJL looks for its engines and native
 * libraries. In a database tool or an application server the caller's own context loader knows
 * nothing of them.
 */
public final class DjlEnvironment {

  /**
   * DJL's logger in java.util.logging: only warnings, unless a level is set. Held here, since a
   * logger that is let go forgets its level.
   */
  private static final Logger DJL = Logger.getLogger("ai.djl");

  private DjlEnvironment() {}

  /**
   * Runs a task that uses DJL.
   *
   * @param task what to run; may throw
   * @param <T> what it returns
   * @return the task's result
   * @throws Exception what the task throws
   */
  public static <T> T call(Callable<T> task) throws Exception {
    settleProperties();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(DjlEnvironment.class.getClassLoader());
    try {
      return task.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /**
   * Keeps DJL from using the network (downloads, telemetry) and from choosing a CUDA build of the
   * tokenizer library, which it would have to download. Values that the user has set stay.
   */
  private static void settleProperties() {
    setIfAbsent("ai.djl.offline", "true");
    setIfAbsent("OPT_OUT_TRACKING", "true");
    setIfAbsent("RUST_FLAVOR", "cpu");
    if (DJL.getLevel() == null) {
      DJL.setLevel(Level.WARNING);
    }
  }

  private static void setIfAbsent(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
