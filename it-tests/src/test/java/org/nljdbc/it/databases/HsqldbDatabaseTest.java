package org.nljdbc.it.databases;

import java.nio.file.Path;

/** HSQLDB, in memory. */
class HsqldbDatabaseTest extends FurtherDatabasesSuite {

  @Override
  String url(Path own) {
    return "hsqldb:mem:" + own.getFileName();
  }
}
