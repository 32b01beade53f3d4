package org.nljdbc.it.difference;

import java.util.List;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;

@OnDatabase(Kind.POSTGRESQL)
class PostgresDifferenceTest extends DifferenceSuite {

  PostgresDifferenceTest() {
    super(500, List.of(PGConnection.class, PGStatement.class));
  }
}
