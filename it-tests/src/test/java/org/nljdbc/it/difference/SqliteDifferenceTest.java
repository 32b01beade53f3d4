package org.nljdbc.it.difference;

import java.util.List;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.CoreStatement;

@OnDatabase(Kind.SQLITE)
class SqliteDifferenceTest extends DifferenceSuite {

  SqliteDifferenceTest() {
    super(2200, List.of(SQLiteConnection.class, CoreStatement.class));
  }
}
