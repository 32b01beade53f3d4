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
     * @param query the query
     */
    void run(Session session, Query query) throws Exception;
  }

  /**
   * A query as SQL, or as the question that becomes this SQL.
   *
   * @param alone the whole statement
   * @param within the same in the FROM of a SELECT
   */
  record Query(String alone, String within) {

    @Override
    public String toString() {
      return alone;
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
