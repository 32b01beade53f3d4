package org.nljdbc.it.databases;

import java.sql.SQLException;

/** A running database system; one per JVM and kind, stopped after the last test. */
public interface Server extends AutoCloseable {

  /**
   * Makes an empty database.
   *
   * @param name its name: lower-case letters, digits and underscores
   * @return the database; its {@code close} drops it
   * @throws SQLException if it cannot be made
   */
  TestDatabase create(String name) throws SQLException;

  /** Stops the server and deletes its files. */
  @Override
  void close() throws Exception;
}
