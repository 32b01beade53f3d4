package org.nljdbc.it.transparency;

/**
 * Some work with JDBC on the rows of a query, which may be asked for as well.
 *
 * @param name what is done
 * @param work does it, and writes what it sees into a log
 */
record AskedScenario(String name, Work work) {

  /** Work with one connection and one query. */
  @FunctionalInterface
  interface Work {
    /**
     * Works.
     *
     * @param session the connection to work with, and the log
     * @param query the query: SQL, or the question that becomes this SQL
     */
    void run(Session session, String query) throws Exception;
  }

  @Override
  public String toString() {
    return name;
  }
}
