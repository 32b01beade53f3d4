package org.nljdbc.runtime.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads the header by which a server says how long it wants to be left alone. */
public final class RetryAfter {

  /** Its name. */
  public static final String HEADER = "Retry-After";

  private RetryAfter() {}

  /**
   * Reads it.
   *
   * @param header its value: a number of seconds or a date; empty or anything else for none
   * @param now the time
   * @return how long to wait; zero if the header does not say
   */
  public static Duration of(String header, Instant now) {
    if (header.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(header));
    }
    Instant until = header.isEmpty() ? null : date(header);
    return until == null || until.isBefore(now) ? Duration.ZERO : Duration.between(now, until);
  }

  private static @Nullable Instant date(String header) {
    try {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header));
    } catch (DateTimeException e) {
      return null; // no date either
    }
  }
}
