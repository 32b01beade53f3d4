package org.nljdbc.it.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;
import org.nljdbc.it.databases.Rows;
import org.nljdbc.it.script.ScriptedTest;

/** SQLite waits in its own way, for as long as {@code busy_timeout} says, and cannot be woken. */
@OnDatabase(Kind.SQLITE)
class SqliteWaitingTest extends ScriptedTest {

  @Test
  void aCancelledQuestionEndsAsCancelledWhenTheWaitEnds() throws Exception {
    try (Connection holder = database.bare();
        Statement holding = holder.createStatement();
        Connection own = open(Map.of("nl.exclude", "nothing_busy", "busy_timeout", "1000"));
        Statement statement = own.createStatement()) {
      holding.execute("BEGIN EXCLUSIVE");
      FutureTask<SQLException> asking =
          new FutureTask<>(
              () ->
                  assertState("57014", () -> statement.executeQuery("NL: what tables are there")));
      new Thread(asking).start();
      Thread.sleep(200);
      statement.cancel();
      assertNotNull(asking.get());
      holding.execute("ROLLBACK");
      assertEquals(List.of("1"), Rows.of(statement.executeQuery("SELECT 1")));
      assertEquals(9, Rows.of(statement.executeQuery("NL: what tables are there")).size());
    }
  }
}
