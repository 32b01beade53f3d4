package org.nljdbc.it.databases;

import java.nio.file.Path;

/** Derby, in memory. */
class DerbyDatabaseTest extends FurtherDatabasesSuite {

  @Override
  String url(Path own) {
    return "derby:memory:" + own.getFileName() + ";create=true";
  }

  @Override
  String literal(String type, String text) {
    return type + "('" + text + "')";
  }
}
