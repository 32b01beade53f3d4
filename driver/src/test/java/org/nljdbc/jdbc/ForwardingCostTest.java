package org.nljdbc.jdbc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What only passes through makes nothing on its way: no array of arguments, and no closure. */
class ForwardingCostTest {

  private static final int CALLS = 10_000;

  @Test
  void rowsAndParametersCostNoMemoryOfOurs() throws SQLException {
    try (Connection real = Fixtures.h2();
        PreparedStatement bare = real.prepareStatement("SELECT id, name FROM t WHERE id = ?");
        PreparedStatement ours =
            Fixtures.wrap(real, new ScriptedTranslator())
                .prepareStatement("SELECT id, name FROM t WHERE id = ?")) {
      bare.setInt(1, 1);
      ours.setInt(1, 1);
      try (ResultSet bareRows = bare.executeQuery();
          ResultSet ourRows = ours.executeQuery()) {
        assertTrue(bareRows.next() && ourRows.next());
        long difference = Long.MAX_VALUE;
        // What the interpreter allocates counts only until the code is compiled.
        for (int round = 0; round < 100 && difference >= CALLS; round++) {
          difference = allocated(ours, ourRows) - allocated(bare, bareRows);
        }
        assertTrue(difference < CALLS, difference + " bytes for " + CALLS + " calls");
      }
    }
  }

  private static long allocated(PreparedStatement statement, ResultSet rows) throws SQLException {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long before = thread.getThreadAllocatedBytes(id);
    for (int i = 0; i < CALLS; i++) {
      rows.getInt(1);
      rows.getString(2);
      rows.wasNull();
      statement.setInt(1, 1);
    }
    return thread.getThreadAllocatedBytes(id) - before;
  }
}
