package org.nljdbc.it.databases;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test class that runs on one database; its subclasses name which. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DatabaseTest {

  /** The database of this class. */
  @SuppressWarnings("NullAway.Init") // set before any test runs
  protected TestDatabase database;

  @BeforeAll
  void takeDatabase(TestDatabase given) {
    database = given;
  }
}
