package org.nljdbc.samples.demo.data;

import java.time.LocalDate;

/** The time that the demo database tells of. */
final class Period {

  /** The day of the first order. */
  static final LocalDate FIRST = LocalDate.of(2021, 1, 1);

  /** The day on which the database was written. */
  static final LocalDate LAST = LocalDate.of(2025, 12, 31);

  private Period() {}
}
