package org.nljdbc.runtime.server.http;

/** Some routes of the server that belong together. */
@FunctionalInterface
public interface Routes {

  /**
   * Adds them.
   *
   * @param router takes them
   */
  void addTo(Router router);
}
