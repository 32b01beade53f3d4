package org.nljdbc.it.databases;

import java.nio.file.Path;

/** DuckDB, in a file. */
class DuckDbDatabaseTest extends FurtherDatabasesSuite {

  @Override
  String url(Path own) {
    return "duckdb:" + own.resolve("parcels.db");
  }
}
