package org.nljdbc.runtime.process;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Properties;

/**
 * Remembers for a while, for all programs of a user, that a runtime could not be had, so that the
 * next program need not find out at the cost of a start.
 */
final class Avoidance {

  /** Long enough for a morning's programs, short enough for a machine that was repaired. */
  static final Duration TRUE_FOR = Duration.ofHours(1);

  private static final int LONGEST = 500;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private final Path file;
  private final Clock clock;

  /**
   * Makes one.
   *
   * @param file where it is remembered
   * @param clock tells the time
   */
  Avoidance(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** Remembers a failure. */
  void remember(String why) throws IOException {
    Properties all = new Properties();
    all.setProperty("time", Long.toString(clock.millis()));
    all.setProperty("why", why.length() > LONGEST ? why.substring(0, LONGEST) + "..." : why);
    StringWriter text = new StringWriter();
    all.store(text, null);
    Files.writeString(file, text.toString());
  }

  /** What is remembered, for people; empty if nothing is, or it is too old. */
  String told() throws IOException {
    Properties all = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      all.load(reader);
      Instant time = Instant.ofEpochMilli(Long.parseLong(all.getProperty("time", "")));
      Duration age = Duration.between(time, clock.instant());
      if (age.isNegative() || age.compareTo(TRUE_FOR) > 0) {
        return "";
      }
      return "it could not be had at "
          + TIME.format(time.atZone(ZoneId.systemDefault()))
          + " (it is tried again after an hour, or at once with nl.runtime=process): "
          + all.getProperty("why", "");
    } catch (NoSuchFileException absent) {
      return "";
    } catch (IllegalArgumentException damaged) {
      return "";
    }
  }

  /** Forgets it: the runtime could be had. */
  void forget() throws IOException {
    Files.deleteIfExists(file);
  }
}
