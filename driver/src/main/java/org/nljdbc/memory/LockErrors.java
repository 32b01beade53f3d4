package org.nljdbc.memory;

import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What is said where the lock file cannot be used. */
final class LockErrors {

  private static final String IO = "58030";

  private LockErrors() {}

  static SQLException unusable(Path file, String why, @Nullable Exception cause) {
    return new SQLException(
        "The lock file " + file + " cannot be used: " + why + ". nl.lock=off goes without it.",
        IO,
        cause);
  }
}
