package org.nljdbc.runtime.server.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.util.DriverDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SteadySourceTest {

  private final List<Duration> pauses = new ArrayList<>();

  private static DriverDataSource to(Door door) {
    return new DriverDataSource(door.url(), Door.class.getName(), new Properties(), null, null);
  }

  /** The pool must not see a failure, since it counts them and waits the longer. */
  @Test
  void pausesDoNotGrow() throws Exception {
    try (Door door = new Door("pauses", 100)) {
      SteadySource source = new SteadySource(to(door), pauses::add);
      try (Connection connection = source.getConnection()) {
        assertTrue(connection.isValid(1));
      }
      assertEquals(100, door.tries());
      assertEquals(Collections.nCopies(99, SteadySource.PAUSE), pauses);
      assertNull(source.failure());
    }
  }

  @Test
  void itGivesUpWhenNobodyWantsAConnectionAnyMore() throws Exception {
    try (Door door = new Door("unwanted", 100)) {
      SteadySource source = new SteadySource(to(door), pauses::add);
      source.tryWhile(() -> door.tries() < 3);
      SQLException refused = assertThrows(SQLException.class, source::getConnection);
      assertEquals("08004", refused.getSQLState());
      assertEquals(3, door.tries());
      assertEquals(refused, source.failure());
    }
  }

  @Test
  void itEndsWithThePool() throws Exception {
    try (Door door = new Door("closed", 100)) {
      SteadySource source =
          new SteadySource(
              to(door),
              time -> {
                throw new InterruptedException();
              });
      SQLException closed = assertThrows(SQLException.class, source::getConnection);
      assertTrue(Thread.interrupted());
      assertEquals("08003", closed.getSQLState());
      assertNotNull(closed.getCause());
      assertEquals(1, door.tries());
    }
  }

  @Test
  void thePoolsUserIsTheOneOfTheDriver() throws Exception {
    try (Door door = new Door("user", 0)) {
      SteadySource source = new SteadySource(to(door), pauses::add);
      assertThrows(SQLException.class, () -> source.getConnection("a", "b"));
      assertEquals(0, door.tries());
    }
  }
}
