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

  /**
   * Makes a database with the suites' schema and rows.
   *
   * @param name its name, as in {@link #create}
   * @return the database
   * @throws SQLException if it cannot be made
   */
  default TestDatabase shop(String name) throws SQLException {
    TestDatabase database = create(name);
    TestSchema.fill(database);
    return database;
  }

  /** Stops the server and deletes its files. */
  @Override
  void close() throws Exception;
}
