package org.nljdbc.it.chaos;

/** What a {@link FaultProxy} does to the connections that go through it. */
sealed interface Fault {

  /** Passes everything on. */
  record None() implements Fault {}

  /** Resets what is connected, and whatever connects. */
  record Cut() implements Fault {}

  /**
   * Holds back each piece, in both directions.
   *
   * @param millis for how long
   */
  record Slow(int millis) implements Fault {}

  /**
   * Takes what is sent and answers nothing, as a machine does that has lost its power: connections
   * stay open, and those that were open or are made meanwhile never come back to life.
   */
  record Silent() implements Fault {}

  /**
   * Resets each connection when so much has come from the server since the fault began.
   *
   * @param bytes how much passes
   */
  record Reset(int bytes) implements Fault {}
}
