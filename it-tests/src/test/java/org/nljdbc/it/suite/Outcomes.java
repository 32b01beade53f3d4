package org.nljdbc.it.suite;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs tests, and tells of each test and container how it ended. */
final class Outcomes implements TestExecutionListener {

  private final Map<String, String> ended = new ConcurrentSkipListMap<>();

  private Outcomes() {}

  /**
   * Runs tests in this process.
   *
   * @param which the tests
   * @return how each ended: SUCCESSFUL, ABORTED, SKIPPED, or FAILED with the class of what was
   *     thrown; by their ids
   */
  static Map<String, String> of(DiscoverySelector which) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(which).build();
    Outcomes outcomes = new Outcomes();
    LauncherFactory.create().execute(request, outcomes);
    return outcomes.ended;
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    ended.put(test.getUniqueId(), "SKIPPED");
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    String thrown = result.getThrowable().map(t -> " " + t.getClass().getName()).orElse("");
    ended.put(test.getUniqueId(), result.getStatus() + thrown);
  }
}
