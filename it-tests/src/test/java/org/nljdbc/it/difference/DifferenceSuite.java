package org.nljdbc.it.difference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nljdbc.it.databases.DatabaseTest;
import org.nljdbc.it.databases.Server;

/**
 * Sequences of JDBC calls do the same through our driver as through the bare one: values, types,
 * identity, exceptions, warnings, order, and what is in the tables afterwards.
 *
 * <p>The build plays the same sequences each time. {@code -Dnl.sequences=N} plays N percent of
 * their number, and {@code -Dnl.seed=S} others.
 */
abstract class DifferenceSuite extends DatabaseTest {

  private static final int PERCENT = Integer.getInteger("nl.sequences", 100);
  private static final long SEED = Long.getLong("nl.seed", 1);

  private final int count;
  private final List<Class<?>> vendor;

  /**
   * Prepares.
   *
   * @param count sequences in an ordinary build
   * @param vendor interfaces and classes of the real driver
   */
  DifferenceSuite(int count, List<Class<?>> vendor) {
    this.count = count;
    this.vendor = vendor;
  }

  @Test
  void sequencesHaveTheSameOutcome(Server server) throws Exception {
    String name = "difference" + database.kind();
    try (Copy first = new Copy(server, name + "_a", false);
        Copy second = new Copy(server, name + "_b", true)) {
      Difference difference = new Difference(new Player(first), new Player(second));
      Generator generator = new Generator(database.kind(), vendor);
      for (int i = 0; i < count * PERCENT / 100; i++) {
        List<Step> steps = generator.sequence(SEED * 1_000_003 + i);
        assertEquals("", difference.of(steps), "sequence " + i + " of seed " + SEED);
      }
    }
  }
}
