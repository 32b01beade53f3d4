package org.nljdbc.runtime.hub;

import java.time.Duration;

/** Waits; a test's does not. */
@FunctionalInterface
interface Pause {

  /** Lets time pass. */
  Pause SLEEP = time -> Thread.sleep(time.toMillis());

  /**
   * Waits.
   *
   * @param time how long
   */
  void of(Duration time) throws InterruptedException;
}
