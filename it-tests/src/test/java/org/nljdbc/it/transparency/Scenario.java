package org.nljdbc.it.transparency;

/**
 * Some ordinary work with JDBC.
 *
 * @param name what is done
 * @param work does it, and writes what it sees into a log
 */
record Scenario(String name, Work work) {

  /** Work with one connection. */
  @FunctionalInterface
  interface Work {
    /**
     * Works.
     *
     * @param session the connection to work with, and the log
     */
    void run(Session session) throws Exception;
  }

  @Override
  public String toString() {
    return name;
  }
}
