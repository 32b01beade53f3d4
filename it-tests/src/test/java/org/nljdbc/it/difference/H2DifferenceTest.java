package org.nljdbc.it.difference;

import java.util.List;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbc.JdbcStatement;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;

@OnDatabase(Kind.H2)
class H2DifferenceTest extends DifferenceSuite {

  H2DifferenceTest() {
    super(1800, List.of(JdbcConnection.class, JdbcStatement.class));
  }
}
