package org.nljdbc.it.question;

import java.sql.SQLException;
import java.sql.Statement;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;

@OnDatabase(Kind.MARIADB)
class MariaDbWaitingTest extends WaitingSuite {

  @Override
  void lock() throws SQLException {
    run("LOCK TABLES customers WRITE", holder);
  }

  @Override
  void unlock() throws SQLException {
    run("UNLOCK TABLES", holder);
  }

  private static void run(String sql, java.sql.Connection on) throws SQLException {
    try (Statement statement = on.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  String waiting() {
    return "SELECT COUNT(*) FROM information_schema.processlist"
        + " WHERE state = 'Waiting for table metadata lock'";
  }

  @Override
  String cancelledState() {
    return "70100";
  }

  @Override
  boolean cancelsOtherStatements() {
    return true;
  }
}
