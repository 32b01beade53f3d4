package org.nljdbc.it.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;

/**
 * The tests of Jdbi, a library over JDBC, on H2 and SQLite: they look closely at statements,
 * results, metadata, batches, generated keys, transactions and at what is left open. Those that
 * need what is not here, such as a PostgreSQL server of their own, fail either way; no test may end
 * otherwise through our driver than without it.
 */
class JdbiSuiteTest {

  private static final DiscoverySelector TESTS = selectPackage("org.jdbi.v3.core");

  @Test
  void endsAsWithTheBareDrivers() throws Exception {
    Map<String, String> bare = Outcomes.of(TESTS);
    Map<String, String> ours;
    try (StandIn standIn = StandIn.open()) {
      ours = Outcomes.of(TESTS);
      assertTrue(standIn.connections() > 300, () -> standIn.connections() + " connections");
    }
    assertTrue(successes(ours) > 800, () -> successes(ours) + " tests");
    assertEquals(Map.of(), differences(bare, ours));
  }

  private static long successes(Map<String, String> outcomes) {
    return outcomes.entrySet().stream()
        .filter(each -> each.getKey().contains("[method:"))
        .filter(each -> each.getValue().equals("SUCCESSFUL"))
        .count();
  }

  private static Map<String, String> differences(
      Map<String, String> bare, Map<String, String> ours) {
    Map<String, String> differences = new TreeMap<>();
    bare.forEach(
        (test, ended) -> {
          String now = String.valueOf(ours.get(test));
          if (!now.equals(ended)) {
            differences.put(test, ended + " -> " + now);
          }
        });
    ours.forEach(
        (test, ended) -> {
          if (!bare.containsKey(test)) {
            differences.put(test, "absent -> " + ended);
          }
        });
    return differences;
  }
}
