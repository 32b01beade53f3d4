package org.nljdbc.runtime.server.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nljdbc.runtime.config.DatabaseConfig;
import org.nljdbc.runtime.server.http.ProblemException;
import org.nljdbc.runtime.server.work.Deadline;

class PoolTest {

  private static Pool pool(Door door, int maximumSize) {
    DatabaseConfig config =
        new DatabaseConfig("door", door.url(), null, null, Map.of(), List.of(), 0, maximumSize);
    return new Pool("door", config.url(), config, Map.of(), new SimpleMeterRegistry());
  }

  @Test
  void whatFailsIsToldAndOpensTheCircuitUntilItAnswers() throws Exception {
    try (Door door = new Door("circuit", Integer.MAX_VALUE);
        Pool pool = pool(door, 2)) {
      SQLException refused =
          assertThrows(SQLException.class, () -> pool.connection(Deadline.in(30)));
      assertEquals("08004", refused.getSQLState());
      while (pool.isClosed()) {
        assertThrows(SQLException.class, () -> pool.connection(Deadline.in(30)));
      }
      // Nobody waits, so nobody tries.
      Thread.sleep(2 * SteadySource.PAUSE.toMillis());
      int tries = door.tries();
      assertThrows(SQLException.class, () -> pool.connection(Deadline.in(30)));
      assertEquals(tries, door.tries());

      door.open();
      while (!pool.look()) {
        Thread.sleep(20);
      }
      try (Connection connection = pool.connection(Deadline.in(30))) {
        assertTrue(connection.isValid(1));
      }
      assertEquals("closed", pool.circuit());
    }
  }

  @Test
  void thatAllAreLentIsNoFailure() throws Exception {
    try (Door door = new Door("lent", 0);
        Pool pool = pool(door, 1);
        Connection lent = pool.connection(Deadline.in(30))) {
      assertTrue(lent.isValid(1));
      door.shut();
      ProblemException late =
          assertThrows(ProblemException.class, () -> pool.connection(Deadline.in(1)));
      assertNotEquals("", late.getMessage());
      assertTrue(pool.look());
      assertEquals("closed", pool.circuit());
    }
  }
}
