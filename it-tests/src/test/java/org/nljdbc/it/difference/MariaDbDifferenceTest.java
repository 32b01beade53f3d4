package org.nljdbc.it.difference;

import java.util.List;
import org.mariadb.jdbc.Connection;
import org.mariadb.jdbc.Statement;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;

@OnDatabase(Kind.MARIADB)
class MariaDbDifferenceTest extends DifferenceSuite {

  MariaDbDifferenceTest() {
    super(500, List.of(Connection.class, Statement.class));
  }
}
