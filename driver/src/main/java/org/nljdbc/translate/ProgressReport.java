package org.nljdbc.translate;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nljdbc.spi.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of long work: one line that is written over on a terminal, a log line every few seconds
 * otherwise. Work that ends within the first moment is not mentioned.
 */
final class ProgressReport implements Progress {

  private static final Logger LOG = LoggerFactory.getLogger(ProgressReport.class);

  private static final long FIRST_NANOS = 700_000_000L;
  private static final long BETWEEN_LOG_LINES = 3_000_000_000L;

  private final boolean terminal;
  private final PrintStream out;
  private final long quietNanos;
  private final long start = System.nanoTime();
  private long lastLog = start;
  private int written;

  ProgressReport(boolean terminal, PrintStream out, long quietNanos) {
    this.terminal = terminal;
    this.out = out;
    this.quietNanos = quietNanos;
  }

  /** A report for one piece of work, on the terminal if there is one. */
  static Progress begin() {
    return new ProgressReport(isTerminal(System.console()), System.err, FIRST_NANOS);
  }

  /** From JDK 22 on there is a Console without a terminal too, and a method that tells. */
  private static boolean isTerminal(@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (ReflectiveOperationException olderJdk) {
      return true;
    }
  }

  @Override
  public synchronized void at(String task, double fraction) {
    long now = System.nanoTime();
    boolean done = fraction >= 1;
    int percent = (int) Math.round(100 * fraction);
    if (terminal && (now - start >= quietNanos || written > 0)) {
      String line = done ? "" : String.format(Locale.ROOT, "%s %d %%", task, percent);
      int blanks = Math.max(0, written - line.length());
      out.print("\r" + line + " ".repeat(blanks) + (done ? "\r" : ""));
      out.flush();
      written = line.length();
    }
    if (now - lastLog >= BETWEEN_LOG_LINES || (done && lastLog != start)) {
      lastLog = now;
      LOG.info("{}: {} %", task, percent);
    }
  }
}
