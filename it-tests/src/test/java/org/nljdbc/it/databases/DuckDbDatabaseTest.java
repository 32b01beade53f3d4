package org.nljdbc.it.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** DuckDB, in a file. */
class DuckDbDatabaseTest extends FurtherDatabasesSuite {

  @Override
  String url(Path own) {
    return "duckdb:" + own.resolve("parcels.db");
  }

  /** DuckDB's driver starts a thread that is no daemon for each time limit. */
  @Test
  void aProgramThatHasAskedCanEnd() throws SQLException {
    assertEquals(List.of("2"), ask("how many towns are there?", "SELECT COUNT(*) FROM towns"));
    assertEquals(
        List.of(),
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !thread.isDaemon() && thread.getName().startsWith("duckdb"))
            .map(Thread::getName)
            .toList());
  }
}
